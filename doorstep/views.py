"""The page at the door. Big buttons, one thumb; the offline part will stand on the same forms and the same action."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from doorstep import actions, queries, rules, survey_drafts
from doorstep.forms import AnsweredForm, OtherOutcomeForm, QuickVisitForm, WithdrawForm
from households.models import Household, Round, Visit
from packs.actions import KitElsewhere, SecondPackNeedsReason
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused


def _home(request, project, pk):
    return get_object_or_404(
        Household.objects.visible_to(request.user, project).select_related("street"), pk=pk
    )


def _round(request, project):
    """The round one is walking, from ?round=, as far as it is one's to see; None without one. It is carried from door to door."""
    key = request.GET.get("round", "")
    return (
        Round.objects.visible_to(request.user, project).select_related("project").filter(pk=key).first()
        if key.isdecimal() and len(key) < 19
        else None
    )


@allow(Perm.VISIT_RECORD)
def visit_record(request, project, pk):
    """One door: nobody came (one tap), someone answered, or something else."""
    household = _home(request, project, pk)
    form = QuickVisitForm(posted(request), project=project)
    if form.is_valid():
        return _save(request, project, household, form, form.cleaned_data, "doorstep/visit_record.html")
    return _ask(request, household, form, "doorstep/visit_record.html")


@allow(Perm.VISIT_RECORD)
def visit_answered(request, project, pk):
    """Someone answered: the pack, its kit, and what else was offered."""
    household = _home(request, project, pk)
    form = AnsweredForm(
        posted(request),
        project=project,
        had_pack=queries.had_pack(household),
    )
    if form.is_valid():
        return _save(request, project, household, form, form.as_visit(), "doorstep/visit_answered.html")
    return _ask(request, household, form, "doorstep/visit_answered.html")


@allow(Perm.VISIT_RECORD)
def visit_other(request, project, pk):
    """A call-back, a refusal, an empty house, or no house at all."""
    household = _home(request, project, pk)
    form = OtherOutcomeForm(posted(request), project=project)
    if form.is_valid():
        return _save(request, project, household, form, form.cleaned_data, "doorstep/visit_other.html")
    return _ask(request, household, form, "doorstep/visit_other.html")


def _save(request, project, household, form, visit, template):
    """Record it and go on; a refusal stands beside its field with everything typed still there."""
    try:
        visit, _created = actions.record_visit(
            household=household, happened_at=clock.now(), by=request.user, **visit
        )
    except Refused as refused:
        beside = {KitElsewhere: "kit_code", SecondPackNeedsReason: "again_reason"}.get(type(refused))
        form.add_error(beside if beside in form.fields else None, str(refused))
        return _ask(request, household, form, template)
    walk = _round(request, project)
    return redirect(
        reverse("doorstep:visit_saved", args=[project.slug, visit.pk]) + (f"?round={walk.pk}" if walk else "")
    )


def _ask(request, household, form, template):
    walk = _round(request, request.project)
    visits = list(household.visits.standing().order_by("-happened_at", "-id")[:3])
    context = {
        "household": household,
        "form": form,
        "round": walk,
        "last_visits": visits,
        "just_now": rules.just_recorded(visits, request.user, clock.now()),
        "next": queries.next_of_round(walk, household) if walk else queries.next_door(household),
        "pack_on": queries.pack_on(household),
        "cautions": queries.to_heed(household, request.user, request.project),
    }
    return render(request, template, context)


@allow(Perm.VISIT_RECORD)
def visit_saved(request, project, pk):
    """What was saved, a way back for a slip, and the next door."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user, project).for_list(), pk=pk)
    walk = _round(request, project)
    context = {
        "visit": visit,
        "round": walk,
        "next": queries.next_of_round(walk, visit.household) if walk else queries.next_door(visit.household),
        "pack": getattr(visit, "delivery", None),
        "may_withdraw": request.user.can(Perm.VISIT_WITHDRAW, project),
        "refer": request.user.can(Perm.REFERRAL_SEE, project) and queries.wants_support(visit),
        "surveys": survey_drafts.offered(request.user, project) if queries.may_ask(visit) else [],
        "may_add_resident": request.user.can(Perm.RESIDENT_SEE, project) and not visit.household.closed_on,
    }
    return render(request, "doorstep/visit_saved.html", context)


@allow(Perm.VISIT_WITHDRAW)
def visit_withdraw(request, project, pk):
    """Take back a visit recorded in error, with the reason."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user, project).for_list(), pk=pk)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            actions.withdraw_visit(visit=visit, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The visit is withdrawn. It no longer counts.")
            return redirect("office:home", project.slug, visit.household_id)
    return render(request, "doorstep/visit_withdraw.html", {"visit": visit, "form": form})
