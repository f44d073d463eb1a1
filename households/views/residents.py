"""Doors to who lives at a home, and to a home that closes or opens."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import actions
from households.actions.residents import RESIDENT_FIELDS
from households.forms import (
    ConsentForm,
    MoveOutForm,
    OptOutForm,
    ReopenForm,
    ResidentChangeForm,
    ResidentForm,
)
from households.models import Household, Refusal, Resident
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import posted


def home_of(request, project, pk):
    """The home a page is about; another project's does not exist."""
    return get_object_or_404(
        Household.objects.visible_to(request.user, project).select_related("street", "project"), pk=pk
    )


def _resident(request, project, pk):
    residents = Resident.objects.visible_to(request.user, project).select_related(
        "household__street", "household__project"
    )
    return get_object_or_404(residents, pk=pk)


@allow(Perm.RESIDENT_SEE)
def resident_add(request, project, pk):
    household = home_of(request, project, pk)
    form = ResidentForm(posted(request), initial={"since_on": clock.today()})
    if carried_out(form, actions.add_resident, household=household, by=request.user):
        messages.success(request, "The resident is saved.")
        return redirect(household)
    return render(request, "households/resident_add.html", {"form": form, "household": household})


@allow(Perm.RESIDENT_SEE)
def resident(request, project, pk):
    """One resident: what is written down, and every answer they gave."""
    found = _resident(request, project, pk)
    consents = found.consents.select_related("body", "recorded_by").order_by("-happened_on", "-id")
    return render(
        request,
        "households/resident.html",
        {"resident": found, "household": found.household, "consents": consents},
    )


@allow(Perm.RESIDENT_SEE)
def resident_change(request, project, pk):
    found = _resident(request, project, pk)
    form = ResidentChangeForm(posted(request), record=found, shown=RESIDENT_FIELDS)
    if carried_out(form, actions.change_resident, resident_id=found.pk, by=request.user):
        messages.success(request, "The resident is changed.")
        return redirect("households:resident", project.slug, found.pk)
    return render(
        request,
        "households/resident_change.html",
        {"form": form, "resident": found, "household": found.household},
    )


@allow(Perm.RESIDENT_SEE)
def resident_move_out(request, project, pk):
    found = _resident(request, project, pk)
    form = MoveOutForm(posted(request))
    if carried_out(form, actions.move_out, resident_id=found.pk, by=request.user):
        messages.success(request, "It is recorded that the resident has moved out.")
        return redirect(found.household)
    return render(
        request,
        "households/resident_move_out.html",
        {"form": form, "resident": found, "household": found.household},
    )


@allow(Perm.RESIDENT_SEE)
def consent_add(request, project, pk):
    """A yes, or a no that takes back an earlier yes."""
    found = _resident(request, project, pk)
    form = ConsentForm(posted(request), initial={"happened_on": clock.today()})
    if carried_out(form, actions.record_consent, resident=found, by=request.user):
        messages.success(request, "The answer is recorded.")
        return redirect("households:resident", project.slug, found.pk)
    return render(
        request,
        "households/consent_add.html",
        {"form": form, "resident": found, "household": found.household},
    )


@allow(Perm.HOME_REOPEN)
def home_opt_out(request, project, pk):
    """A letter asks us not to call: the home closes on every round."""
    household = home_of(request, project, pk)
    form = OptOutForm(posted(request))
    if carried_out(form, actions.record_opt_out, household=household, by=request.user):
        messages.success(request, "The home is closed. Nobody is sent there again.")
        return redirect(household)
    return render(request, "households/home_opt_out.html", {"form": form, "household": household})


@allow(Perm.HOME_REOPEN)
def home_reopen(request, project, pk):
    """Who refused and when, for the coordinator alone; and the one thing that opens the home again."""
    household = home_of(request, project, pk)
    form = ReopenForm(posted(request))
    if form.is_valid():
        form.cleaned_data.pop("sure")
    if carried_out(form, actions.reopen_home, household=household, by=request.user):
        messages.success(request, "The new occupier is recorded. The home is open to visits.")
        return redirect(household)
    refusals = (
        Refusal.objects.visible_to(request.user, project)
        .filter(household=household)
        .standing()
        .order_by("refused_on", "id")
    )
    return render(
        request, "households/home_reopen.html", {"form": form, "household": household, "refusals": refusals}
    )
