"""Figures and the rows behind them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from saferstreets.common import figures
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.grants import make_line
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(settings):
    settings.DEMONSTRATION_TODAY = on(11, 24)
    return StreetFactory()


@pytest.fixture
def project(street):
    return street.project


LAST = on(9, 30)


def packs(street, number, day=LAST):
    assistant = member(street.project, Role.ASSISTANT)
    for place in range(number):
        deliver(
            HouseholdFactory(street=street),
            assistant,
            on=day,
            kit_code=f"K{day:%d%m}{place}",
            registered=True,
        )


SEPTEMBER = "?start_day=1&start_month=9&start_year=2021&end_day=30&end_month=9&end_year=2021"


def test_the_page_and_the_register_say_the_same(client, street, project):
    packs(street, 3)
    packs(street, 2, day=on(10, 1))
    client.force_login(member(project))
    page = client.get(reverse("reports:figure_list", args=[project.slug]) + SEPTEMBER)
    found = {row["figure"].id: row["value"] for row in page.context["rows"]}
    assert found["P01"] == 3
    assert len(found) == len(figures.all_figures())
    whole = client.get(reverse("reports:figure_list", args=[project.slug]))
    assert {row["figure"].id: row["value"] for row in whole.context["rows"]}["P01"] == 5


def test_days_that_make_no_period_are_said_beside_the_box(client, project):
    client.force_login(member(project))
    page = client.get(
        reverse("reports:figure_list", args=[project.slug]) + SEPTEMBER.replace("end_day=30", "end_day=31")
    )
    assert "must be a real date" in page.content.decode()
    page = client.get(
        reverse("reports:figure_list", args=[project.slug]) + SEPTEMBER.replace("end_month=9", "end_month=8")
    )
    assert "Last day must not come before the first day" in page.content.decode()


@pytest.mark.parametrize("figure_id", [found.id for found in figures.all_figures()])
def test_every_figure_opens_its_rows_in_a_fixed_number_of_queries(client, street, project, figure_id):
    packs(street, 2)
    client.force_login(member(project))
    address = reverse("reports:figure", args=[project.slug, figure_id])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    packs(street, 18, day=on(9, 29))
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert page.status_code == 200
    assert len(many) == len(few)


def test_rows_lead_to_their_homes(client, street, project):
    packs(street, 1)
    client.force_login(member(project))
    page = client.get(reverse("reports:figure", args=[project.slug, "P01"]))
    home = street.households.get()
    assert reverse("office:home", args=[project.slug, home.pk]) in page.content.decode()
    assert home.address in page.content.decode()


def test_finance_sees_the_number_and_no_home(client, street, project):
    packs(street, 1)
    client.force_login(member(project, Role.FINANCE))
    page = client.get(reverse("reports:figure", args=[project.slug, "P01"])).content.decode()
    assert "not what is behind it" in page
    assert street.name not in page
    assert "ZZ14" not in page


def test_money_is_printed_in_pounds_and_leads_to_its_line(client, project):
    by = member(project, Role.FINANCE)
    line = make_line(project, by, allocated_pence=70_000_50)
    client.force_login(by)
    page = client.get(reverse("reports:figure", args=[project.slug, "G04"])).content.decode()
    assert "£70,000.50" in page
    assert "pence" not in page
    assert reverse("grants:budget_line", args=[project.slug, line.pk]) in page
    listed = client.get(reverse("reports:figure_list", args=[project.slug])).content.decode()
    assert "£70,000.50" in listed


def test_an_unknown_figure_is_not_found(client, project):
    client.force_login(member(project))
    assert client.get(reverse("reports:figure", args=[project.slug, "X99"])).status_code == 404


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.COORDINATOR, 200),
        (Role.FINANCE, 200),
        (Role.CERTIFIER, 200),
        (Role.ASSISTANT, 403),
        (Role.PARTNER_READER, 403),
    ],
)
def test_who_opens_the_figures(client, project, role, code):
    client.force_login(member(project, role))
    assert client.get(reverse("reports:figure_list", args=[project.slug])).status_code == code
    client.force_login(member(StreetFactory().project, role))
    assert client.get(reverse("reports:figure_list", args=[project.slug])).status_code == 404
