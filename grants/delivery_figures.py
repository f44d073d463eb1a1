"""Numbers of match, of sub-grants and of activities. They stay in the office: no update prints them."""

from django.db.models import Case, F, Sum, When

from grants.delivery_choices import MatchKind, MovementKind
from grants.models import Activity, MatchContribution, SubGrantMovement
from saferstreets.common.figures import EXACT, PENCE, figure


@figure(
    "G20", label="Match given", unit=PENCE, disclosure=EXACT, as_at=True, printed=False, counts=Sum("pence")
)
def match_given(project, period):
    """What partners have put in up to the period's last day, in kind and in cash, less what was taken back. Time without a rate counts
    nothing until it has one.
    """
    return MatchContribution.objects.filter(project=project, pence__isnull=False).until(period.end)


@figure(
    "G21",
    label="Officers’ time given",
    unit="minutes",
    disclosure=EXACT,
    printed=False,
    counts=Sum("minutes"),
)
def officers_minutes(project, period):
    """Minutes that officers gave in the period, both days included, beside visits and otherwise, with a rate or without, less what
    was taken back.
    """
    given = MatchContribution.objects.filter(project=project, kind=MatchKind.OFFICER_TIME)
    return given.within(period)


@figure(
    "G22", label="Cash carried for partners", unit=PENCE, disclosure=EXACT, as_at=True, printed=False,
    counts=Sum(Case(When(kind=MovementKind.TRANSFER, then=F("pence")), default=-F("pence"))),
)  # fmt: skip
def cash_carried(project, period):
    """What the office has paid to partners up to the period's last day, less what they paid back and what the fund paid for it."""
    kinds = (MovementKind.TRANSFER, MovementKind.RETURNED, MovementKind.REIMBURSED)
    return SubGrantMovement.objects.filter(project=project, kind__in=kinds, happened_on__lte=period.end)


@figure(
    "G23",
    label="People reached by activities",
    unit="people",
    disclosure=EXACT,
    printed=False,
    counts=Sum("reach"),
)
def people_reached(project, period):
    """People that activities held in the period reached, both days included, where somebody counted them. One person at two
    activities counts twice.
    """
    held = Activity.objects.filter(project=project, reach__isnull=False)
    return held.filter(held_on__range=(period.start, period.end))
