"""Numbers of this room, for pages and papers."""

from django.db.models import Q

from households import rules
from households.choices import OfferKind, OfferOutcome, VisitOutcome
from households.models import Household, Offer, Visit
from saferstreets.common.figures import EXACT, PEOPLE, Among, figure

TAKEN = (OfferOutcome.DONE, OfferOutcome.WANTED)  # there and then, or asked for
BEYOND_PACKS = (OfferKind.SECURITY_SURVEY, OfferKind.CONCERN_SURVEY, OfferKind.SUPPORT_REFERRAL)


def _visits(project):
    return Visit.objects.filter(project=project).standing()


def _offers_taken(project):
    return Offer.objects.filter(project=project, kind__in=BEYOND_PACKS, outcome__in=TAKEN).standing()


VISITS = Among(_visits, day="happened_on", by="household")
OFFERS_TAKEN = Among(_offers_taken, day="visit__happened_on", by="visit__household")
KNOCKS = ~Q(outcome=VisitOutcome.OPTED_OUT)  # a letter that opts out is kept with the visits but is none
REACHED = Q(outcome__in=rules.REACHED)


@figure("R01", label="Homes in the register", unit="homes", disclosure=EXACT, as_at=True)
def homes_in_register(project, period):
    """Every household of the register that is or may be a dwelling: occupied, empty or not yet visited.

    Left out: derelict, not a home, split into flats, cannot be found, the same home as another entry. The register as
    it is known now, whatever the period.
    """
    return Household.objects.filter(project=project).dwellings()


@figure("V01", label="Visits made", unit="visits", disclosure=EXACT, among=VISITS)
def visits_made(project):
    """Knocks at doors from the first to the last day of the period, both included, whether or not anybody answered.

    Two people at one door at the same time are two visits. Withdrawn visits and letters that opt out do not count.
    """
    return KNOCKS


@figure(
    "V02",
    label="Homes visited",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    among=VISITS,
)
def homes_visited(project):
    """Distinct homes with at least one visit in the period, whether or not anybody answered.

    Left out, as in R01: doors that turned out to be no dwelling. Withdrawn visits and letters that opt out do not count.
    """
    # The few that are no homes are left out; asking every home whether it was visited takes twice as long.
    no_homes = Household.objects.filter(project=project, state__in=rules.NO_DWELLINGS)
    return KNOCKS & ~Q(household__in=no_homes.values("pk"))


@figure(
    "V03",
    label="Homes where we spoke with a resident",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    among=VISITS,
)
def homes_reached(project):
    """Distinct homes where, at a visit in the period, a resident answered: packs, surveys, refusals and call-backs alike."""
    return REACHED


@figure(
    "V04",
    label="Homes that asked not to be visited",
    unit="homes",
    disclosure=PEOPLE,
    distinct="household",
    among=VISITS,
)
def homes_closed(project):
    """Distinct homes that, in the period, asked at the door or in writing not to be visited again.

    Withdrawn visits do not count. Leaves the office in bands of five.
    """
    return Q(outcome__in=rules.CLOSING)


@figure(
    "V05",
    label="Home security surveys asked for",
    unit="homes",
    disclosure=EXACT,
    distinct="visit__household",
    among=OFFERS_TAKEN,
)
def surveys_asked_for(project):
    """Distinct homes that took or asked for a home security survey at a visit in the period. Withdrawn visits do not count."""
    return Q(kind=OfferKind.SECURITY_SURVEY)


@figure("V06", label="Surveys of concerns completed", unit="surveys", disclosure=EXACT, among=OFFERS_TAKEN)
def concern_surveys_done(project):
    """Surveys of residents' concerns completed at a visit in the period. Withdrawn visits do not count."""
    return Q(kind=OfferKind.CONCERN_SURVEY, outcome=OfferOutcome.DONE)


@figure(
    "V07",
    label="Support referrals agreed",
    unit="homes",
    disclosure=PEOPLE,
    distinct="visit__household",
    among=OFFERS_TAKEN,
)
def referrals_agreed(project):
    """Distinct homes that agreed, at a visit in the period, to be referred for support (fire safety, housing, money, health).

    Withdrawn visits do not count. Leaves the office in bands of five.
    """
    return Q(kind=OfferKind.SUPPORT_REFERRAL)


@figure("V08", label="Knocks at homes", unit="knocks", disclosure=EXACT, among=VISITS)
def knocks_at_homes(project):
    """Visits at which somebody could have answered: answered in any way, no answer, or no answer and a card left.

    Left out: doors that turned out to be no home or empty, people who have moved, letters, and visits broken off for
    safety. Withdrawn visits do not count. The answer rate is V09 of V08.
    """
    return Q(outcome__in=rules.ANSWERABLE)


@figure("V09", label="Knocks answered", unit="knocks", disclosure=EXACT, among=VISITS)
def knocks_answered(project):
    """Visits at which a resident spoke with us, whatever they said: packs, refusals and call-backs alike.

    Counted in knocks; V03 counts the homes. Withdrawn visits do not count.
    """
    return REACHED
