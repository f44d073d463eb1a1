"""Numbers of this room, for pages and papers."""

from django.db.models import Count

from outcomes.models import Response
from saferstreets.common.figures import EXACT, PEOPLE, figure


@figure("O01", label="Survey responses", unit="responses", disclosure=EXACT)
def survey_responses(project, period):
    """Questionnaires answered from the first to the last day of the period, both included, whatever the questionnaire and the wave.

    Dated by the day of answering, not of typing. Two people of one home are two responses. Withdrawn responses do not count.
    What was answered leaves the office only rounded; this is how often was asked.
    """
    return Response.objects.filter(project=project).standing().within(period)


@figure(
    "O02",
    label="Homes that answered a survey",
    unit="homes",
    disclosure=PEOPLE,
    counts=Count("household", distinct=True),
)
def homes_that_answered(project, period):
    """Distinct homes with at least one questionnaire answered in the period, both days included.

    Withdrawn responses do not count. Leaves the office in bands of five.
    """
    return Response.objects.filter(project=project).standing().within(period)
