"""Numbers of the money ledger, in whole pence. They stay in the office: no update prints them."""

from django.db.models import Case, F, Sum, When

from grants import delivery_figures  # noqa: F401 - the other half of the room's numbers
from grants.choices import EntryKind
from grants.models import Entry
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
