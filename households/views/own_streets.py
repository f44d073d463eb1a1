"""Doors to people's own streets."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from households.actions.own_streets import end_own_street, name_own_street
from households.forms.own_streets import OwnStreetForm, TakeOffForm
from households.models import OwnStreet
from households.views.answers import carried_out
from saferstreets.common.answers import ask_and_do, posted


@allow(Perm.HOUSEHOLD_SEE)
def own_street_list(request, project):
    """My own streets, and a form to name one; everybody's for whoever keeps them."""
    keeps = request.user.can(Perm.OWN_STREET_KEEP, project)
    form = OwnStreetForm(posted(request), project=project, user=request.user, keeps=keeps)
    if carried_out(form, name_own_street, project=project, by=request.user):
        messages.success(request, "The street is added. It holds from now on.")
        return redirect("households:own_street_list", project.slug)
    rows = OwnStreet.objects.visible_to(request.user, project).standing().for_list()
    context = {"form": form, "rows": rows, "keeps": keeps, "me": request.user}
    return render(request, "households/own_street_list.html", context)


@allow(Perm.OWN_STREET_KEEP)
def own_street_end(request, project, pk):
    """Another person says that it is no longer theirs."""
    found = get_object_or_404(
        OwnStreet.objects.visible_to(request.user, project).standing().for_list(), pk=pk
    )
    return ask_and_do(
        request, form=TakeOffForm(posted(request)), action=end_own_street, title="Take this street off the list?",
        caption=f"{found.user.name}: {found.street.name}", lead="What is known about the people there is shown to this person again, as to anybody in their role.",
        done="The street is taken off the list.", back=reverse("households:own_street_list", args=[project.slug]), label="Own streets",
        own_street_id=found.pk, by=request.user,
    )  # fmt: skip
