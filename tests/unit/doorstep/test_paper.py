"""One typed line of a sheet, without a database."""

import datetime

import pytest
from django.utils import timezone

from doorstep import paper
from doorstep.paper import LineRefused, read_line, walked_at

D = datetime.date
DAY = D(2021, 11, 24)
SURVEY = {"security_survey": "wanted"}


@pytest.mark.parametrize(
    ("text", "outcome", "visit"),
    [
        ("07K N", "no_answer", {}),
        ("7k n", "no_answer", {}),
        ("07K, C", "card_left", {}),
        ("07K R", "soft_refusal", {}),
        ("07K X", "hard_refusal", {}),
        ("07K V", "void", {}),
        ("07K D", "answered", {"offers": {"pack": "declined"}}),
        ("07K S", "answered", {"offers": SURVEY}),
        ("07K P", "answered", {"offers": {"pack": "done"}, "kit_code": "", "registered": False}),
        (
            "07K P kit123 r",
            "answered",
            {"offers": {"pack": "done"}, "kit_code": "KIT123", "registered": True},
        ),
        (
            "07K P SD 12 34AB S R",
            "answered",
            {"offers": {"pack": "done", **SURVEY}, "kit_code": "SD1234AB", "registered": True},
        ),
        (
            "07K B 27/11 pm",
            "call_back",
            {"call_back_on": D(2021, 11, 27), "call_back_time": "in the afternoon"},
        ),
        ("07K B 3.1 eve", "call_back", {"call_back_on": D(2022, 1, 3), "call_back_time": "in the evening"}),
        ("07K B 27 nov", "call_back", {"call_back_on": D(2021, 11, 27), "call_back_time": ""}),
        ("07K B 01/12/2021", "call_back", {"call_back_on": D(2021, 12, 1), "call_back_time": ""}),
    ],
)
def test_a_line_that_can_be_read(text, outcome, visit):
    line = read_line(text, DAY)
    assert (line.code, line.outcome, line.visit, line.again) == ("07K", outcome, visit, False)


def test_the_next_year_may_have_a_day_that_this_one_has_not():
    assert read_line("07K B 29/2", D(2023, 11, 24)).visit["call_back_on"] == D(2024, 2, 29)
    assert read_line("07K B 1/3", D(2024, 2, 29)).visit["call_back_on"] == D(2024, 3, 1)


@pytest.mark.parametrize("text", ["07K N !", "07K N!", "07K ! N"])
def test_a_mark_of_exclamation_means_a_second_visit(text):
    assert read_line(text, DAY).again


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("07K", "Say what happened"),
        ("hello N", "is no code"),
        ("7 N", "is no code"),
        (", ,", "“, ,” is no code"),
        ("07K Z", "means nothing here"),
        ("07K N C", "Nothing can follow N"),
        ("07K B", "needs the day"),
        ("07K B pm", "is no day"),
        ("07K B 31/11", "is no real day"),
        ("07K B 29/2", "is no real day"),
        ("07K B 23/11", "before the round"),
        ("07K B 27 umbrella", "is no real day"),
        ("07K P R", "cannot be registered without"),
        ("07K P KIT R R", "After the kit code"),
        ("07K P KIT R KIT", "After the kit code"),
        ("07K P " + "K" * 31, "30 characters"),
        ("07K D P", "After D"),
        ("07K !", "Say what happened"),
        ("٠٧K N", "is no code"),
    ],
)
def test_a_line_that_cannot_says_what_is_wrong(text, words):
    with pytest.raises(LineRefused, match=words):
        read_line(text, DAY)


def test_blank_lines_are_no_lines():
    assert paper.lines_of("\n 07K N \r\n\n08D C\n") == ["07K N", "08D C"]


def test_a_sheet_is_dated_in_the_middle_of_its_part_of_the_day_never_in_the_future():
    zone = timezone.get_default_timezone()
    now = datetime.datetime(2021, 11, 24, 17, 40, tzinfo=zone)
    assert walked_at(D(2021, 11, 23), "evening", now) == datetime.datetime(2021, 11, 23, 18, 30, tzinfo=zone)
    assert walked_at(DAY, "evening", now) == now
    assert walked_at(D(2021, 10, 20), "morning", now).utcoffset() == datetime.timedelta(hours=1)
