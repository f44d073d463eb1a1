"""The forecast as people see it."""

import datetime

import pytest
from django.urls import reverse

from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.grants import promise_packs
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 11, 24)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def coordinator(street):
    return member(street.project)


def knock(street, by, answered, unanswered):
    for number in range(answered + unanswered):
        home = HouseholdFactory(street=street)
        on = D(2021, 10, 4 + number % 5)
        deliver(home, by, on=on) if number < answered else make_visit(home, by, on=on, outcome="no_answer")


def page(client, project):
    return client.get(reverse("office:forecast", args=[project.slug]))


def test_too_few_knocks_say_so_and_show_the_plan(client, street, coordinator):
    knock(street, coordinator, 5, 10)
    client.force_login(coordinator)
    answer = page(client, street.project)
    text = answer.content.decode()
    assert "Too few knocks to say" in text
    assert "The plan, before anybody knocked" in text
    assert not answer.context["enough"]
    assert "What the target takes" not in text


def test_enough_knocks_give_the_forecast(client, street, coordinator):
    promise_packs(street.project, coordinator, target=25)
    knock(street, coordinator, 16, 24)
    HouseholdFactory.create_batch(10, street=street)
    client.force_login(coordinator)
    answer = page(client, street.project)
    assert answer.context["rates"].answer.value == 0.4
    whole = Period(street.project.starts_on, DAY)
    assert answer.context["standing"].with_pack == figures.value("P02", street.project, whole) == 16
    rows = {row["tries"]: row for row in answer.context["outlooks"]}
    # 24 homes tried once: a second try brings 24 x 0.4; 10 untried homes bring 10 x 0.64 in two tries. Nobody refused yet.
    assert rows[2]["packs"] == round(16 + 24 * 0.4 + 10 * 0.64)
    assert rows[2]["low"] < rows[2]["packs"] < rows[2]["high"]
    assert answer.context["takes"]["missing"] == 9
    assert answer.context["takes"]["knocks"] == 23
    text = answer.content.decode()
    for words in (
        "working days are left",
        "When people answer",
        "Monday",
        "Too few knocks to say",
        "bank holidays are not taken off",
    ):
        assert words in text


def test_a_project_without_homes_promises_or_days_still_has_a_page(client):
    project = ProjectFactory(starts_on=D(2020, 1, 1), ends_on=D(2020, 3, 31))
    client.force_login(member(project))
    assert "No homes are in the register yet" in page(client, project).content.decode()


def test_a_target_out_of_reach_is_said_plainly(client, street, coordinator):
    promise_packs(street.project, coordinator, target=500)
    knock(street, coordinator, 16, 24)
    client.force_login(coordinator)
    assert "Knocking alone does not reach it" in page(client, street.project).content.decode()


def test_nobody_answering_is_no_error(client, street, coordinator):
    promise_packs(street.project, coordinator, target=500)
    knock(street, coordinator, 0, 35)
    client.force_login(coordinator)
    assert page(client, street.project).status_code == 200


def test_it_asks_the_same_for_few_homes_and_for_many(
    client, street, coordinator, django_assert_max_num_queries
):
    promise_packs(street.project, coordinator)
    client.force_login(coordinator)
    counts = []
    for _ in range(2):
        knock(StreetFactory(project=street.project), coordinator, 16, 24)
        with django_assert_max_num_queries(16) as asked:
            page(client, street.project)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "code"),
    [("coordinator", 200), ("finance", 200), ("certifier", 200), ("assistant", 403), ("officer", 403)],
)
def test_who_sees_it(client, street, role, code):
    client.force_login(member(street.project, role))
    assert page(client, street.project).status_code == code


def test_another_projects_forecast_does_not_exist(client, street):
    client.force_login(member(ProjectFactory()))
    assert page(client, street.project).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("office:today", "coordinator"),
        ("office:street_list", "coordinator"),
        ("grants:deliverable_list", "finance"),
    ],
)
def test_the_way_there(client, street, name, role):
    client.force_login(member(street.project, role))
    door = reverse("office:forecast", args=[street.project.slug])
    assert f'href="{door}"' in client.get(reverse(name, args=[street.project.slug])).content.decode()


def test_assistants_are_not_sent_to_a_closed_door(client, street):
    client.force_login(member(street.project, "assistant"))
    text = client.get(reverse("office:today", args=[street.project.slug])).content.decode()
    assert reverse("households:map", args=[street.project.slug]) in text
    assert "/forecast/" not in text
