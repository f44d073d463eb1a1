"""Doors to what surveys gave."""

from django.shortcuts import get_object_or_404, render

from accounts.permissions import Perm, allow
from outcomes.models import Questionnaire
from outcomes.results import results


@allow(Perm.SURVEY_SEE)
def survey_results(request, project, pk):
    """All versions of a questionnaire wave by wave, as it may leave the office."""
    found = get_object_or_404(Questionnaire.objects.visible_to(request.user, project), pk=pk)
    return render(request, "outcomes/survey_results.html", {"survey": found, **results(project, found)})
