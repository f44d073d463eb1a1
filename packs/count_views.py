"""Doors to counting a place: two people, each without seeing what the other counted."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from packs import actions
from packs.models import Location, Stocktake
from packs.pages import page_of, parts
from packs.stock_forms import FirstCountForm, SecondCountForm
from packs.stock_queries import at_place
from packs.stock_views import items_of
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


def _count(request, project, pk):
    return get_object_or_404(Stocktake.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.STOCK_MOVE)
def stocktake_list(request, project):
    """Counts, newest first, and the places that can be counted."""
    context = {
        "page": page_of(request, Stocktake.objects.visible_to(request.user, project).for_list()),
        "places": Location.objects.visible_to(request.user, project).filter(kind="store"),
        "parts": parts(request.user, project, "packs:stocktake_list"),
    }
    return render(request, "packs/stocktake_list.html", context)


@allow(Perm.STOCK_MOVE)
def stocktake_new(request, project, pk):
    """The first person counts a store. The books are not shown, so that nobody counts what they should find."""
    places = Location.objects.visible_to(request.user, project).filter(kind="store")
    found = get_object_or_404(places, pk=pk)
    there = {item.pk for item, _ in at_place(found)}
    items = [item for item in items_of(project) if item.pk in there]
    form = FirstCountForm(posted(request), project=project, items=items)
    if carried_out(form, actions.begin_stocktake, project=project, location=found, by=request.user):
        messages.success(request, "Your count is saved. Now a second person counts, without seeing it.")
        return redirect("packs:stocktake_list", project.slug)
    return render(request, "packs/stocktake_new.html", {"form": form, "location": found})


@allow(Perm.STOCK_MOVE)
def stocktake(request, project, pk):
    """One count: the second person counts here; when it is finished, what the difference was."""
    found = _count(request, project, pk)
    second = not found.second_at and found.first_by_id != request.user.pk
    form = SecondCountForm(posted(request), lines=found.lines.all()) if second else None
    if form and carried_out(
        form, actions.finish_stocktake, stocktake_id=found.pk, on=clock.today(), by=request.user
    ):
        messages.success(request, "The count is finished and in the books.")
        return redirect(found)
    return render(request, "packs/stocktake.html", {"stocktake": found, "form": form})


@allow(Perm.STOCK_MOVE)
def stocktake_abandon(request, project, pk):
    found = _count(request, project, pk)
    form = forms.Form(posted(request))
    if carried_out(form, actions.abandon_stocktake, stocktake_id=found.pk, by=request.user):
        messages.success(request, "The count is dropped.")
    for refused in form.non_field_errors():
        messages.error(request, refused)
    return redirect("packs:stocktake_list", project.slug)
