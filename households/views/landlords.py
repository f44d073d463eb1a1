"""Doors to landlords and managing agents."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import actions
from households.actions.landlords import LANDLORD_FIELDS
from households.forms import FindForm, LandlordChangeForm, LandlordContactForm, LandlordForm
from households.models import Household, Landlord
from households.views.answers import carried_out, parts
from saferstreets.common import clock
from saferstreets.common.answers import posted

ON_A_PAGE = 50
FOUND = 20


def _landlord(request, project, pk):
    return get_object_or_404(Landlord.objects.visible_to(request.user, project, Perm.LANDLORD_SEE), pk=pk)


@allow(Perm.LANDLORD_SEE)
def landlord_list(request, project):
    """Every landlord and agent by name, with how many homes are theirs."""
    landlords = Landlord.objects.visible_to(request.user, project, Perm.LANDLORD_SEE).annotate(
        count=Count("homes")
    )
    page = Paginator(landlords.order_by("name", "id"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "parts": parts(request.user, project, "households:landlord_list")}
    return render(request, "households/landlord_list.html", context)


@allow(Perm.LANDLORD_SEE)
def landlord_add(request, project):
    form = LandlordForm(posted(request))
    if carried_out(form, actions.add_landlord, project=project, by=request.user):
        messages.success(request, "The landlord is added.")
        return redirect("households:landlord_list", project.slug)
    return render(request, "households/landlord_add.html", {"form": form})


@allow(Perm.LANDLORD_SEE)
def landlord(request, project, pk):
    """One landlord: how to reach them, their homes, and everything said so far."""
    found = _landlord(request, project, pk)
    homes = Household.objects.visible_to(request.user, project).filter(landlord=found).in_walking_order()
    context = {
        "landlord": found,
        "page": Paginator(homes.select_related("street"), ON_A_PAGE).get_page(request.GET.get("page")),
        "contacts": found.contacts.select_related("recorded_by"),
    }
    return render(request, "households/landlord.html", context)


@allow(Perm.LANDLORD_SEE)
def landlord_change(request, project, pk):
    found = _landlord(request, project, pk)
    form = LandlordChangeForm(posted(request), record=found, shown=LANDLORD_FIELDS)
    if carried_out(form, actions.change_landlord, landlord_id=found.pk, by=request.user):
        messages.success(request, "The landlord is changed.")
        return redirect("households:landlord", project.slug, found.pk)
    return render(request, "households/landlord_change.html", {"form": form, "landlord": found})


@allow(Perm.LANDLORD_SEE)
def landlord_contact(request, project, pk):
    found = _landlord(request, project, pk)
    form = LandlordContactForm(posted(request), initial={"happened_on": clock.today()})
    if carried_out(form, actions.record_contact, landlord=found, by=request.user):
        messages.success(request, "The contact is saved.")
        return redirect("households:landlord", project.slug, found.pk)
    return render(request, "households/landlord_contact.html", {"form": form, "landlord": found})


def chosen_home(request, project, name):
    """The home whose button was pressed, or None. Ids only; an address is searched for by post."""
    key = request.POST.get(name, "")
    homes = Household.objects.visible_to(request.user, project).select_related("street", "project")
    return homes.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


@allow(Perm.LANDLORD_SEE)
def landlord_homes(request, project, pk):
    """Find a home and say that it is theirs, or that it no longer is."""
    found = _landlord(request, project, pk)
    attach, detach = chosen_home(request, project, "attach"), chosen_home(request, project, "detach")
    if attach:
        actions.set_landlord(household=attach, landlord=found, by=request.user)
        messages.success(request, "The home is theirs.")
    if detach:
        actions.detach_home(landlord=found, household=detach, by=request.user)
        messages.success(request, "The home is no longer theirs.")
    if attach or detach:
        return redirect("households:landlord", project.slug, found.pk)
    form = FindForm(request.POST if "text" in request.POST else None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    homes = (
        Household.objects.visible_to(request.user, project)
        .matching(text)
        .select_related("street", "landlord")
    )
    context = {
        "landlord": found,
        "form": form,
        "homes": homes.in_walking_order()[:FOUND],
        "searched": bool(text),
    }
    return render(request, "households/landlord_homes.html", context)
