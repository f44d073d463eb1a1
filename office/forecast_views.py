"""The door to the forecast."""

from django.shortcuts import render

from accounts.permissions import Perm, allow
from office import forecast_page
from saferstreets.common import clock


@allow(Perm.FORECAST_SEE)
def forecast(request, project):
    """How many homes will have a pack by the end, how sure that is, and what it takes to reach the target."""
    return render(request, "office/forecast.html", forecast_page.page(project, clock.today()))
