"""Stages of works, in their order: which was reached, which comes next, how late it is, and what a delay must say.

A room names its stages once, as a tuple of Stage, and keeps the dates of each in rows of its own. These functions take
the two together: `marks` is {name of a stage: Mark}; a stage that has no mark has no dates.
"""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models

from saferstreets.common.periods import long_date
from saferstreets.common.workflow import Refused


class StageRefused(Refused):
    """The date cannot stand: the stage is not next, its gate is closed, or the delay has no factor."""


class DelayFactor(models.TextChoices):
    """The leading factor of a delay; `other` needs words beside it."""

    CONTRACTOR = "contractor", "Contractor not available"
    MATERIALS = "materials", "Materials or equipment not delivered"
    SUPPLY = "supply", "New electricity supply not connected"
    ECOLOGY = "ecology", "Ecology or planning condition"
    LAND = "land", "Wayleave or permission of the landowner"
    AGREEMENT = "agreement", "Agreement not signed or money not transferred"
    DEPENDENCY = "dependency", "Somebody else’s works not finished"
    FAULT = "fault", "Fault found in the work or the test"
    WEATHER = "weather", "Weather"
    REPORT = "report", "Partner has not reported"
    OTHER = "other", "Other, in words"


@dataclass(frozen=True)
class Stage:
    """One step of the works. gates: names of what must be settled before it may be reached.

    label: "Columns ordered". coming: what is said while it is next, after "Next: ": "the columns are ordered".
    """

    name: str
    label: str
    coming: str
    gates: tuple = ()


class Mark(NamedTuple):
    """The dates of one stage. Words are the paper's ("October/November"); the date beside them is then their last day.

    factor, why: of the latest forecast later than the plan.
    """

    planned_on: datetime.date | None = None
    forecast_on: datetime.date | None = None
    actual_on: datetime.date | None = None
    planned_words: str = ""
    actual_words: str = ""
    factor: str = ""
    why: str = ""

    @classmethod
    def of(cls, row):
        """The dates of a row that keeps them under these names."""
        return cls(*(getattr(row, name) for name in cls._fields))


class Step(NamedTuple):
    """One line of the road, for a page. state: done, next or later. days_late: 0 when on time or without a plan."""

    stage: Stage
    mark: Mark
    state: str
    days_late: int
    waits_for: tuple


NOTHING = Mark()


def find(stages, name):
    """The stage of this name. Raises StageRefused when there is none."""
    for stage in stages:
        if stage.name == name:
            return stage
    raise StageRefused(f"These works have no stage “{name}”.")


def reached(stages, marks):
    """The last stage that was reached, or None."""
    done = [stage for stage in stages if marks.get(stage.name, NOTHING).actual_on]
    return done[-1] if done else None


def following(stages, marks):
    """The first stage that was not reached, or None at the end of the road."""
    return next((stage for stage in stages if not marks.get(stage.name, NOTHING).actual_on), None)


def days_late(mark, today):
    """Days after the plan: of the day it was reached, else of the forecast or of `today`, whichever is later. Never below 0."""
    if mark.planned_on is None:
        return 0
    end = mark.actual_on or max(mark.forecast_on or mark.planned_on, today)
    return max(0, (end - mark.planned_on).days)


def waits_for(stage, passed):
    """Names of this stage's gates that are still closed, in its order. passed: names of gates that are settled."""
    return tuple(gate for gate in stage.gates if gate not in passed)


def road(stages, marks, today, passed=()):
    """[Step] of every stage in order, for a page."""
    coming = following(stages, marks)
    steps = []
    for stage in stages:
        mark = marks.get(stage.name, NOTHING)
        state = "done" if mark.actual_on else "next" if stage is coming else "later"
        closed = () if mark.actual_on else waits_for(stage, passed)
        steps.append(Step(stage, mark, state, days_late(mark, today), closed))
    return steps


def check_forecast(mark, forecast_on, factor, why=""):
    """Raises StageRefused for a forecast of what was reached, and for a day after the plan without its leading factor."""
    if mark.actual_on:
        raise StageRefused(
            f"This stage was reached on {long_date(mark.actual_on)}. There is nothing to forecast."
        )
    if mark.planned_on is None:
        raise StageRefused("Enter the planned date first: a forecast is compared with it.")
    if forecast_on > mark.planned_on and not factor:
        raise StageRefused(
            f"{long_date(forecast_on)} is later than the plan ({long_date(mark.planned_on)}). Choose the leading factor of the delay."
        )
    if factor == DelayFactor.OTHER and not why.strip():
        raise StageRefused("Say in words what the delay comes from.")


def check_reached(stages, marks, name, on, *, today, passed=(), gate_labels=None, factor="", why=""):
    """Raises StageRefused unless the stage may be said to be reached on this day.

    Stages are reached in their order, none before the one ahead of it and none in the future, each with its gates
    settled. Reached later than planned needs the leading factor, unless a forecast has given it.
    gate_labels: {gate: what is said of it}.
    """
    stage, coming = find(stages, name), following(stages, marks)
    if stage is not coming:
        raise StageRefused(
            f"“{stage.label}” is not next: “{coming.label}” is."
            if coming
            else "Every stage of these works has been reached."
        )
    if on > today:
        raise StageRefused("A stage cannot be reached in the future. Enter a forecast instead.")
    before = reached(stages, marks)
    if before and on < marks[before.name].actual_on:
        raise StageRefused(
            f"{long_date(on)} is before “{before.label}” ({long_date(marks[before.name].actual_on)})."
        )
    if closed := waits_for(stage, passed):
        said = ", ".join((gate_labels or {}).get(gate, gate) for gate in closed)
        raise StageRefused(f"“{stage.label}” has to wait. Not settled yet: {said}.")
    _check_delay(stage, marks.get(name, NOTHING), on, factor, why)


def _check_delay(stage, mark, on, factor, why):
    if mark.planned_on and on > mark.planned_on and not (factor or mark.factor):
        raise StageRefused(
            f"“{stage.label}” was planned for {long_date(mark.planned_on)}. Choose the leading factor of the delay."
        )
    if factor == DelayFactor.OTHER and not why.strip():
        raise StageRefused("Say in words what the delay came from.")


def check_plan(stages, marks, name, planned_on):
    """Raises StageRefused for a planned day before that of an earlier stage or after that of a later one."""
    place = stages.index(find(stages, name))
    for other, stage in enumerate(stages):
        day = marks.get(stage.name, NOTHING).planned_on
        if day and ((other < place and day > planned_on) or (other > place and day < planned_on)):
            raise StageRefused(
                f"“{stages[place].label}” on {long_date(planned_on)} does not fit “{stage.label}” on {long_date(day)}."
            )
