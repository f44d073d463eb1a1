"""Doors to what goes from hand to hand, and to packs made up."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from packs import actions
from packs.actions.handing import possible_packs
from packs.models import Assembly, Handover, Location, Movement, PackSpecification
from packs.pages import page_of, parts
from packs.stock_forms import AssembleForm, ExplainForm, GiveForm, ReasonForm, TakeForm
from packs.stock_views import items_of
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


def _handover(request, project, pk):
    return get_object_or_404(Handover.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.STOCK_MOVE)
def handover_list(request, project):
    """What is on the way to somebody, then what was taken."""
    seen = Handover.objects.visible_to(request.user, project).for_list()
    context = {
        "waiting": seen.waiting(),
        "page": page_of(request, seen.exclude(taken_at=None, recalled_at=None)),
        "parts": parts(request.user, project, "packs:handover_list"),
    }
    return render(request, "packs/handover_list.html", context)


@allow(Perm.STOCK_MOVE)
def handover_new(request, project):
    """Hand things over: out of the store, or out of one's own bag."""
    form = GiveForm(posted(request), project=project, user=request.user, items=items_of(project))
    if carried_out(form, actions.give, project=project, by=request.user):
        messages.success(
            request, "Handed over. The things are on the way until the other person has counted them."
        )
        return redirect("packs:handover_list", project.slug)
    return render(request, "packs/handover_new.html", {"form": form})


@allow(Perm.STOCK_MOVE)
def handover(request, project, pk):
    """One handover: what was given and taken. Whoever is at the other end counts it here."""
    found = _handover(request, project, pk)
    waits = not found.taken_at and not found.recalled_at
    mine = found.to_location.holder_id in (None, request.user.pk) and found.given_by_id != request.user.pk
    form = TakeForm(posted(request), lines=found.lines.all()) if waits and mine else None
    if form and carried_out(form, actions.take_over, handover_id=found.pk, on=clock.today(), by=request.user):
        messages.success(request, "The things are yours.")
        return redirect("packs:handover_list", project.slug)
    context = {
        "handover": found,
        "form": form,
        "may_recall": waits and found.given_by_id == request.user.pk,
        "may_explain": found.differs
        and not found.explained_at
        and request.user.can(Perm.STOCK_KEEP, project),
    }
    return render(request, "packs/handover.html", context)


@allow(Perm.STOCK_MOVE)
def handover_recall(request, project, pk):
    found = _handover(request, project, pk)
    form = forms.Form(posted(request))
    if carried_out(form, actions.recall, handover_id=found.pk, on=clock.today(), by=request.user):
        messages.success(request, "The handover is taken back: the things are where they were.")
    for refused in form.non_field_errors():
        messages.error(request, refused)
    return redirect(found)


@allow(Perm.STOCK_KEEP)
def handover_explain(request, project, pk):
    found = _handover(request, project, pk)
    form = ExplainForm(posted(request), project=project)
    if carried_out(form, actions.explain_handover, handover_id=found.pk, on=clock.today(), by=request.user):
        messages.success(request, "The difference is explained.")
        return redirect(found)
    return render(request, "packs/handover_explain.html", {"form": form, "handover": found})


@allow(Perm.STOCK_MOVE)
def assembly_list(request, project):
    """Packs made up, newest first, and how many more are possible."""
    made = Assembly.objects.visible_to(request.user, project).select_related(
        "specification", "location", "recorded_by", "project"
    )
    latest = PackSpecification.objects.filter(project=project).order_by("version").last()
    store = Location.objects.visible_to(request.user, project).filter(kind="store").first()
    context = {
        "page": page_of(request, made.order_by("-made_on", "-id")),
        "latest": latest,
        "possible": possible_packs(latest, store) if latest else 0,
        "to_link": latest and latest.contents.filter(item=None).count(),
        "may_keep": request.user.can(Perm.STOCK_KEEP, project),
        "parts": parts(request.user, project, "packs:assembly_list"),
    }
    return render(request, "packs/assembly_list.html", context)


@allow(Perm.STOCK_MOVE)
def assembly_new(request, project):
    """Make packs up out of their contents."""
    form = AssembleForm(posted(request), project=project)
    if carried_out(form, actions.assemble_packs, by=request.user):
        messages.success(
            request, f"{form.cleaned_data['quantity']} packs are made up; their contents are used."
        )
        return redirect("packs:assembly_list", project.slug)
    return render(request, "packs/assembly_new.html", {"form": form})


@allow(Perm.STOCK_MOVE)
def assembly(request, project, pk):
    """One assembly and the movements that belong to it."""
    made = Assembly.objects.visible_to(request.user, project).select_related(
        "specification", "location", "recorded_by"
    )
    found = get_object_or_404(made, pk=pk)
    moved = Movement.objects.visible_to(request.user, project).filter(source=found.source).for_list()
    context = {
        "assembly": found,
        "page": page_of(request, moved),
        "may_undo": not found.undone_at and request.user.can(Perm.STOCK_KEEP, project),
    }
    return render(request, "packs/assembly.html", context)


@allow(Perm.STOCK_KEEP)
def assembly_undo(request, project, pk):
    found = get_object_or_404(Assembly.objects.visible_to(request.user, project), pk=pk)
    form = ReasonForm(posted(request))
    if carried_out(form, actions.undo_assembly, assembly_id=found.pk, on=clock.today(), by=request.user):
        messages.success(request, "The packs are taken apart again, in the books.")
        return redirect("packs:assembly_list", project.slug)
    return render(request, "packs/assembly_undo.html", {"form": form, "assembly": found})


@allow(Perm.STOCK_KEEP)
@require_POST
def contents_stock(request, project):
    """Count what the current version of the pack holds as stock."""
    latest = PackSpecification.objects.filter(project=project).order_by("version").last()
    count = actions.stock_contents(specification=latest, by=request.user) if latest else 0
    messages.success(
        request, f"{count} thing{'s' if count != 1 else ''} of the pack counted as stock from now on."
    )
    return redirect("packs:assembly_list", project.slug)
