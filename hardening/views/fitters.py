"""Doors to the catalogue, the firms, their people and every check."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from hardening import actions, forms, rules
from hardening.actions.money import held_by
from hardening.models import Fitter, FittingFirm, Measure
from hardening.views.acting import parts
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm
from saferstreets.common.periods import DAY

SOON_DAYS = 30


@allow(Perm.JOB_INSPECT)
def measure_list(request, project):
    """What may be specified, by the gap it closes."""
    context = {
        "measures": Measure.objects.visible_to(request.user, project),
        "may_change": request.user.can(Perm.JOB_ORDER, project),
        "parts": parts(request.user, project, "hardening:measure_list"),
    }
    return render(request, "hardening/measure_list.html", context)


def _on_measures(request, project, form, action, title, done, /, **more):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=reverse("hardening:measure_list", args=[project.slug]),
        label="Measures", by=request.user, **more,
    )  # fmt: skip


@allow(Perm.JOB_ORDER)
def measure_add(request, project):
    form = forms.MeasureForm(posted(request))
    return _on_measures(
        request,
        project,
        form,
        actions.add_measure,
        "Add a measure",
        "The measure is in the catalogue.",
        project=project,
    )


@allow(Perm.JOB_ORDER)
def measure_change(request, project, pk):
    found = get_object_or_404(Measure.objects.visible_to(request.user, project), pk=pk)
    fields = forms.MeasureForm.base_fields
    form = forms.MeasureForm(posted(request), initial={name: getattr(found, name) for name in fields})
    lead = "Lines that are specified or ordered keep the price they had."
    return _on_measures(
        request,
        project,
        form,
        actions.change_measure,
        "Change a measure",
        "Changed.",
        lead=lead,
        measure_id=found.pk,
    )


@allow(Perm.JOB_ORDER)
def measure_retire(request, project, pk):
    found = get_object_or_404(Measure.objects.visible_to(request.user, project).in_use(), pk=pk)
    form = HouseForm(posted(request))
    return _on_measures(
        request, project, form, actions.retire_measure, "Take this measure out of use?", "It is no longer offered.",
        caption=str(found), measure_id=found.pk,
    )  # fmt: skip


def checks(kinds, clearances):
    """[{kind, until, status, words}] of a firm or fitter as things stand today, and 30 days ahead."""
    held, today = held_by(clearances), clock.today()
    found = []
    for kind in kinds:
        until = held.get(kind)
        if until is None or until < today:
            status, words = "stopped", "None on record" if until is None else "Past"
        else:
            soon = until < today + SOON_DAYS * DAY
            status, words = ("due", "Ends soon") if soon else ("done", "Holds")
        found.append({"kind": kind.label, "until": until, "status": status, "words": words})
    return found


@allow(Perm.JOB_INSPECT)
def firm_list(request, project):
    """Firms and people, each with its checks and what ends when."""
    firms = FittingFirm.objects.visible_to(request.user, project).for_list()
    rows = [
        {
            "firm": firm,
            "checks": checks(rules.FIRM_KINDS, firm.clearances),
            "people": [
                {"fitter": fitter, "checks": checks(rules.FITTER_KINDS, fitter.clearances)}
                for fitter in firm.fitters.all()
                if not fitter.left_on
            ],
        }
        for firm in firms
    ]
    context = {
        "rows": rows, "may_change": request.user.can(Perm.JOB_ORDER, project), "parts": parts(request.user, project, "hardening:firm_list"),
    }  # fmt: skip
    return render(request, "hardening/firm_list.html", context)


@allow(Perm.JOB_INSPECT)
def firm(request, project, pk):
    """One firm: its checks through time, its people."""
    firms = FittingFirm.objects.visible_to(request.user, project).for_list()
    found = get_object_or_404(firms, pk=pk)
    people = [(one, checks(rules.FITTER_KINDS, one.clearances)) for one in found.fitters.all()]
    context = {
        "firm": found, "checks": checks(rules.FIRM_KINDS, found.clearances), "people": people,
        "history": found.clearances.all(), "may_change": request.user.can(Perm.JOB_ORDER, project),
    }  # fmt: skip
    return render(request, "hardening/firm.html", context)


def _on_firms(request, project, form, action, title, done, /, **more):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=reverse("hardening:firm_list", args=[project.slug]),
        label="Fitters", by=request.user, **more,
    )  # fmt: skip


def _firm(request, project, pk):
    return get_object_or_404(
        FittingFirm.objects.visible_to(request.user, project).select_related("body"), pk=pk
    )


def _fitter(request, project, pk):
    return get_object_or_404(Fitter.objects.visible_to(request.user, project).select_related("firm"), pk=pk)


@allow(Perm.JOB_ORDER)
def firm_add(request, project):
    form = forms.FirmForm(posted(request))
    return _on_firms(
        request, project, form, actions.add_firm, "Add a firm", "The firm is added.", project=project
    )


@allow(Perm.JOB_ORDER)
def firm_check(request, project, pk):
    found = _firm(request, project, pk)
    form = forms.ClearanceForm(posted(request), kinds=rules.FIRM_KINDS)
    return _on_firms(
        request,
        project,
        form,
        actions.add_clearance,
        "Record a check",
        "The check is recorded.",
        caption=str(found),
        firm=found,
    )


@allow(Perm.JOB_ORDER)
def firm_fitter_add(request, project, pk):
    found = _firm(request, project, pk)
    form = forms.FitterForm(posted(request))
    lead = "They can be booked once vetting and a DBS check are on record."
    return _on_firms(
        request,
        project,
        form,
        actions.add_fitter,
        "Add a fitter",
        "The fitter is added.",
        lead=lead,
        caption=str(found),
        firm=found,
    )


@allow(Perm.JOB_ORDER)
def fitter_check(request, project, pk):
    found = _fitter(request, project, pk)
    form = forms.ClearanceForm(posted(request), kinds=rules.FITTER_KINDS)
    return _on_firms(
        request,
        project,
        form,
        actions.add_clearance,
        "Record a check",
        "The check is recorded.",
        caption=found.name,
        fitter=found,
    )


@allow(Perm.JOB_ORDER)
def fitter_end(request, project, pk):
    found = _fitter(request, project, pk)
    form = HouseForm(posted(request))
    return _on_firms(
        request, project, form, actions.end_fitter, "Has this fitter left the firm?", "No more bookings are made for them.",
        caption=found.name, fitter_id=found.pk,
    )  # fmt: skip
