"""Doors to what is recorded for a whole round. The walking page itself is a page of the register."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from doorstep import round_actions as actions
from households.models import Household, Round, Visit
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.forms import HouseForm
from saferstreets.common.workflow import Refused


class SheetForm(HouseForm):
    """The sheet as typed, one line a door."""

    submit_label = "Record these doors"
    mark_optional = False

    lines = forms.CharField(
        label="What the sheet says",
        help_text="One line a door: its code, a blank, and what was ticked",
        max_length=6_000,
        widget=forms.Textarea(
            attrs={"rows": 14, "class": "ss-typed", "spellcheck": "false", "autocomplete": "off"}
        ),
    )


def _round(request, project, pk):
    """The round, for those who see it and may record what happened on it."""
    if not request.user.can(Perm.VISIT_RECORD, project):
        raise PermissionDenied
    rounds = Round.objects.visible_to(request.user, project).select_related("project", "street", "walked_by")
    return get_object_or_404(rounds, pk=pk)


@allow(Perm.ROUND_SEE)
def round_nobody_in(request, project, pk):
    """Nobody came to the ticked doors. What was made can be undone from the round's page."""
    walk = _round(request, project, pk)
    if request.method == "POST":
        ticked = [key for key in request.POST.getlist("home") if key.isdecimal()][:50]
        homes = Household.objects.filter(
            project=project, pk__in=walk.doors.filter(household__in=ticked).values("household")
        )
        try:
            made, left_out = actions.record_nobody_in(
                walk=walk, homes=homes, outcome=request.POST.get("outcome"), by=request.user
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(walk)
        request.session[f"undo-round-{walk.pk}"] = [visit.pk for visit in made]
        if not made and not left_out:
            messages.error(request, "Tick the doors where nobody came, then press the button.")
        elif left_out:
            messages.warning(
                request,
                f"{left_out} of the ticked doors had a visit already or were closed, and stay as they were.",
            )
    return redirect(walk)


@allow(Perm.ROUND_SEE)
def round_undo(request, project, pk):
    """Take back the last ticks, and only those."""
    walk = _round(request, project, pk)
    if request.method == "POST":
        keys = request.session.pop(f"undo-round-{walk.pk}", [])
        undone = actions.undo_nobody_in(
            visits=Visit.objects.filter(project=project, recorded_by=request.user, pk__in=keys),
            by=request.user,
        )
        messages.success(request, f"Undone: {undone} door{'' if undone == 1 else 's'}.")
    return redirect(walk)


@allow(Perm.ROUND_SEE)
def round_type_in(request, project, pk):
    """The paper sheet typed back in. Lines that cannot be taken stay in the box, each with what is wrong."""
    walk = _round(request, project, pk)
    form, answers = SheetForm(posted(request)), []
    if walk.on_day > clock.today():
        messages.error(request, "This round has not been walked yet: it is for a later day.")
        return redirect(walk)
    if form.is_valid():
        answers = actions.type_in(walk=walk, text=form.cleaned_data["lines"], by=request.user)
        form = SheetForm(
            initial={"lines": "\n".join(answer.text for answer in answers if not answer.accepted)}
        )
    refused = sum(not answer.accepted for answer in answers)
    context = {
        "round": walk,
        "form": form,
        "answers": answers,
        "refused": refused,
        "accepted": len(answers) - refused,
    }
    return render(request, "doorstep/round_type_in.html", context)
