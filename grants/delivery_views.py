"""Doors of how the work goes: the three colours, the risk register, delays and activities."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from grants import delivery_forms as forms
from grants import ratings
from grants.actions import delivery as actions
from grants.delivery_rules import AMBER_RISK, RED_RISK
from grants.models import Activity, Milestone, Risk
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


@allow(Perm.GRANT_SEE)
def rating_list(request, project):
    """Delivery, spend and risk of every promise: a colour each, and the rule that gave it."""
    rows = ratings.ratings(project, clock.today())
    context = {"rows": rows, "gaps": ratings.gaps(project, rows), "day": clock.today()}
    return render(request, "grants/rating_list.html", context)


@allow(Perm.GRANT_SEE)
def risk_list(request, project):
    """The risk register, the heaviest first."""
    risks = list(Risk.objects.visible_to(request.user, project).for_list())
    context = {
        "rows": [{"risk": risk, "status": _weight(risk.after)} for risk in risks],
        "open": sum(risk.closed_on is None for risk in risks),
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
    }
    return render(request, "grants/risk_list.html", context)


def _weight(weight):
    return "late" if weight >= RED_RISK else "due" if weight >= AMBER_RISK else "done"


def _risk(request, project, pk):
    return get_object_or_404(
        Risk.objects.visible_to(request.user, project).select_related("deliverable"), pk=pk
    )


@allow(Perm.GRANT_SEE)
def risk(request, project, pk):
    """One risk in full."""
    found = _risk(request, project, pk)
    context = {
        "risk": found, "before": _weight(found.before), "after": _weight(found.after),
        "may_change": request.user.can(Perm.PROJECT_SETUP, project) and not found.closed_on,
    }  # fmt: skip
    return render(request, "grants/risk.html", context)


@allow(Perm.PROJECT_SETUP)
def risk_add(request, project):
    form = forms.RiskForm(posted(request), project=project)
    return ask_and_do(
        request, form=form, action=actions.add_risk, title="Add a risk", done="The risk is on the register.",
        back=reverse("grants:risk_list", args=[project.slug]), label="Risks", project=project, raised_on=clock.today(), by=request.user,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def risk_review(request, project, pk):
    found = _risk(request, project, pk)
    initial = {name: getattr(found, name) for name in actions.WATCHED} | {"reviewed_on": clock.today()}
    form = forms.ReviewRiskForm(posted(request), project=project, initial=initial)
    return ask_and_do(
        request, form=form, action=actions.review_risk, title="Look at it again", caption=found.title, done="The review is saved.",
        back=found.get_absolute_url(), label="The risk", risk=found, by=request.user,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def risk_close(request, project, pk):
    found = _risk(request, project, pk)
    form = forms.CloseRiskForm(posted(request), initial={"closed_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.close_risk, title="Close the risk", caption=found.title, done="The risk is closed.",
        back=found.get_absolute_url(), label="The risk", risk=found, by=request.user,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
@require_POST
def risk_starter(request, project):
    """Enter the usual risks that are not there yet."""
    added = actions.add_starter_risks(project=project, raised_on=clock.today(), by=request.user)
    messages.success(
        request, f"{added} usual risks are on the register. Their ratings are a first guess: look at each."
    )
    return redirect("grants:risk_list", project.slug)


@allow(Perm.PROJECT_SETUP)
def milestone_forecast(request, project, pk):
    """Say when a step is expected now."""
    milestone = get_object_or_404(Milestone.objects.visible_to(request.user, project), pk=pk)
    initial = {
        name: getattr(milestone, name)
        for name in ("forecast_on", "delay_factor", "delay_words", "deliverable")
    }
    form = forms.ForecastMilestoneForm(posted(request), milestone=milestone, initial=initial)
    return ask_and_do(
        request, form=form, action=actions.forecast_milestone, title="When is it expected now?", caption=milestone.title,
        done="The expected day is saved.", back=reverse("grants:milestone_list", args=[project.slug]), label="Milestones",
        milestone=milestone, stated_on=clock.today(), by=request.user,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def activity_hold(request, project, pk):
    """Record that an activity was held, and whom it reached."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user, project), pk=pk)
    form = forms.HoldActivityForm(posted(request), initial={"held_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.hold_activity, title="Record that it was held", caption=activity.title[:120],
        done="The activity is recorded as held.", back=reverse("grants:milestone_list", args=[project.slug]), label="Milestones",
        activity=activity, by=request.user,
    )  # fmt: skip
