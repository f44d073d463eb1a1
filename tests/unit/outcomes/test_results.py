"""What a survey gave, as it may leave: rounded, suppressed, with ranges, and no wave compared that was asked otherwise."""

import datetime

import pytest

from households.models import Household
from outcomes.results import results
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.outcomes import SAFE, questionnaire, response

pytestmark = pytest.mark.django_db
D = datetime.date
WORRIES = {
    "key": "worries", "words": "What worries you?", "kind": "several",
    "choices": [{"key": "dark", "words": "The dark"}, {"key": "dogs", "words": "Dogs"}],
}  # fmt: skip
ROOMS = {"key": "rooms", "words": "How many rooms?", "kind": "number"}
WISH = {"key": "wish", "words": "What do you wish?", "kind": "text"}
SCHEMA = {"format": 1, "questions": [SAFE, WORRIES, ROOMS, WISH]}


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def by(street):
    return member(street.project, "assistant")


@pytest.fixture
def form(street, by):
    return questionnaire(street.project, by, schema=SCHEMA)


def answer(form, street, by, many, answers, wave="baseline"):
    for home in HouseholdFactory.create_batch(many, street=street):
        response(form, home, by, answers=answers, wave=wave)


def told(form, key=0):
    return results(form.project, form)["questions"][key]


def cells(one, wave=0):
    return [
        (words, cells[wave] and cells[wave].count, cells[wave] and cells[wave].share)
        for words, cells in one.rows
    ]


def test_counts_are_bands_and_ranges_come_from_the_bands(form, street, by):
    """33 answer: 18 say 4, 12 say 2, 3 say 1. The exact range (Clopper and Pearson) of 15 in 34 begins at 27%, that of 19 in 30 ends at 80%."""
    for many, safe in ((18, 4), (12, 2), (3, 1)):
        answer(form, street, by, many, {"safe": safe})
    one = told(form)
    assert [column.base for column in one.columns] == ["30 to 34"]
    assert cells(one) == [
        ("1", "fewer than 5", ""),
        ("2", "10 to 14", "between 15% and 66%"),
        ("3", "fewer than 5", ""),
        ("4", "15 to 19", "between 27% and 80%"),
        ("5", "fewer than 5", ""),
    ]


def test_no_share_of_fewer_than_30_and_nothing_of_fewer_than_10(form, street, by):
    answer(form, street, by, 5, {"safe": 1})
    answer(form, street, by, 4, {"safe": 2})
    few = told(form)
    assert (few.rows, few.columns[0].why, few.columns[0].base) == ([], "Too few answers to show", "5 to 9")
    answer(form, street, by, 8, {"safe": 3})
    some = told(form)
    assert {share for _words, _count, share in cells(some)} == {"No share of fewer than 30"}


def test_what_all_answered_alike_is_not_shown(form, street, by):
    answer(form, street, by, 40, {"safe": 5})
    assert (told(form).rows, told(form).columns[0].why) == ([], "Not shown: all answered alike")


def test_several_numbers_and_words(form, street, by):
    answer(
        form, street, by, 20, {"safe": 3, "worries": ["dark", "dogs"], "rooms": 4, "wish": "A secret wish"}
    )
    answer(form, street, by, 20, {"safe": 4, "worries": ["dark"], "rooms": 12})
    _safe, worries, rooms, wish = results(form.project, form)["questions"]
    assert [count for _words, count, _share in cells(worries)] == ["40 to 44", "20 to 24"]
    assert [(words, count) for words, count, _share in cells(rooms) if count != "fewer than 5"] == [
        ("3 to 5", "20 to 24"),
        ("More than 10", "20 to 24"),
    ]
    assert (wish.rows, wish.columns[0].base, wish.columns[0].why) == (
        [],
        "20 to 24",
        "Answers are counted only",
    )
    assert "secret" not in str(results(form.project, form))


def test_waves_are_compared_and_noise_is_called_so(form, street, by):
    answer(form, street, by, 20, {"safe": 2})
    answer(form, street, by, 20, {"safe": 4})
    answer(form, street, by, 19, {"safe": 2}, "after")
    answer(form, street, by, 21, {"safe": 4}, "after")
    answer(form, street, by, 5, {"safe": 2}, "six_months")
    answer(form, street, by, 35, {"safe": 4}, "six_months")
    assert told(form).compared == [
        "After the works, against before the works: not distinguishable from no change.",
        "Six months after the works, against before the works: “2” less often; “4” more often, by more than chance alone explains.",
    ]


def test_small_waves_are_not_compared(form, street, by):
    answer(form, street, by, 40, {"safe": 2})
    answer(form, street, by, 15, {"safe": 4}, "after")
    assert told(form).compared == []


def test_a_question_put_otherwise_is_another_question(form, street, by):
    answer(form, street, by, 20, {"safe": 2})
    answer(form, street, by, 20, {"safe": 4})
    other = SAFE | {"words": "How safe is your street?"}
    later = questionnaire(
        street.project, by, schema={"format": 1, "questions": [other, WORRIES]}, from_on=D(2021, 10, 1)
    )
    answer(later, street, by, 40, {"safe": 5, "worries": ["dogs"]}, "after")
    found = {one.words: one for one in results(street.project, later)["questions"]}
    assert found["How safe do you feel?"].compared == []
    assert found["How safe do you feel?"].versions == "Asked so in version 1 only"
    assert found["How safe is your street?"].versions == "Asked so in version 2 only"
    assert found["What worries you?"].versions == ""


def test_the_response_rate_is_of_homes_spoken_with(form, street, by):
    """October: 60 homes opened the door, 20 of them answered the survey, and so did 10 more on paper: 30 of 70."""
    spoken = HouseholdFactory.create_batch(60, street=street)
    for number, home in enumerate(spoken):
        make_visit(home, by, on=D(2021, 10, 4))
        if number < 20:
            response(form, home, by, answers={"safe": 3}, wave="baseline")
    silent = HouseholdFactory(street=street)
    make_visit(silent, by, on=D(2021, 10, 4), outcome="no_answer")
    for home in HouseholdFactory.create_batch(10, street=street):
        response(form, home, by, answers={"safe": 4}, wave="baseline", how="on_paper")
    assert results(street.project, form)["rates"] == [
        "Before the works: 30 to 34 of 70 to 74 homes spoken with from 4 October 2021 to 4 October 2021 answered: between 29% and 61%."
    ]


def test_withdrawn_answers_and_other_projects_do_not_count(form, street, by):
    from outcomes.actions import withdraw_response

    answer(form, street, by, 12, {"safe": 2})
    answer(form, street, by, 12, {"safe": 3})
    wrong = response(form, Household.objects.first(), by, answers={"safe": 5}, wave="after")
    withdraw_response(response_id=wrong.pk, reason="Wrong home", by=by)
    away = HouseholdFactory()
    response(questionnaire(away.project, by, schema=SCHEMA), away, by, answers={"safe": 1}, wave="six_months")
    assert results(form.project, form)["waves"] == ["Before the works"]
