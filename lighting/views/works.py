"""Doors to the works: planned, expected, reached, gates, handed over."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Perm, allow
from lighting import actions, forms, rules, showing
from lighting.models import Gate
from lighting.views.acting import ask_and_do, given, scheme_of
from saferstreets.common import clock, stages
from saferstreets.common.answers import posted


def _open_stages(scheme, without=()):
    """Stages that were not reached, those with a plan left out where asked."""
    marks = showing.marks(scheme)
    return [
        stage for stage in rules.stages_of(scheme.kind)
        if not marks.get(stage.name, stages.NOTHING).actual_on and stage.name not in without
    ]  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def scheme_plan(request, project, pk):
    """When a stage is planned for."""
    found = scheme_of(request, project, pk)
    planned = {name for name, mark in showing.marks(found).items() if mark.planned_on}
    form = forms.PlanForm(posted(request), stages=_open_stages(found, planned))
    lead = "A plan stands once it is entered; what is expected later is a forecast beside it."
    return ask_and_do(
        request, form, actions.plan_stage, title="Plan a stage", lead=lead, back=found, done="The plan is entered.", scheme_id=found.pk, by=request.user
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def scheme_forecast(request, project, pk):
    """What is expected of a stage now."""
    found = scheme_of(request, project, pk)
    form = forms.ForecastForm(posted(request), stages=_open_stages(found))
    return ask_and_do(
        request, form, actions.forecast_stage, title="What is expected now?", lead="Later than planned needs its leading factor. Every forecast is kept.",
        back=found, done="The forecast is recorded.", scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def scheme_reach(request, project, pk):
    """The next stage was reached. The day of "lights on" is that of the last column and is not asked."""
    found = scheme_of(request, project, pk)
    coming = stages.following(rules.stages_of(found.kind), showing.marks(found))
    name = coming.name if coming else rules.SURVEYED
    asks_day = name != rules.ENERGISED
    form = forms.ReachForm(posted(request), asks_day=asks_day, initial={"on": clock.today()})
    lead = "" if asks_day else "Its day is the day on which the last column was energised."
    return ask_and_do(
        request, form, actions.reach_stage, title=coming.label if coming else "Every stage is reached", lead=lead, back=found,
        done="The stage is recorded.", scheme_id=found.pk, stage=name, by=request.user,
    )  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def scheme_hand_over(request, project, pk):
    """The lights become somebody's to look after."""
    found = scheme_of(request, project, pk)
    form = forms.HandOverForm(posted(request), initial={"on": clock.today()})
    lead = "The asset register and the list of duties get their entries. The record of the works is closed."
    return ask_and_do(
        request, form, actions.hand_over, title="Hand the lights over", lead=lead, back=found, done="The lights are handed over.",
        scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def gate_decide(request, project, pk):
    """A gate is settled, or not needed."""
    gate = get_object_or_404(
        Gate.objects.visible_to(request.user, project).select_related("scheme__project"), pk=pk
    )
    form = forms.GateForm(*given(request), initial={"decided_on": clock.today()})
    return ask_and_do(
        request, form, actions.decide_gate, title=str(gate), back=gate.scheme, done="The gate is decided.", gate_id=gate.pk, by=request.user
    )  # fmt: skip
