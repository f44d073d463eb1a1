"""Numbers of this room, for pages and papers."""

from django.db.models import Q

from households.models import AreaLsoa
from outcomes import rules
from outcomes.choices import ConcernStatus
from outcomes.models import Concern, Crime, Response
from saferstreets.common.figures import EXACT, PEOPLE, Among, figure

RESPONSES = Among(lambda project: Response.objects.filter(project=project).standing(), day="happened_on")
CONCERNS = Among(lambda project: Concern.objects.filter(project=project))


@figure("O01", label="Survey responses", unit="responses", disclosure=PEOPLE, among=RESPONSES)
def survey_responses(project):
    """Questionnaires answered from the first to the last day of the period, both included, whatever the questionnaire and the wave.

    Dated by the day of answering, not of typing. Two people of one home are two responses. Withdrawn responses do not count.
    Leaves the office in bands of five: one response told exactly would tell O02 as well.
    """
    return Q()


@figure(
    "O02",
    label="Homes that answered a survey",
    unit="homes",
    disclosure=PEOPLE,
    distinct="household",
    among=RESPONSES,
)
def homes_that_answered(project):
    """Distinct homes with at least one questionnaire answered in the period, both days included.

    Withdrawn responses do not count. Leaves the office in bands of five.
    """
    return Q()


def _recorded(project, period):
    codes = AreaLsoa.objects.filter(project=project).values("code")
    return Crime.objects.filter(project=project).held().ending_within(period).in_areas(codes)


@figure("O03", label="Recorded burglary", unit="crimes", disclosure=EXACT, printed=False, kept=False)
def recorded_burglary(project, period):
    """Burglaries of homes and businesses together, recorded by the police in the statistical areas of the project.

    Of the months that are held and end in the period, as data.police.uk publishes them. A month that is not held counts nothing, so the
    page of recorded crime, which says which months are held, is what leaves the office; this number alone does not.
    """
    return _recorded(project, period).filter(crime_type=rules.BURGLARY)


@figure(
    "O04", label="Recorded neighbourhood crime", unit="crimes", disclosure=EXACT, printed=False, kept=False
)
def recorded_neighbourhood_crime(project, period):
    """Burglary, robbery, theft from the person and vehicle crime, the kinds the fund is for, counted as O03 counts."""
    return _recorded(project, period).filter(crime_type__in=rules.NEIGHBOURHOOD)


@figure(
    "O05",
    label="Recorded anti-social behaviour",
    unit="incidents",
    disclosure=EXACT,
    printed=False,
    kept=False,
)
def recorded_antisocial_behaviour(project, period):
    """Incidents of anti-social behaviour recorded by the police, counted as O03 counts.

    They carry no number: rows that read alike are counted as separate incidents, as they are published.
    """
    return _recorded(project, period).filter(crime_type=rules.ANTISOCIAL)


@figure("O06", label="All recorded crime", unit="crimes", disclosure=EXACT, printed=False, kept=False)
def recorded_crime(project, period):
    """Recorded crimes of every kind, without anti-social behaviour, counted as O03 counts."""
    return _recorded(project, period).exclude(crime_type=rules.ANTISOCIAL)


@figure(
    "O07",
    label="Concerns raised",
    unit="concerns",
    disclosure=PEOPLE,
    among=CONCERNS,
    day="raised_on",
)
def concerns_raised(project):
    """What residents said and the office wrote down to be seen to, raised in the period, both days included.

    A concern of several homes is one. Leaves the office in bands of five.
    """
    return Q()


@figure(
    "O08",
    label="Concerns seen to",
    unit="concerns",
    disclosure=PEOPLE,
    among=CONCERNS,
    day="answered_on",
)
def concerns_done(project):
    """Concerns about which something was done, on a day in the period, both included, whenever they were raised.

    Leaves the office in bands of five, as O07 does: told exactly it would pin O07 at the end of its band.
    """
    return Q(status=ConcernStatus.DONE)


@figure(
    "O09",
    label="Concerns the street was told about",
    unit="concerns",
    disclosure=PEOPLE,
    among=CONCERNS,
    day="told_on",
)
def concerns_told(project):
    """Concerns of which the street was told in the period, both days included, what was done or why it cannot be.

    Leaves the office in bands of five, as O07 does.
    """
    return Q()
