"""Streets, one street, one home, and the choice of a project."""

import datetime

import pytest
from django.urls import reverse

from saferstreets.common import clock, figures
from saferstreets.common.periods import Period
from tests.factories.accounts import MembershipFactory, ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 5)


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def assistant(street):
    return member(street.project, "assistant")


def count_queries(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_page_equals_the_figures(client, street, assistant):
    homes = HouseholdFactory.create_batch(3, street=street)
    HouseholdFactory.create_batch(2, street=StreetFactory(project=street.project))
    deliver(homes[0], assistant)
    make_visit(homes[1], assistant, outcome="void")
    client.force_login(assistant)
    page = client.get(reverse("office:street_list", args=[street.project.slug]))
    since_start = Period(street.project.starts_on, clock.today())
    for column, figure in (("homes", "R01"), ("visited", "V02"), ("with_pack", "P02"), ("left", "P05")):
        assert page.context["totals"][column] == figures.value(figure, street.project, since_start)
        assert page.context["streets"][0][column] == figures.by(
            figure, street.project, since_start, "street"
        ).get(street.pk, 0)


@pytest.mark.parametrize("name", ["office:street_list", "office:street", "households:household_list"])
def test_lists_ask_the_same_for_2_rows_and_for_20(
    client, street, assistant, name, django_assert_max_num_queries
):
    client.force_login(assistant)
    address = reverse(
        name, args=[street.project.slug, street.pk] if name == "office:street" else [street.project.slug]
    )

    def grow(rows):
        for home in HouseholdFactory.create_batch(rows, street=street):
            deliver(home, assistant)
            HouseholdFactory(street=StreetFactory(project=street.project))

    grow(2)
    few = count_queries(client, address, django_assert_max_num_queries)
    grow(18)
    assert count_queries(client, address, django_assert_max_num_queries) == few


def test_a_street_says_how_each_door_stands(client, street, assistant):
    states = ["Has a pack", "No answer", "Empty (void)", "Do not call", "Call back", "Not visited yet"]
    homes = [HouseholdFactory(street=street, number=str(number)) for number in range(1, 7)]
    deliver(homes[0], assistant)
    make_visit(homes[1], assistant, outcome="no_answer")
    make_visit(homes[2], assistant, outcome="void")
    make_visit(homes[3], assistant, outcome="hard_refusal")
    make_visit(homes[4], assistant, outcome="call_back", call_back_on=clock.today())
    client.force_login(assistant)
    doors = client.get(street.get_absolute_url()).context["doors"]
    assert [door["door"] for door in doors] == ["1", "2", "3", "4", "5", "6"]
    for door, words in zip(doors, states, strict=True):
        assert door["label"].startswith(words)


def test_a_home_shows_its_history(client, street, assistant):
    home = HouseholdFactory(street=street)
    deliver(home, assistant, kit_code="K1", registered=True)
    client.force_login(assistant)
    text = client.get(home.get_absolute_url()).content.decode()
    for words in ("K1", "Safer Homes Pack: done at this visit", "Record a visit", home.postcode):
        assert words in text


def test_a_home_says_first_what_one_must_know(client, street, assistant):
    home = HouseholdFactory(street=street)
    client.force_login(assistant)

    def told():
        return {row["label"]: row["value"] for row in client.get(home.get_absolute_url()).context["glance"]}

    assert told() == {
        "Pack": "Not delivered yet",
        "Visits": "Nobody has knocked here yet",
        "Home": "Occupied, tenure not known",
    }
    deliver(home, assistant, kit_code="K1", registered=True)
    other = HouseholdFactory(street=street)
    deliver(other, assistant)
    pack = client.get(other.get_absolute_url()).context["glance"][0]["value"]
    assert pack == "Delivered on 4 October 2021; no kit code written down"
    make_visit(
        home, assistant, hour=12, outcome="call_back", call_back_on=DAY, call_back_time="in the evening"
    )
    assert told() == {
        "Pack": "Delivered on 4 October 2021; kit registered",
        "Visits": "2 visits, the last on 4 October 2021: call back later",
        "Call back": "Promised for 5 October 2021, in the evening",
        "Home": "Occupied, tenure not known",
    }


@pytest.mark.parametrize(
    "name",
    [
        "office:street",
        "office:home",
        "doorstep:visit_record",
        "doorstep:visit_answered",
        "doorstep:visit_other",
    ],
)
def test_a_record_of_another_project_does_not_exist(client, street, assistant, name):
    other = HouseholdFactory()
    key = other.street_id if name == "office:street" else other.pk
    client.force_login(assistant)
    assert client.get(reverse(name, args=[street.project.slug, key])).status_code == 404
    assert client.get(reverse(name, args=[other.project.slug, key])).status_code == 404


def test_choosing_among_projects(client, street, assistant):
    client.force_login(assistant)
    assert client.get("/").url == reverse("office:today", args=[street.project.slug])
    second = ProjectFactory(name="Second place")
    MembershipFactory(project=second, user=assistant, role="partner_reader")
    page = client.get("/")
    assert page.status_code == 200
    assert dict(page.context["doors"])[second] == reverse("reports:update_list", args=[second.slug])


def test_nobody_signed_out_sees_anything(client, street):
    for name in ("office:today", "office:street_list", "households:household_list"):
        answer = client.get(reverse(name, args=[street.project.slug]))
        assert answer.status_code == 302
        assert answer.url.startswith("/sign-in/")


def test_pages_of_signed_in_people_are_never_kept(client, street, assistant):
    client.force_login(assistant)
    assert "no-store" in client.get(reverse("office:today", args=[street.project.slug]))["Cache-Control"]
