"""Questions as data. The cases are in tests/data/questions.json, so that the phone's copy of the rules meets the same ones."""

import copy
import datetime
import json

import pytest

from saferstreets.common import questions
from saferstreets.common.questions import SchemaRefused
from tests.house import ROOT

GIVEN = json.loads((ROOT / "tests/data/questions.json").read_text())
SCHEMA, TODAY = GIVEN["schema"], datetime.date.fromisoformat(GIVEN["today"])


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: case["name"])
def test_validate(case):
    clean, errors = questions.validate(SCHEMA, case["answers"], today=TODAY)
    assert (clean, sorted(errors)) == (case["clean"], sorted(case["wrong"]))
    assert all(errors.values())
    if not errors:
        assert questions.validate(SCHEMA, clean, today=TODAY) == (clean, {})


@pytest.mark.parametrize("answers", [None, [], "safe", 3])
def test_validate_refuses_what_is_no_set_of_answers(answers):
    assert questions.validate(SCHEMA, answers)[1]


def test_shown_follows_the_answers():
    def keys(answers):
        return [question["key"] for question in questions.shown(SCHEMA, answers)]

    assert keys({}) == ["safe", "victim", "people", "tenure"]
    assert keys({"safe": 3, "why": ["other"]}) == ["safe", "why", "other_why", "victim", "people", "tenure"]
    assert keys({"safe": 4, "why": ["other"]}) == ["safe", "victim", "people", "tenure"]


def test_only_asked_drops_what_is_no_longer_asked():
    answers = {"safe": 5, "why": ["other"], "other_why": "dogs", "people": 2}
    assert questions.only_asked(SCHEMA, answers) == {"safe": 5, "people": 2}


def test_neighbours_with_one_heading_stand_on_one_page():
    keys = [[question["key"] for question in page] for page in questions.pages(SCHEMA)]
    assert keys == [["safe"], ["why"], ["other_why"], ["victim", "when"], ["people"], ["tenure"]]


def test_a_good_schema_passes():
    assert questions.check(SCHEMA) is SCHEMA


@pytest.mark.parametrize(
    ("question", "change", "says"),
    [
        (0, {"key": "Safe"}, "its key must be"),
        (1, {"key": "safe"}, "is used before"),
        (0, {"words": ""}, "no words"),
        (0, {"words": 3}, "must be text"),
        (0, {"words": "x" * 301}, "must be text"),
        (0, {"kind": "essay"}, "its kind"),
        (0, {"colour": "red"}, "does not belong"),
        (0, {"choices": []}, "does not belong"),
        (0, {"required": "yes"}, "true or false"),
        (0, {"least": None}, "2 to 11 steps"),
        (0, {"most": 1}, "2 to 11 steps"),
        (0, {"most": 12}, "2 to 11 steps"),
        (0, {"most": "five"}, "whole numbers"),
        (1, {"choices": [{"key": "dark", "words": "Dark"}]}, "2 to 30 choices"),
        (1, {"choices": 7}, "2 to 30 choices"),
        (1, {"choices": [{"key": "a", "words": "A"}, {"key": "a", "words": "B"}]}, "the same key"),
        (1, {"choices": [{"key": "a", "words": "A"}, "b"]}, "a choice has a key"),
        (1, {"shown_if": {"question": "safe"}}, "is a list"),
        (1, {"shown_if": ["safe"]}, "names a question"),
        (1, {"shown_if": [{"question": "tenure", "any_of": ["rent"]}]}, "not asked before it"),
        (1, {"shown_if": [{"question": "safe"}]}, "says which answers"),
        (1, {"shown_if": [{"question": "safe", "at_least": "2"}]}, "whole number"),
        (1, {"shown_if": [{"question": "safe", "any_of": [9]}]}, "does not have"),
        (2, {"longest": 501}, "“longest”"),
        (3, {"shown_if": [{"question": "other_why", "any_of": ["dogs"]}]}, "cannot look at"),
        (4, {"latest": "tomorrow"}, "no date"),
        (5, {"least": 21}, "above"),
    ],
)  # fmt: skip
def test_check_says_what_is_wrong(question, change, says):
    schema = copy.deepcopy(SCHEMA)
    schema["questions"][question].update(change)
    with pytest.raises(SchemaRefused) as refused:
        questions.check(schema)
    assert any(says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("schema", [None, [], {}, {"format": 2, "questions": []}, {"format": 1, "questions": []},
                                    {"format": 1, "questions": [3]}, {"format": 1, "questions": "x"}])  # fmt: skip
def test_check_refuses_what_is_no_schema(schema):
    with pytest.raises(SchemaRefused):
        questions.check(schema)
