"""Dates in three boxes and money in pence: what is taken, what is refused, in which words."""

import datetime

import pytest
from django import forms

from saferstreets.common.forms import DateParts, PoundsField


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (["24", "11", "2021"], datetime.date(2021, 11, 24)),
        (["06", "Sep", "2021"], datetime.date(2021, 9, 6)),
        (["6", " september ", "2021"], datetime.date(2021, 9, 6)),
        (["29", "2", "2020"], datetime.date(2020, 2, 29)),
        (["", "", ""], None),
    ],
)
def test_date_parts_reads_what_people_type(parts, day):
    assert DateParts(label="Date", required=False).clean(parts) == day


@pytest.mark.parametrize(
    ("parts", "words", "marked"),
    [
        (["", "11", "2021"], "Date must include a day", ("day",)),
        (["24", "", ""], "Date must include a month and a year", ("month", "year")),
        (["24", "11", "21"], "Date must have a year of 4 numbers, like 2021", ("year",)),
        (["29", "2", "2021"], "Date must be a real date", ("day", "month", "year")),
        (["0", "1", "2021"], "Date must be a real date", ("day", "month", "year")),
        (["1", "Smarch", "2021"], "Date must be a real date", ("day", "month", "year")),
        (["²", "1", "2021"], "Date must be a real date", ("day", "month", "year")),
        (["1", "1", "0000"], "Date must be a real date", ("day", "month", "year")),
        (["25", "11", "2021"], "Date must be on or before 24 November 2021", ("day", "month", "year")),
        (["5", "9", "2021"], "Date must be on or after 6 September 2021", ("day", "month", "year")),
    ],
)
def test_date_parts_refuses_and_names_the_part(parts, words, marked):
    field = DateParts(
        label="Date", earliest=datetime.date(2021, 9, 6), latest=lambda: datetime.date(2021, 11, 24)
    )
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(parts)
    assert refused.value.messages == [words]
    assert refused.value.params["parts"] == marked


def test_date_parts_takes_both_ends():
    day = datetime.date(2021, 11, 24)
    assert DateParts(earliest=day, latest=day).clean(["24", "11", "2021"]) == day


def test_date_parts_knows_the_same_day_written_otherwise():
    assert not DateParts().has_changed(datetime.date(2021, 11, 24), ["24", "Nov", "2021"])


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("1234", 123400),
        ("1,234.5", 123450),
        ("£311,358", 31135800),
        (" £ 12.34 ", 1234),
        ("0", 0),
        ("0.07", 7),
        ("", None),
    ],
)
def test_pounds_field_gives_whole_pence(typed, pence):
    assert PoundsField(label="Cost", required=False).clean(typed) == pence


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1.234", "Cost must be an amount in pounds and pence, like 1,234 or 1,234.50"),
        ("12,34", "Cost must be an amount in pounds and pence, like 1,234 or 1,234.50"),
        ("ten", "Cost must be an amount in pounds and pence, like 1,234 or 1,234.50"),
        ("1e3", "Cost must be an amount in pounds and pence, like 1,234 or 1,234.50"),
        ("٣", "Cost must be an amount in pounds and pence, like 1,234 or 1,234.50"),
        ("-1", "Cost must be £0 or more"),
        ("100.01", "Cost must be £100 or less"),
    ],
)
def test_pounds_field_never_rounds_or_guesses(typed, words):
    with pytest.raises(forms.ValidationError) as refused:
        PoundsField(label="Cost", highest=10_000).clean(typed)
    assert refused.value.messages == [words]


def test_pounds_field_shows_its_initial_pence_as_pounds():
    field = PoundsField(label="Cost")
    assert field.prepare_value(123450) == "1,234.50"
    assert field.prepare_value("1.2.3") == "1.2.3"
    assert not field.has_changed(500, "5.00")
