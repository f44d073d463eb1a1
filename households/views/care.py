"""Doors to what is kept back, and to cautions. No address on the web says whether a home has any."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import actions
from households.actions.care import KEPT_BACK
from households.forms import CautionForm, LookForm, ReviewForm, VulnerabilityForm
from households.models import CautionFlag, Vulnerability
from households.own_streets import is_own
from households.views.answers import carried_out
from households.views.residents import home_of
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.forms import HouseForm
from saferstreets.common.workflow import Refused


def kinds_kept_back(user, project, household):
    """Which kinds of record stand for this home today, by their words; none for a person who may not look. Two queries."""
    today = clock.today()
    return [
        kind
        for kind, model in KEPT_BACK.items()
        if model.objects.visible_to(user, project).filter(household=household).standing_on(today).exists()
    ]


@allow(Perm.CARE_SEE)
def kept_back(request, project, pk):
    """Asks why a person needs to look; shows the records only with the answer, and writes the look down."""
    household = home_of(request, project, pk)
    kinds = kinds_kept_back(request.user, project, household)
    form = LookForm(posted(request) if kinds else None, kinds=kinds)
    context = {
        "household": household,
        "kinds": kinds,
        "form": form,
        "is_own": is_own(request.user, household),
    }
    if form.is_valid():
        try:
            context["records"] = actions.reveal(household=household, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            context["revealed"] = form.cleaned_data["what"]
            context["fields"] = {
                "vulnerability": "households/_vulnerabilities.html",
                "burglary": "households/_burglaries.html",
            }[context["revealed"]]
    return render(request, "households/kept_back.html", context)


@allow(Perm.CARE_SEE)
def vulnerability_add(request, project, pk):
    household = home_of(request, project, pk)
    form = VulnerabilityForm(posted(request))
    if carried_out(form, actions.add_vulnerability, household=household, by=request.user):
        messages.success(request, "The note is saved. It is shown only to those who say why they look.")
        return redirect(household)
    return render(request, "households/vulnerability_add.html", {"form": form, "household": household})


def _note(request, project, pk):
    notes = Vulnerability.objects.visible_to(request.user, project).standing_on(clock.today())
    return get_object_or_404(notes.select_related("household__street", "household__project"), pk=pk)


@allow(Perm.CARE_SEE)
def vulnerability_review(request, project, pk):
    """The note still holds. What it says stays hidden here."""
    note = _note(request, project, pk)
    form = ReviewForm(posted(request))
    if carried_out(form, actions.review_vulnerability, note_id=note.pk, by=request.user):
        messages.success(request, "The note is reviewed.")
        return redirect(note.household)
    return render(
        request, "households/vulnerability_review.html", {"form": form, "household": note.household}
    )


@allow(Perm.CARE_SEE)
def vulnerability_end(request, project, pk):
    """The note no longer holds. What it says stays hidden here."""
    note = _note(request, project, pk)
    form = HouseForm(posted(request))
    if carried_out(form, actions.end_vulnerability, note_id=note.pk, by=request.user):
        messages.success(request, "The note is ended.")
        return redirect(note.household)
    return render(request, "households/vulnerability_end.html", {"form": form, "household": note.household})


@allow(Perm.CAUTION_SET)
def caution_add(request, project, pk):
    household = home_of(request, project, pk)
    form = CautionForm(posted(request))
    if carried_out(form, actions.set_caution, household=household, by=request.user):
        messages.success(request, "The caution is set. It expires by itself.")
        return redirect(household)
    return render(request, "households/caution_add.html", {"form": form, "household": household})


@allow(Perm.CAUTION_SET)
def caution_lift(request, project, pk):
    flags = CautionFlag.objects.visible_to(request.user, project).standing_on(clock.today())
    flag = get_object_or_404(flags.select_related("household__street", "household__project"), pk=pk)
    form = HouseForm(posted(request))
    if carried_out(form, actions.lift_caution, caution_id=flag.pk, by=request.user):
        messages.success(request, "The caution is lifted.")
        return redirect(flag.household)
    return render(
        request, "households/caution_lift.html", {"form": form, "household": flag.household, "caution": flag}
    )
