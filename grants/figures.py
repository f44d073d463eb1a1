"""Numbers of the money ledger, in whole pence. They stay in the office: no update prints them."""

from django.db.models import Case, F, Sum, When

from grants import (
    claim_queries,
    delivery_figures,  # noqa: F401 - the other half of the room's numbers
)
from grants.choices import EntryKind
from grants.models import BudgetChange, Entry, Return
from saferstreets.common.figures import EXACT, PENCE, figure


@figure(
    "G01", label="Money committed", unit=PENCE, disclosure=EXACT, as_at=True, printed=False, counts=Sum("cost_pence")
)  # fmt: skip
def committed(project, period):
    """What is ordered and not here yet on the period's last day, on every line of the budget: what the grant bears of it,
    with VAT where the line cannot recover it.
    """
    return Entry.objects.filter(project=project).of_kind(EntryKind.COMMITMENT).until(period.end)


@figure(
    "G02", label="Money for what came", unit=PENCE, disclosure=EXACT, printed=False, counts=Sum("cost_pence")
)
def received(project, period):
    """What came or was done in the period, both days included, paid or not, less what was sent back; what the grant bears of
    it. Spending counts on the day the goods came.
    """
    return Entry.objects.filter(project=project).of_kind(EntryKind.ACCRUAL).within(period)


@figure("G03", label="Money paid", unit=PENCE, disclosure=EXACT, printed=False, counts=Sum("cost_pence"))
def paid(project, period):
    """Payments of the period, both days included, less refunds; what the grant bears of them. A payment is no second spending."""
    return Entry.objects.filter(project=project).of_kind(EntryKind.PAYMENT).within(period)


@figure(
    "G04", label="Money free", unit=PENCE, disclosure=EXACT, as_at=True, printed=False,
    counts=Sum(Case(When(kind=EntryKind.ALLOCATION, then=F("cost_pence")), default=-F("cost_pence"))),
)  # fmt: skip
def free(project, period):
    """What may still be promised on the period's last day: allocated, less what is committed and less what came."""
    takes = (EntryKind.ALLOCATION, EntryKind.COMMITMENT, EntryKind.ACCRUAL)
    return Entry.objects.filter(project=project).of_kind(*takes).until(period.end)


@figure(
    "G05", label="Money claimed", unit=PENCE, disclosure=EXACT, as_at=True, printed=False, counts=Sum("cost_pence")
)  # fmt: skip
def claimed(project, period):
    """What returns for periods ended by the period's last day claim from the funder, whether certified or still waiting for it, whether
    paid or not. A return being prepared claims nothing yet.
    """
    entries = claim_queries.of_standing(Entry.objects.filter(project=project))
    return entries.filter(claimed__claim__ends_on__lte=period.end)


@figure(
    "G06", label="Money to claim", unit=PENCE, disclosure=EXACT, as_at=True, printed=False, counts=Sum("cost_pence")
)  # fmt: skip
def to_claim(project, period):
    """What came by the period's last day on lines that may be claimed, and no submitted return claims yet."""
    return claim_queries.not_of_standing(Entry.objects.filter(project=project)).until(period.end)


@figure(
    "G07",
    label="Money paid by the funder",
    unit=PENCE,
    disclosure=EXACT,
    printed=False,
    counts=Sum("paid_pence"),
)
def paid_by_funder(project, period):
    """What the funder paid on returns in the period, both days included."""
    return Return.objects.filter(project=project, paid_on__range=(period.start, period.end))


@figure(
    "G08",
    label="Money moved between lines",
    unit=PENCE,
    disclosure=EXACT,
    printed=False,
    counts=Sum("amount_pence"),
)
def moved(project, period):
    """What was moved from one line of the budget to another in the period, both days included. A move that waits or was refused
    counts nothing; a move and its way back count twice.
    """
    moves = BudgetChange.objects.filter(project=project).approved()
    return moves.filter(decided_on__range=(period.start, period.end)).select_related("from_line", "to_line")
