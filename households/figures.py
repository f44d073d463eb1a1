"""Numbers of this room, for pages and papers."""

from households import rules
from households.choices import OfferKind, OfferOutcome
from households.models import Household, Offer, Visit
from saferstreets.common.figures import EXACT, PEOPLE, figure


@figure("R01", label="Homes in the register", unit="homes", disclosure=EXACT, as_at=True)
def homes_in_register(project, period):
    """Every household of the register that is or may be a dwelling: occupied, empty or not yet visited.

    Left out: derelict, not a home, split into flats, cannot be found, the same home as another entry. The register as
    it is known now, whatever the period.
    """
    return Household.objects.filter(project=project).dwellings()


@figure("V01", label="Visits made", unit="visits", disclosure=EXACT, day="happened_on")
def visits_made(project, period):
    """Knocks at doors from the first to the last day of the period, both included, whether or not anybody answered.

    Two people at one door at the same time are two visits. Withdrawn visits and letters that opt out do not count.
    """
    return Visit.objects.filter(project=project).standing().knocks().within(period)


@figure(
    "V02",
    label="Homes visited",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    day="happened_on",
)
def homes_visited(project, period):
    """Distinct homes with at least one visit in the period, whether or not anybody answered.

    Left out, as in R01: doors that turned out to be no dwelling. Withdrawn visits and letters that opt out do not count.
    """
    # The few that are no homes are left out; asking every home whether it was visited takes twice as long.
    no_homes = Household.objects.filter(project=project).exclude(state__in=rules.DWELLINGS)
    visited = Visit.objects.filter(project=project).standing().knocks().within(period)
    return visited.exclude(household__in=no_homes.values("pk"))


@figure(
    "V03",
    label="Homes where we spoke with a resident",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    day="happened_on",
)
def homes_reached(project, period):
    """Distinct homes where, at a visit in the period, a resident answered: packs, surveys, refusals and call-backs alike."""
    return Visit.objects.filter(project=project).standing().within(period).reached()


@figure(
    "V04",
    label="Homes that asked not to be visited",
    unit="homes",
    disclosure=PEOPLE,
    distinct="household",
)
def homes_closed(project, period):
    """Distinct homes that, in the period, asked at the door or in writing not to be visited again.

    Withdrawn visits do not count. Leaves the office in bands of five.
    """
    return Visit.objects.filter(project=project).standing().within(period).closing()


@figure(
    "V05",
    label="Home security surveys asked for",
    unit="homes",
    disclosure=EXACT,
    distinct="visit__household",
    day="visit__happened_on",
)
def surveys_asked_for(project, period):
    """Distinct homes that took or asked for a home security survey at a visit in the period. Withdrawn visits do not count."""
    return Offer.objects.filter(project=project).taken(OfferKind.SECURITY_SURVEY).at_visits_within(period)


@figure(
    "V06", label="Surveys of concerns completed", unit="surveys", disclosure=EXACT, day="visit__happened_on"
)
def concern_surveys_done(project, period):
    """Surveys of residents' concerns completed at a visit in the period. Withdrawn visits do not count."""
    return Offer.objects.filter(
        project=project, kind=OfferKind.CONCERN_SURVEY, outcome=OfferOutcome.DONE
    ).at_visits_within(period)


@figure(
    "V07",
    label="Support referrals agreed",
    unit="homes",
    disclosure=PEOPLE,
    distinct="visit__household",
)
def referrals_agreed(project, period):
    """Distinct homes that agreed, at a visit in the period, to be referred for support (fire safety, housing, money, health).

    Withdrawn visits do not count. Leaves the office in bands of five.
    """
    return Offer.objects.filter(project=project).taken(OfferKind.SUPPORT_REFERRAL).at_visits_within(period)


@figure("V08", label="Knocks at homes", unit="knocks", disclosure=EXACT, day="happened_on")
def knocks_at_homes(project, period):
    """Visits at which somebody could have answered: answered in any way, no answer, or no answer and a card left.

    Left out: doors that turned out to be no home or empty, people who have moved, letters, and visits broken off for
    safety. Withdrawn visits do not count. The answer rate is V09 of V08.
    """
    return Visit.objects.filter(project=project).standing().within(period).answerable()


@figure("V09", label="Knocks answered", unit="knocks", disclosure=EXACT, day="happened_on")
def knocks_answered(project, period):
    """Visits at which a resident spoke with us, whatever they said: packs, refusals and call-backs alike.

    Counted in knocks; V03 counts the homes. Withdrawn visits do not count.
    """
    return Visit.objects.filter(project=project).standing().within(period).reached()
