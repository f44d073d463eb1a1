"""You said, we did, from the first word to the street being told; a questionnaire made on the screen."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from outcomes.models import Concern, Questionnaire, QuestionnaireDraft
from saferstreets.common.questions import check
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.outcomes import concern, passed, questionnaire, response

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2021, 11, 24)


@pytest.fixture
def street(settings):
    settings.DEMONSTRATION_TODAY = TODAY
    return StreetFactory()


@pytest.fixture
def project(street):
    return street.project


def at(name, project, *args):
    return reverse(f"outcomes:{name}", args=[project.slug, *args])


def day(name, number):
    return {f"{name}_day": number, f"{name}_month": 11, f"{name}_year": 2021}


def test_from_the_first_word_to_the_street_being_told(client, street, project):
    client.force_login(member(project, Role.ASSISTANT))
    client.post(
        at("concern_add", project),
        {
            "said": "Dog fouling",
            "topic": "dogs",
            "street": street.pk,
            "how": "door",
            "homes": 2,
            **day("raised_on", 1),
        },
    )
    made = Concern.objects.get()
    client.post(at("concern_again", project, made.pk), {"homes": 1})
    client.post(at("concern_pass", project, made.pk), {"answerer": "enforcement", **day("passed_on", 2)})
    assert "Answer overdue" in client.get(at("concern_list", project)).content.decode()
    assert client.get(at("concern_answer", project, made.pk)).status_code == 403

    client.force_login(member(project, Role.ENFORCEMENT_OFFICER))
    assert "Dog fouling" in client.get(at("concern_list", project)).content.decode()
    early = client.post(
        at("concern_answer", project, made.pk), {"done": "yes", "did": "Patrols", **day("answered_on", 1)}
    )
    assert "the answer comes after that" in early.content.decode()
    client.post(
        at("concern_answer", project, made.pk), {"done": "yes", "did": "Patrols", **day("answered_on", 20)}
    )
    assert client.get(at("concern_tell", project, made.pk)).status_code == 403

    client.force_login(member(project))
    client.post(at("concern_tell", project, made.pk), {"told_how": "leaflet", **day("told_on", 21)})
    words = client.get(at("concern", project, made.pk)).content.decode()
    assert "Patrols" in words
    assert "Street told" in words
    made.refresh_from_db()
    assert (made.homes, made.told_on, made.is_open) == (3, datetime.date(2021, 11, 21), False)


def test_what_is_passed_to_others_does_not_exist(client, street, project):
    by = member(project)
    other, away = passed(concern(project, by), by, to="county"), concern(ProjectFactory(), by)
    client.force_login(member(project, Role.ENFORCEMENT_OFFICER))
    for one in (other, away):
        assert client.get(at("concern", project, one.pk)).status_code == 404
    assert client.get(at("concern_add", project)).status_code == 403


def test_a_day_to_come_is_refused(client, project):
    client.force_login(member(project))
    form = {"said": "Dark", "topic": "lighting", "how": "door", "homes": 1, **day("raised_on", 25)}
    assert (
        "must be on or before 24 November 2021"
        in client.post(at("concern_add", project), form).content.decode()
    )


def test_the_list_costs_the_same_for_2_and_20(client, street, project):
    by = member(project)
    client.force_login(by)
    for _ in range(2):
        concern(project, by, street=street)
    client.get(at("concern_list", project))
    with CaptureQueriesContext(connection) as few:
        client.get(at("concern_list", project))
    for _ in range(18):
        concern(project, by, street=street)
    with CaptureQueriesContext(connection) as many:
        client.get(at("concern_list", project))
    assert len(many) == len(few)


def ask(client, made, **question):
    return client.post(
        at("draft_question_add", made.project, made.pk),
        {"least": 1, "most": 5, "after": "", **question},
        follow=True,
    )


def test_a_questionnaire_is_made_on_the_screen_and_asked(client, project):
    client.force_login(member(project))
    client.post(
        at("draft_begin", project), {"of": "", "title": "Nights in the street", "note": "Agreed in May"}
    )
    made = QuestionnaireDraft.objects.get()
    ask(client, made, words="Feel safe?", kind="scale", least_words="Not at all", required="on")
    ask(client, made, words="Why?", kind="text", after="feel_safe=2")
    ask(client, made, words="What worries you?", kind="several", several="The dark\nDogs\n")
    ask(client, made, words="Do you rent?", kind="single", choices="Yes\nNo", sensitive="on")
    ask(client, made, words="How many nights?", kind="number", after="what_worries_you=dogs")
    one = ask(client, made, words="Which?", kind="single", choices="Only one")
    assert "Enter two answers or more" in one.content.decode()
    made.refresh_from_db()
    assert check({"format": 1, "questions": made.questions})
    assert [question["key"] for question in made.questions] == [
        "feel_safe", "why", "what_worries_you", "do_you_rent", "how_many_nights",
    ]  # fmt: skip
    assert made.questions[1]["shown_if"] == [{"question": "feel_safe", "at_most": 2}]
    assert made.questions[4]["shown_if"] == [{"question": "what_worries_you", "any_of": ["dogs"]}]

    up = client.post(at("draft_move", project, made.pk, 2), follow=True)
    assert "which is not asked before it" in up.content.decode()
    client.post(at("draft_move", project, made.pk, 4))
    client.post(at("draft_remove", project, made.pk, 5))
    changed = {
        "words": "What worries you here?",
        "kind": "several",
        "several": "Dogs\nNoise\nThe dark",
        "least": 1,
        "most": 5,
        "after": "",
    }
    client.post(at("draft_question", project, made.pk, 4), changed)
    client.post(at("draft_use", project, made.pk), day("from_on", 24))
    asked = Questionnaire.objects.get()
    assert (asked.key, asked.version, asked.title) == ("nights-in-the-street", 1, "Nights in the street")
    last = asked.questions["questions"][3]
    assert [one["key"] for one in last["choices"]] == ["dogs", "noise", "the_dark"]
    assert last["key"] == "what_worries_you"
    assert not QuestionnaireDraft.objects.exists()


def test_the_next_version_begins_with_the_last_and_may_be_thrown_away(client, project):
    by = member(project)
    client.force_login(by)
    old = questionnaire(project, by)
    client.post(at("draft_begin", project), {"of": old.key, "title": "Feeling safe", "note": ""})
    made = QuestionnaireDraft.objects.get()
    assert made.questions == old.questions["questions"]
    twice = client.post(
        at("draft_begin", project), {"of": old.key, "title": "Feeling safe", "note": ""}, follow=True
    )
    assert "Somebody has begun this one" in twice.content.decode()
    client.post(at("draft_discard", project, made.pk))
    assert (QuestionnaireDraft.objects.count(), Questionnaire.objects.count()) == (0, 1)
    client.force_login(member(project, Role.ASSISTANT))
    assert client.get(at("draft_begin", project)).status_code == 403


def test_results_are_printed_as_they_may_leave(client, street, project):
    by = member(project)
    client.force_login(by)
    form = questionnaire(project, by)
    for number, home in enumerate(HouseholdFactory.create_batch(33, street=street)):
        response(form, home, by, answers={"safe": 3 if number < 30 else 5}, wave="baseline")
    words = client.get(at("survey_results", project, form.pk)).content.decode()
    assert "fewer than 5" in words
    main = words[words.index("<main") :]  # the project's invented name has a number of its own
    assert "30 to 34" in main
    assert "33" not in main
