"""Pure decisions about promises (which target counts, whether the pace will keep it) and about money."""

from grants.choices import EntryKind
from saferstreets.common.money import pounds
from saferstreets.common.periods import long_date, working_days

# Spending belongs inside the grant. What came by its last day may be paid after it, and be let go or sent back.
INSIDE_THE_GRANT = frozenset({EntryKind.COMMITMENT, EntryKind.ACCRUAL})


def baseline(targets):
    """The first target stated, or None. targets: oldest first."""
    return targets[0] if targets else None


def current(targets):
    """The target stated last, approved or not; None without any."""
    return targets[-1] if targets else None


def unapproved_change(targets):
    """Has the target changed without anybody's agreement on record? The first statement is the bid itself."""
    return len(targets) > 1 and not (targets[-1].agreed_by and targets[-1].agreed_on)


def pace_needed(remaining, day, ends_on):
    """Units a working day (Monday to Friday) from `day` to `ends_on`, both included, to deliver `remaining`.

    0.0 when nothing remains; None when no working day is left.
    """
    if remaining <= 0:
        return 0.0
    left = working_days(day, ends_on)
    return remaining / left if left else None


def expected_by(target, day, starts_on, ends_on):
    """How many a steady pace over the working days from `starts_on` to `ends_on` would have delivered at the end of `day`."""
    whole = working_days(starts_on, ends_on)
    if not whole or day < starts_on:
        return 0
    return round(target * working_days(starts_on, min(day, ends_on)) / whole)


def milestone_status(due_on, done_on, day):
    """(code for the colour, words) of a step of the work on `day`; its last planned day is not late yet."""
    if done_on:
        return "done", "Done"
    if due_on is None:
        return "not-due", "Ahead, no day planned"
    return ("late", "Late") if due_on < day else ("due", "Ahead")


def cost(net_pence, vat_pence, vat_recoverable):
    """What of an amount falls to the grant, in pence: VAT that can be recovered does not. Exact, nothing is rounded."""
    return net_pence if vat_recoverable else net_pence + vat_pence


def entry_refusal(kind, net_pence, vat_pence, happened_on, period):
    """Why an entry cannot stand, as a sentence; "" when it can. period: of the grant, local dates, both ends included."""
    if not all(isinstance(pence, int) for pence in (net_pence, vat_pence)):
        return "Money is whole pence."
    if net_pence == vat_pence == 0:
        return "The amount is nothing."
    if net_pence * vat_pence < 0:
        return "The amount and its VAT must both add or both take back."
    if kind in INSIDE_THE_GRANT and net_pence + vat_pence > 0 and happened_on not in period:
        return f"{long_date(happened_on)} is outside the grant, which runs from {period.label}."
    return ""


def shortage(line, kind, cost_pence):
    """What a person reads when a line does not hold an entry of this kind and cost."""
    if kind in INSIDE_THE_GRANT and cost_pence > 0:
        return f"“{line}” has {pounds(line.free_pence)} left, and this takes {pounds(cost_pence)}."
    if kind == EntryKind.ALLOCATION:
        return (
            f"{pounds(line.committed_pence + line.accrued_pence)} of “{line}” is promised or spent already."
        )
    return f"“{line}” would fall below nothing by this."
