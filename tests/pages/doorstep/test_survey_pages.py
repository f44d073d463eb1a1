"""The form runner through the client: no scripts, back keeps answers, refusals beside their question, nothing kept twice."""

import datetime

import pytest
from django.urls import reverse

from outcomes.models import Response
from saferstreets.common import clock
from tests.factories.accounts import MembershipFactory, ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.outcomes import SAFE, concerns, questionnaire, response

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def assistant(home, client):
    user = member(home.project, "assistant")
    client.force_login(user)
    return user


def start(home, key="concerns"):
    return reverse("doorstep:survey_start", args=[home.project.slug, home.pk, key])


def begin(client, home, key="concerns", **details):
    """Press Start; returns the address of the first question."""
    return client.post(start(home, key), {"how": "at_the_door", "wave": "ongoing", **details}).url


def text(answer):
    return answer.content.decode()


def test_a_whole_survey_at_the_door(client, home, assistant):
    concerns(home.project, assistant)
    visit = make_visit(home, assistant)
    saved = reverse("doorstep:visit_saved", args=[home.project.slug, visit.pk])
    assert f"{start(home)}?visit={visit.pk}" in text(client.get(saved))
    page = client.post(f"{start(home)}?visit={visit.pk}", {"how": "at_the_door", "wave": "baseline"}).url
    page = client.post(page, {"q-safe_home": "2"}).url
    page = client.post(page, {"q-safe_street": ""}).url
    page = client.post(page, {"q-worries": ["other", "burglary"]}).url
    assert "What else worries you?" in text(client.get(page))
    page = client.post(page, {"q-other_worry": "Fly-tipping"}).url
    assert "broken into" in text(client.get(page))
    page = client.post(page, {"q-burgled": "no"}).url
    page = client.post(page, {"q-one_thing": "Lamps"}).url
    check = text(client.get(page))
    assert "Burglary, Something else" in check
    assert "Not answered" in check
    assert "reported" not in check
    answer = client.post(page, follow=True)
    assert answer.redirect_chain[-1][0] == saved
    kept = Response.objects.get()
    assert kept.answered == {
        "safe_home": 2, "worries": ["burglary", "other"], "other_worry": "Fly-tipping", "burgled": "no", "one_thing": "Lamps",
    }  # fmt: skip
    assert (kept.visit, kept.wave, kept.how, kept.recorded_by) == (
        visit,
        "baseline",
        "at_the_door",
        assistant,
    )
    assert kept.happened_on == clock.today()


def test_a_double_press_saves_once_and_leads_to_the_same_place(client, home, assistant):
    questionnaire(home.project, assistant)
    check = client.post(begin(client, home, "safety"), {"q-safe": "5"}).url
    first, second = client.post(check), client.post(check)
    assert first.url == second.url == home.get_absolute_url()
    assert Response.objects.count() == 1
    assert "Feeling safe" in text(client.get(home.get_absolute_url()))


def test_what_is_wrong_stands_in_the_summary_and_beside_the_question(client, home, assistant):
    questionnaire(home.project, assistant)
    page = begin(client, home, "safety")
    answer = client.post(page, {})
    assert "Error:" in text(answer)
    assert text(answer).count("Answer the question: How safe do you feel?") == 2
    assert 'href="#id_q-safe"' in text(answer)


def test_back_keeps_what_was_answered(client, home, assistant):
    questionnaire(home.project, assistant)
    first = begin(client, home, "safety")
    second = client.post(first, {"q-safe": "2"}).url
    client.post(second, {"q-why": "Too dark"})
    assert f'href="{first}"' in text(client.get(second))
    assert 'value="2" checked' in text(client.get(first))
    assert "Too dark" in text(client.get(second))


def test_changing_an_answer_drops_what_is_no_longer_asked(client, home, assistant):
    questionnaire(home.project, assistant)
    first = begin(client, home, "safety")
    check = client.post(client.post(first, {"q-safe": "2"}).url, {"q-why": "Too dark"}).url
    assert f"{first}?check" in text(client.get(check))
    assert client.post(f"{first}?check", {"q-safe": "5"}).url == check
    assert "Too dark" not in text(client.get(check))
    client.post(check)
    assert Response.objects.get().answered == {"safe": 5}


def test_a_paper_form_is_dated_by_its_own_day(client, home, assistant):
    questionnaire(home.project, assistant)
    refused = client.post(start(home, "safety"), {"how": "on_paper", "wave": "ongoing"})
    assert "Enter the day on which the form was filled in" in text(refused)
    later = clock.today() + datetime.timedelta(days=365)
    later = {
        "answered_on_day": later.day, "answered_on_month": later.month, "answered_on_year": later.year,
    }  # fmt: skip
    assert "must be on or before" in text(
        client.post(start(home, "safety"), {"how": "on_paper", "wave": "ongoing", **later})
    )
    day = {"answered_on_day": 4, "answered_on_month": 10, "answered_on_year": 2021}
    page = begin(client, home, "safety", how="on_paper", **day)
    client.post(client.post(page, {"q-safe": "4"}).url)
    kept = Response.objects.get()
    assert (kept.happened_on, kept.how) == (datetime.date(2021, 10, 4), "on_paper")


def test_answers_that_are_gone_say_so(client, home, assistant):
    questionnaire(home.project, assistant)
    page = begin(client, home, "safety")
    client.logout()
    client.force_login(assistant)
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[-1][0] == start(home, "safety")
    assert "was not saved and is gone" in text(answer)


def test_the_oldest_of_many_unfinished_ones_gives_way(client, home, assistant):
    questionnaire(home.project, assistant)
    pages = [begin(client, home, "safety") for _ in range(7)]
    assert [client.get(page).status_code for page in pages] == [302, *[200] * 6]


def test_a_draft_belongs_to_one_home(client, home, assistant):
    questionnaire(home.project, assistant)
    other = HouseholdFactory(street=home.street)
    page = begin(client, home, "safety").replace(f"/{home.pk}/survey", f"/{other.pk}/survey")
    assert client.get(page).status_code == 302


def test_a_closed_home_is_not_asked(client, home, assistant):
    questionnaire(home.project, assistant)
    make_visit(home, assistant, outcome="hard_refusal")
    assert "Do not call" in text(client.get(start(home, "safety")))
    assert client.post(start(home, "safety"), {"how": "at_the_door", "wave": "ongoing"}).status_code == 200


def test_a_questionnaire_that_nobody_asks_does_not_exist(client, home, assistant):
    assert client.get(start(home, "nothing")).status_code == 404
    away = ProjectFactory()
    MembershipFactory(project=away, user=assistant, role="assistant")
    questionnaire(away, assistant)
    assert client.get(start(home, "safety")).status_code == 404


def test_a_new_version_does_not_disturb_one_that_is_under_way(client, home, assistant):
    questionnaire(home.project, assistant)
    page = begin(client, home, "safety")
    questionnaire(
        home.project, assistant, schema={"format": 1, "questions": [{**SAFE, "words": "Are you safe?"}]}
    )
    assert "How safe do you feel?" in text(client.get(page))
    client.post(client.post(page, {"q-safe": "3"}).url)
    assert Response.objects.get().questionnaire.version == 1


KINDS = {
    "format": 1,
    "questions": [
        {"key": "victim", "words": "Broken into?", "kind": "yes_no", "page": "Crime"},
        {"key": "when", "words": "When was it?", "kind": "date", "latest": "today", "required": True, "page": "Crime",
         "shown_if": [{"question": "victim", "any_of": ["yes"]}]},
        {"key": "people", "words": "How many people live here?", "kind": "number", "least": 1, "most": 20},
        {"key": "rent", "words": "Rent or own?", "kind": "single", "choices": [{"key": "rent", "words": "Rent"}, {"key": "own", "words": "Own"}]},
    ],
}  # fmt: skip


def test_every_kind_of_question_and_one_behind_another_on_one_page(client, home, assistant):
    questionnaire(home.project, assistant, schema=KINDS)
    page = begin(client, home, "safety")
    assert "govuk-radios__conditional" in text(client.get(page))
    assert "Answer the question: When was it?" in text(client.post(page, {"q-victim": "yes"}))
    wrong = {"q-victim": "yes", "q-when_day": "31", "q-when_month": "2", "q-when_year": "2021"}
    assert "must be a real date" in text(client.post(page, wrong))
    later = {
        "q-victim": "yes",
        "q-when_day": "1",
        "q-when_month": "2",
        "q-when_year": str(clock.today().year + 1),
    }
    assert "The date must be on or before" in text(client.post(page, later))
    ahead = client.post(
        page, {"q-victim": "no", "q-when_day": "1", "q-when_month": "2", "q-when_year": "2021"}
    ).url
    assert "Enter a number from 1 to 20" in text(client.post(ahead, {"q-people": "0"}))
    assert "Enter a whole number" in text(client.post(ahead, {"q-people": "two"}))
    last = client.post(ahead, {"q-people": "2"}).url
    client.post(client.post(last, {"q-rent": "own"}).url)
    assert Response.objects.get().answered == {"victim": "no", "people": 2, "rent": "own"}


def test_the_pages_about_answers(client, home, assistant):
    survey = concerns(home.project, assistant)
    kept = response(survey, home, assistant, answers={"safe_home": 1, "worries": ["dogs"]})
    listed = reverse("outcomes:survey_list", args=[home.project.slug])
    assert "Survey of concerns, version 1" in text(client.get(listed))
    one = reverse("outcomes:survey", args=[home.project.slug, survey.pk])
    assert home.address in text(client.get(one))
    assert "1: Very unsafe" in text(client.get(kept.get_absolute_url()))
    away = reverse("outcomes:response_withdraw", args=[home.project.slug, kept.pk])
    answer = client.post(away, {"reason": "Wrong home"}, follow=True)
    assert "do not count" in text(answer)
    assert "withdrawn already" in text(client.post(away, {"reason": "Wrong home"}))


@pytest.mark.parametrize("page", ["survey_list", "survey"])
def test_twenty_rows_cost_what_two_cost(client, home, assistant, page, django_assert_num_queries):
    survey = questionnaire(home.project, assistant)
    address = reverse(
        f"outcomes:{page}", args=[home.project.slug, *([survey.pk] if page == "survey" else [])]
    )

    def more(count):
        for number in range(count):
            at = HouseholdFactory(street=home.street)
            response(survey, at, member(home.project, "assistant"))
            questionnaire(home.project, assistant, title=f"Title {Response.objects.count()} {number}")

    more(2)
    with django_assert_num_queries(COST[page]):
        client.get(address)
    more(18)
    with django_assert_num_queries(COST[page]):
        client.get(address)


COST = {"survey_list": 6, "survey": 7}


def test_the_coordinator_begins_with_the_draft(client, home):
    client.force_login(member(home.project))
    listed = reverse("outcomes:survey_list", args=[home.project.slug])
    draft = reverse("outcomes:survey_draft", args=[home.project.slug])
    assert draft in text(client.get(listed))
    assert "for illustration" in text(client.get(draft))
    assert "Asked now" in text(client.post(draft, follow=True))
    assert draft not in text(client.get(listed))
