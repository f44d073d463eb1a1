"""Pure decisions about moves between lines and about returns: what needs a letter, who may sign, what has fallen."""

from accounts.permissions import Perm
from grants.claim_choices import ReturnStatus as S
from saferstreets.common.bank_holidays import working_days_before
from saferstreets.common.money import pounds
from saferstreets.common.periods import Period, long_date
from saferstreets.common.workflow import Move

SUBMIT = Move("submit", "Submit", frozenset({S.DRAFT}), S.SUBMITTED, Perm.RETURN_PREPARE)
CERTIFY = Move("certify", "Certify", frozenset({S.SUBMITTED}), S.CERTIFIED, Perm.RETURN_CERTIFY)
QUERY = Move("query", "Record a query", frozenset({S.CERTIFIED}), S.QUERIED, Perm.RETURN_PREPARE)
PAY = Move("pay", "Record as paid", frozenset({S.CERTIFIED, S.QUERIED}), S.PAID, Perm.RETURN_PREPARE)
REOPEN = Move("reopen", "Reopen", frozenset({S.SUBMITTED, S.CERTIFIED, S.QUERIED}), S.DRAFT, Perm.RETURN_CERTIFY)  # fmt: skip
MOVES = (SUBMIT, CERTIFY, PAY, QUERY, REOPEN)
REMINDER_DAYS = 5  # where no terms are entered


def needs_letter(amount_pence, natures_differ, moved_before, threshold_pence):
    """Does a move out of a line need the funder's letter? Between capital and revenue always; else past the threshold.

    moved_before: pence moved out of the same line without a letter so far, so that no move is cut into small ones.
    threshold_pence: None where no terms are entered; then every move needs it.
    """
    return natures_differ or threshold_pence is None or moved_before + amount_pence > threshold_pence


def may_not_decide(proposed_by_id, decider_id):
    """Why this person may not decide a move, as a sentence; "" when they may."""
    return "You proposed this move. Somebody else must decide it." if proposed_by_id == decider_id else ""


def may_not_certify(preparer_id, certifier_id):
    """Why this person may not certify, as a sentence; "" when they may."""
    return "You prepared this return. Somebody else must certify it." if preparer_id == certifier_id else ""


def days_refusal(period, window_opens, window_closes, grant):
    """Why these days make no return, as a sentence; "" when they do. period: (first, last); grant: its Period."""
    first, last = period
    if last < first:
        return "The last day of the period must not come before the first."
    if first < grant.start or last > grant.end:
        return f"The period must lie inside the grant, from {grant.label}."
    if window_opens <= last:
        return f"The window cannot open before the period has ended, on {long_date(last)}."
    if window_closes < window_opens:
        return "The window must not close before it opens."
    return ""


def next_period(grant, last_ended):
    """(first, last) day of the next return: to the end of its quarter, or of the grant. None when the grant is told of."""
    from saferstreets.common.periods import DAY, end_of_month

    first = last_ended + DAY if last_ended else grant.start
    if first > grant.end:
        return None
    month = (first.month - 1) // 3 * 3 + 3
    return Period(first, min(end_of_month(first.replace(month=month, day=1)), grant.end))


def reminder_on(closes_on, working_days):
    """The day on which the preparers are written to: so many working days before the window closes."""
    return working_days_before(closes_on, working_days)


def fallen(before, now):
    """{line: (before, now)} of the budget lines whose claim since the start is lower than it was said before. Both in pence."""
    return {line: (pence, now.get(line, 0)) for line, pence in before.items() if now.get(line, 0) < pence}


def fall_words(title, before, now):
    """What a person reads where a cumulative figure falls."""
    return (
        f"“{title}”: {pounds(before)} was claimed to date before, and now it is {pounds(now)}. Explain why."
    )
