"""The door to the underspend radar."""

from django.shortcuts import render

from accounts.permissions import Perm, allow
from grants.actions.radar import raise_alerts
from office import radar_page
from saferstreets.common import clock


@allow(Perm.BUDGET_SEE)
def radar(request, project):
    """Per line: spent, promised, expected and free, the last safe day to order, and what the reserve list could take. Opening it
    also writes down what it has to tell."""
    raise_alerts(project=project, day=clock.today())
    context = radar_page.page(request.user, project, clock.today())
    context["may_change"] = request.user.can(Perm.BUDGET_EDIT, project)
    return render(request, "office/radar.html", context)
