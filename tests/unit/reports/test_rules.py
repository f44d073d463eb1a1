"""Pure decisions about updates."""

import datetime

import pytest

from reports import rules
from reports.choices import UpdateStatus
from saferstreets.common.digests import canonical

START = datetime.date(2021, 6, 3)
DAY = datetime.date(2021, 9, 30)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (START, datetime.date(2021, 6, 2), "cannot end before the project"),
        (datetime.date(2021, 6, 2), DAY, "cannot start before the project"),
        (DAY, datetime.date(2021, 9, 29), "must not come before"),
    ],
)
def test_days_that_make_no_period_are_refused_in_words(start, end, words):
    with pytest.raises(rules.UpdateRefused, match=words):
        rules.period_of(start, end, START)


def test_a_period_of_one_day_is_a_period():
    assert rules.period_of(START, START, START).days == 1


def test_the_next_update_begins_the_day_after_the_last():
    assert rules.first_day(START, None) == START
    assert rules.first_day(START, DAY) == datetime.date(2021, 10, 1)


@pytest.mark.parametrize(
    ("start", "today", "end"),
    [
        (START, datetime.date(2021, 11, 24), datetime.date(2021, 10, 31)),
        (datetime.date(2021, 11, 1), datetime.date(2021, 11, 24), datetime.date(2021, 11, 24)),
        (datetime.date(2021, 12, 1), datetime.date(2021, 11, 24), datetime.date(2021, 12, 1)),
        (START, datetime.date(2021, 11, 1), datetime.date(2021, 10, 31)),
    ],
)
def test_it_ends_with_last_month_or_today(start, today, end):
    assert rules.last_day(start, today) == end


def test_the_second_pair_of_eyes_is_another_pair():
    for move, act in ((rules.REVIEW, "review"), (rules.ISSUE, "approve")):
        assert rules.may_not(move, 1, set(), 2) == ""
        assert rules.may_not(move, 1, set(), 1) == f"You prepared this update. Somebody else must {act} it."
        assert (
            rules.may_not(move, 1, {2}, 2) == f"You wrote part of this update. Somebody else must {act} it."
        )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "Nobody else may yet: a coordinator gives somebody the role of certifier under Set up."),
        (["A"], "A may."),
        (["A", "B"], "A or B may."),
        (["A", "B", "C", "D"], "A, B, C or D may."),
        (["A", "B", "C", "D", "E"], "A, B, C or 2 others may."),
    ],
)
def test_who_may_is_named(names, words):
    assert rules.who_may(names) == words


def test_every_status_but_issued_has_a_way_on():
    assert {source for move in rules.MOVES for source in move.sources} == set(UpdateStatus) - {
        UpdateStatus.ISSUED
    }


def test_a_text_is_known_whatever_its_line_ends():
    assert rules.mark("a\r\nb ") == rules.mark("a\nb") != rules.mark("a\n\nb")


def test_a_composition_has_one_spelling():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}' == canonical({"a": "é", "b": 1})


def test_the_place_is_what_the_name_speaks_of():
    assert rules.place_of("Safer Streets Workington") == "Workington"
    assert rules.place_of("Barrow") == "Barrow"
    assert rules.place_of("Safer Streets") == "Safer Streets"


def test_a_digest_is_read_in_fours():
    assert rules.short("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
