"""Doors to the rounds: the list, making one, walking it, its paper, and the ladder behind it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from households import actions, picking, rounds, sheet, walking
from households.forms.rounds import LadderForm, RoundForm
from households.models import Household, LadderStep, Round
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused, open_moves

ON_A_PAGE = 50


def _round(request, project, pk):
    found = Round.objects.visible_to(request.user, project).select_related("project", "walked_by", "street")
    return get_object_or_404(found, pk=pk)


@allow(Perm.ROUND_SEE)
def round_list(request, project):
    """One's own rounds, or everybody's for the coordinator; planned ones first."""
    page = Paginator(Round.objects.visible_to(request.user, project).for_list(), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    may_make = request.user.can(Perm.ROUND_MAKE, project)
    context = {"page": page, "may_make": may_make, "today": clock.today()}
    if may_make:
        context["walkers"] = RoundForm({}, project=project).walkers.values()
    return render(request, "households/round_list.html", context)


@allow(Perm.ROUND_MAKE)
def round_new(request, project):
    """Choose for whom, when and where; see the doors and why; make the round. It opens on the best 40 for tonight."""
    form = RoundForm(request.POST if request.method == "POST" else request.GET, project=project)
    picks = _picks(project, form.cleaned_data) if form.is_valid() else []
    if request.method == "POST" and form.is_valid():
        ticked = set(request.POST.getlist("home"))
        try:
            made = _make(
                request,
                project,
                form.cleaned_data,
                [pick for pick in picks if str(pick.household_id) in ticked],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(made)
    context = {
        "form": form,
        "doors": _shown(project, picks),
        "asked": form.cleaned_data if form.is_valid() else None,
    }
    return render(request, "households/round_new.html", context)


@allow(Perm.ROUND_MAKE)
@require_POST
def round_tonight(request, project):
    """One press: the best 40 doors for this evening, for the person chosen beside the button."""
    form = RoundForm({}, project=project)
    form.data["walked_by"] = request.POST.get("walked_by", form.data["walked_by"])
    if not form.is_valid():
        messages.error(request, "Choose who walks the round.")
        return redirect("households:round_new", project.slug)
    try:
        return redirect(_make(request, project, form.cleaned_data, _picks(project, form.cleaned_data)))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("households:round_new", project.slug)


def _picks(project, asked):
    steps = LadderStep.objects.filter(project=project).as_ladder()
    where = {"street": asked["street"], "side": asked["side"], "how_many": asked["how_many"]}
    where["walker"] = asked["walked_by"]
    return picking.best_doors(project=project, day=asked["on_day"], part=asked["part"], ladder=steps, **where)


def _shown(project, picks):
    """The doors of a round to be, best first, with the reason in neutral words. One query."""
    homes = (
        Household.objects.filter(project=project)
        .select_related("street")
        .in_bulk([pick.household_id for pick in picks])
    )
    return [
        {"pk": pick.household_id, "address": homes[pick.household_id].address, "why": pick.why}
        for pick in picks
    ]


def _make(request, project, asked, picks):
    made, left_out = actions.make_round(
        project=project, picks=picks, on_day=asked["on_day"], part_of_day=asked["part"], walked_by=asked["walked_by"],
        street=asked["street"], side=asked["side"], by=request.user,
    )  # fmt: skip
    words = f"The round is made: {len(picks) - left_out} doors."
    messages.success(request, f"{words} {left_out} went to another round meanwhile." if left_out else words)
    return made


@allow(Perm.ROUND_SEE)
def round_detail(request, project, pk):
    """The walking page: each door in its order, what is known of it, and the button that records."""
    walk = _round(request, project, pk)
    doors = walking.doors_of(walk, request.user, clock.today())
    context = {
        "round": walk,
        "doors": doors,
        "done": sum(door["done"] for door in doors),
        "moves": open_moves(rounds.MOVES, walk.status, lambda right: request.user.can(right, project)),
        "may_record": request.user.can(Perm.VISIT_RECORD, project),
        "may_tick": request.user.can(Perm.VISIT_RECORD, project) and any(door["may_tick"] for door in doors),
        "undoable": len(request.session.get(f"undo-round-{walk.pk}", ())),
    }
    return render(request, "households/round_detail.html", context)


@allow(Perm.ROUND_SEE)
def round_sheet(request, project, pk):
    """The round on paper, as PDF."""
    walk = _round(request, project, pk)
    answer = HttpResponse(sheet.as_pdf(walk, request.user), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="round-{walk.on_day:%Y-%m-%d}-{walk.pk}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@allow(rounds.WALK.needs)
def round_walk(request, project, pk):
    """The round is over; what was not tried comes up again."""
    return _end(
        request,
        project,
        pk,
        rounds.WALK,
        "Mark this round as walked?",
        "Doors without a visit go back to the others.",
    )


@allow(rounds.CANCEL.needs)
def round_cancel(request, project, pk):
    """The round is not walked; its doors are free for another one. Visits recorded from it stay."""
    return _end(
        request,
        project,
        pk,
        rounds.CANCEL,
        "Cancel this round?",
        "Its doors are free for another round. Visits already recorded stay.",
    )


def _end(request, project, pk, move, question, text):
    walk = _round(request, project, pk)
    if request.method == "POST":
        try:
            actions.end_round(round_id=walk.pk, move=move, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(walk)
        messages.success(request, f"The round is {move.target.label.lower()}.")
        return redirect("households:round_list", project.slug)
    context = {
        "round": walk,
        "move": move,
        "question": question,
        "text": text,
        "warning": move == rounds.CANCEL,
    }
    return render(request, "households/round_end.html", context)


@allow(Perm.ROUND_MAKE)
def ladder(request, project):
    """How often a door is tried, when, and on which try a card is left."""
    steps = LadderStep.objects.filter(project=project).as_ladder()
    form = LadderForm(posted(request), steps=steps)
    if form.is_valid():
        try:
            actions.set_ladder(project=project, steps=form.cleaned_data["steps"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The ladder is saved. It holds from the next round on.")
            return redirect("households:round_list", project.slug)
    return render(request, "households/ladder.html", {"form": form})
