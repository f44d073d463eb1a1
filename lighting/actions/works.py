"""Writes about the stages of a scheme: what was planned, what is expected, what was reached."""

from django.db import transaction

from accounts.actions import record_event
from lighting import rules
from lighting.actions.holding import locked, marks_of, passed, work_of
from lighting.choices import GateKind
from lighting.models import Column, NightEvidence, WorkForecast
from lighting.rules import LightingRefused
from saferstreets.common import clock, stages


@transaction.atomic
def plan_stage(*, scheme_id, stage, planned_on, by, planned_words=""):
    """Enter when a stage is planned for. A plan stands once it is entered: what is expected later is a forecast.

    planned_words: the paper's ("October/November"); planned_on is then its last day. Raises LightingRefused, StageRefused.
    """
    scheme = locked(scheme_id)
    marks, works = marks_of(scheme)
    road = rules.stages_of(scheme.kind)
    stages.check_plan(road, marks, stage, planned_on)
    work = work_of(scheme, stage, works)
    if work.planned_on or work.actual_on:
        raise LightingRefused("The plan of this stage stands. Enter what is expected now as a forecast.")
    work.planned_on, work.planned_words = planned_on, planned_words
    work.save()
    record_event(by=by, verb="work.plan", subject=work, fields=["planned_on"])
    return work


@transaction.atomic
def forecast_stage(*, scheme_id, stage, forecast_on, by, factor="", why=""):
    """Say what is expected of a stage now. Later than planned needs the leading factor. Every forecast is kept."""
    scheme = locked(scheme_id)
    marks, works = marks_of(scheme)
    stages.find(rules.stages_of(scheme.kind), stage)
    work = work_of(scheme, stage, works)
    stages.check_forecast(marks.get(stage, stages.NOTHING), forecast_on, factor, why)
    late = forecast_on > work.planned_on
    work.forecast_on, work.factor, work.why = forecast_on, factor if late else "", why if late else ""
    work.save(update_fields=["forecast_on", "factor", "why"])
    WorkForecast.objects.create(
        project_id=scheme.project_id, work=work, forecast_on=forecast_on, factor=work.factor, why=work.why, said_on=clock.today(), said_by=by,
    )  # fmt: skip
    record_event(by=by, verb="work.forecast", subject=work, fields=["forecast_on", "factor"])
    return work


@transaction.atomic
def reach_stage(*, scheme_id, stage, by, on=None, actual_words="", factor="", why=""):
    """Record that the next stage was reached. on: the day; of "lights on" it is the day of the last column and is not asked.

    Raises StageRefused for a stage that is not next or has to wait, LightingRefused for what its columns or papers lack.
    """
    if stage == rules.HANDED_OVER:
        raise LightingRefused("Handing over is done on its own page, because it passes on a duty.")
    scheme = locked(scheme_id)
    return reach(scheme, stage, on=_day_of_lights(scheme) if stage == rules.ENERGISED else on, by=by,
                 actual_words=actual_words, factor=factor, why=why)  # fmt: skip


def reach(scheme, stage, *, on, by, actual_words="", factor="", why=""):
    """The same of a scheme that is held."""
    marks, works = marks_of(scheme)
    labels = {kind.value: kind.label.lower() for kind in GateKind}
    stages.check_reached(
        rules.stages_of(scheme.kind), marks, stage, on, today=clock.today(), passed=passed(scheme), gate_labels=labels, factor=factor, why=why
    )  # fmt: skip
    if stage == rules.TESTED:
        _check_tested(scheme)
    work = work_of(scheme, stage, works)
    work.actual_on, work.actual_words = on, actual_words
    if factor:
        work.factor, work.why = factor, why
    work.save()
    record_event(by=by, verb="work.reach", subject=work, fields=["actual_on", "factor"])
    return work


def _day_of_lights(scheme):
    """The day on which the last column was energised. Raises LightingRefused while one is dark."""
    found = Column.objects.of(scheme).totals()
    if not found["columns"]:
        raise LightingRefused("The scheme has no columns yet. Enter or import them first.")
    dark = found["columns"] - found["lit"]
    if dark:
        some = "1 column is" if dark == 1 else f"{dark:,} columns are"
        raise LightingRefused(f"{some} not energised yet. Record the lights that are on first.")
    return found["last_on"]


def _check_tested(scheme):
    if not NightEvidence.objects.filter(project_id=scheme.project_id, scheme=scheme).certificates().exists():
        raise LightingRefused("No certificate is on file. Add the certificate as evidence first.")
