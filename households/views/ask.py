"""The public page on which a resident or landlord asks for a visit. It never says whether a home is known."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.models import Project
from accounts.permissions import open_page
from households import actions
from households.asking import ASKING
from households.forms import AskForm
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import posted

TOO_MANY = (
    "Too many requests have come from your connection in the last hour, so this one was not sent. "
    "Wait an hour and try again, or ring the council on the number it publishes."
)


def _project(request, slug):
    """The project a page speaks of; the frame of the page names it."""
    request.project = get_object_or_404(Project.objects.select_related("lead_body"), slug=slug)
    return request.project


@open_page("a resident or landlord asks for a visit; nothing of the register is shown")
@never_cache
def ask(request, slug):
    project = _project(request, slug)
    if clock.today() > project.ends_on:
        return render(request, "households/ask_ended.html")
    form = AskForm(posted(request))
    full = form.is_valid() and not ASKING.allows(request)
    if full:
        form.add_error(None, TOO_MANY)
    elif carried_out(form, actions.receive_enquiry, project=project):
        ASKING.count(request)
        return redirect("ask_thanks", project.slug)
    return render(request, "households/ask.html", {"form": form}, status=429 if full else 200)


@open_page("says what happens next, and nothing of what was asked")
def ask_thanks(request, slug):
    _project(request, slug)
    return render(request, "households/ask_thanks.html")
