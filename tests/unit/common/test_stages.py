"""Stages of works: order, gates, lateness, and the factor every delay must give. No database."""

import datetime

import pytest

from saferstreets.common import stages
from saferstreets.common.stages import DelayFactor, Mark, Stage, StageRefused

SURVEY = Stage("survey", "Surveyed", "the street is surveyed")
ORDER = Stage("order", "Columns ordered", "the columns are ordered")
LIT = Stage("lit", "Energised", "the lights are switched on", gates=("supply", "wayleave"))
ROAD = (SURVEY, ORDER, LIT)


def day(number, month=10):
    return datetime.date(2021, month, number)


def reach(marks, name, on, **also):
    stages.check_reached(ROAD, marks, name, on, today=day(31, 12), **also)


def test_nothing_reached_begins_with_the_first_stage():
    assert stages.reached(ROAD, {}) is None
    assert stages.following(ROAD, {}) is SURVEY
    assert stages.following(ROAD, {stage.name: Mark(actual_on=day(1)) for stage in ROAD}) is None


@pytest.mark.parametrize(
    ("mark", "late"),
    [
        (Mark(), 0),
        (Mark(planned_on=day(10)), 5),
        (Mark(planned_on=day(20)), 0),
        (Mark(planned_on=day(10), forecast_on=day(30)), 20),
        (Mark(planned_on=day(10), forecast_on=day(12)), 5),
        (Mark(planned_on=day(10), forecast_on=day(30), actual_on=day(13)), 3),
        (Mark(planned_on=day(10), actual_on=day(9)), 0),
    ],
)
def test_days_late(mark, late):
    assert stages.days_late(mark, today=day(15)) == late


def test_road_says_what_is_done_next_and_later_and_what_it_waits_for():
    marks = {"survey": Mark(planned_on=day(1), actual_on=day(4))}
    steps = stages.road(ROAD, marks, day(15), passed={"supply"})
    assert [(step.state, step.days_late, step.waits_for) for step in steps] == [
        ("done", 3, ()),
        ("next", 0, ()),
        ("later", 0, ("wayleave",)),
    ]


def test_a_stage_is_reached_in_order_and_not_in_the_future():
    reach({}, "survey", day(1))
    done = {"survey": Mark(actual_on=day(5))}
    reach(done, "order", day(5))
    for name, on, words in [
        ("lit", day(9), "is not next"),
        ("survey", day(9), "is not next"),
        ("order", day(4), "is before"),
        ("nowhere", day(9), "no stage"),
    ]:
        with pytest.raises(StageRefused, match=words):
            reach(done, name, on)
    with pytest.raises(StageRefused, match="in the future"):
        stages.check_reached(ROAD, {}, "survey", day(2), today=day(1))
    with pytest.raises(StageRefused, match="has been reached"):
        reach({stage.name: Mark(actual_on=day(1)) for stage in ROAD}, "lit", day(2))


def test_a_closed_gate_stops_the_stage_and_says_which():
    marks = {"survey": Mark(actual_on=day(1)), "order": Mark(actual_on=day(2))}
    with pytest.raises(StageRefused, match="Not settled yet: the wayleave"):
        reach(marks, "lit", day(3), passed={"supply"}, gate_labels={"wayleave": "the wayleave"})
    reach(marks, "lit", day(3), passed={"supply", "wayleave"})


def test_reached_late_needs_the_factor_unless_a_forecast_gave_it():
    with pytest.raises(StageRefused, match="leading factor"):
        reach({"survey": Mark(planned_on=day(1))}, "survey", day(2))
    reach({"survey": Mark(planned_on=day(1))}, "survey", day(1))
    reach({"survey": Mark(planned_on=day(1))}, "survey", day(2), factor=DelayFactor.WEATHER)
    reach({"survey": Mark(planned_on=day(1), factor=DelayFactor.SUPPLY)}, "survey", day(2))
    with pytest.raises(StageRefused, match="in words"):
        reach({"survey": Mark(planned_on=day(1))}, "survey", day(2), factor=DelayFactor.OTHER, why=" ")


def test_a_forecast_after_the_plan_needs_its_factor():
    planned = Mark(planned_on=day(10))
    stages.check_forecast(planned, day(10), "")
    stages.check_forecast(planned, day(11), DelayFactor.ECOLOGY)
    for mark, on, factor, words in [
        (planned, day(11), "", "leading factor"),
        (planned, day(11), DelayFactor.OTHER, "in words"),
        (Mark(), day(11), "", "planned date first"),
        (Mark(planned_on=day(1), actual_on=day(1)), day(11), DelayFactor.ECOLOGY, "nothing to forecast"),
    ]:
        with pytest.raises(StageRefused, match=words):
            stages.check_forecast(mark, on, factor)


def test_a_plan_keeps_the_order_of_the_stages():
    marks = {"survey": Mark(planned_on=day(5)), "lit": Mark(planned_on=day(20))}
    stages.check_plan(ROAD, marks, "order", day(5))
    stages.check_plan(ROAD, marks, "order", day(20))
    for on in (day(4), day(21)):
        with pytest.raises(StageRefused, match="does not fit"):
            stages.check_plan(ROAD, marks, "order", on)
