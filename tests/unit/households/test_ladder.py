"""Parts of the day by the clock on the wall, and what the ladder asks for next."""

import datetime

import pytest

from households import ladder, rounds
from households.choices import PartOfDay
from households.ladder import Step

UTC = datetime.UTC
MORNING, AFTERNOON, EVENING, WEEKEND = PartOfDay


@pytest.mark.parametrize(
    ("utc", "part"),
    [
        ((2021, 11, 24, 11, 59), MORNING),
        ((2021, 11, 24, 12, 0), AFTERNOON),
        ((2021, 11, 24, 16, 59), AFTERNOON),
        ((2021, 11, 24, 17, 0), EVENING),
        ((2021, 11, 24, 0, 0), MORNING),
        ((2021, 10, 29, 16, 30), EVENING),  # summer time: half past five on the wall
        ((2021, 10, 29, 11, 0), AFTERNOON),
        ((2021, 10, 29, 22, 59), EVENING),
        ((2021, 10, 29, 23, 0), WEEKEND),  # midnight of Saturday on the wall, Friday by Greenwich
        ((2021, 10, 31, 0, 30), WEEKEND),  # the hour that comes twice, first time
        ((2021, 10, 31, 1, 30), WEEKEND),  # and second time
        ((2021, 10, 31, 23, 59), WEEKEND),
        ((2021, 11, 1, 0, 0), MORNING),
        ((2022, 3, 27, 23, 0), MORNING),  # Monday already: the clocks went forward on Sunday
    ],
)
def test_part_of_day_is_by_the_clock_on_the_wall(utc, part):
    assert ladder.part_of_day(datetime.datetime(*utc, tzinfo=UTC)) == part


def test_parts_on_a_day():
    assert ladder.parts_on(datetime.date(2021, 11, 26)) == (MORNING, AFTERNOON, EVENING)
    assert ladder.parts_on(datetime.date(2021, 11, 27)) == (WEEKEND,)


def test_promised_later_looks_ahead_within_the_day_only():
    assert ladder.promised_later(MORNING) == ("in the afternoon", "in the evening")
    assert ladder.promised_later(EVENING) == ()
    assert ladder.promised_later(WEEKEND) == ()


def test_the_houses_ladder_is_three_tries_at_different_parts_with_a_card_on_the_first_and_last():
    assert [step.leave_card for step in ladder.LADDER] == [True, False, True]
    assert ladder.due_now(ladder.LADDER, 1, {MORNING}, EVENING)
    assert not ladder.due_now(ladder.LADDER, 1, {MORNING}, MORNING)
    assert not ladder.due_now(ladder.LADDER, 3, {MORNING}, EVENING)


def test_a_step_with_a_part_of_its_own_waits_for_it():
    steps = (Step(), Step(EVENING), Step(WEEKEND, leave_card=True))
    assert ladder.due_now(steps, 1, {EVENING}, EVENING)
    assert not ladder.due_now(steps, 1, {MORNING}, AFTERNOON)
    assert ladder.due_now(steps, 2, set(), WEEKEND)


def test_a_card_beyond_the_ladder():
    assert ladder.card_due((Step(leave_card=False),), 0) is False
    assert ladder.card_due((Step(leave_card=False),), 1) is True


def test_a_short_code_changes_with_either_figure_their_order_and_the_round():
    codes = {position: rounds.short_code(1234, position) for position in range(1, 51)}
    assert len(set(codes.values())) == 50
    for position, code in codes.items():
        for other, right in codes.items():
            near = sum(one != two for one, two in zip(f"{position:02d}", f"{other:02d}", strict=True)) == 1
            if near or f"{other:02d}" == f"{position:02d}"[::-1] != f"{position:02d}":
                assert right[2] != code[2]
        assert rounds.short_code(1235, position) != code
    assert not set("IOQ") & set("".join(codes.values()))


def test_a_reason_never_tells_a_victim_from_a_vulnerable_home():
    assert rounds.WHY[rounds.VICTIM] == rounds.WHY[rounds.VULNERABLE] == "Priority"
