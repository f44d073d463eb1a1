"""The asset register and the list of duties: who opens them, what they show, what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from grants.models import Duty
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member
from tests.factories.grants import make_asset, make_duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)


@pytest.fixture
def project():
    return ProjectFactory()


def address(project, name, *args):
    return reverse(f"grants:{name}", args=[project.slug, *args])


def test_the_register_prints_every_column_of_the_model_agreement_and_the_missing_approval(client, project):
    client.force_login(member(project, Role.FINANCE))
    make_asset(
        project,
        cost_pence=10_000_01,
        serial_number="EX-77",
        title_deeds="At the school",
        depreciation="Over 8 years",
    )
    make_asset(project, cost_pence=None)
    page = client.get(address(project, "asset_list")).text
    for words in (
        "£10,000.01",
        "EX-77",
        "At the school",
        "Over 8 years",
        "approval is not on record",
        "Not on record",
    ):
        assert words in page


def test_the_duties_say_who_follows_and_take_a_review(client, project):
    client.force_login(member(project))
    duty = make_duty(project, until_words="for the lifetime of the equipment")
    page = client.get(address(project, "duty_list")).text
    for words in (
        "for the lifetime of the equipment",
        "expected 6 to 10 years",
        "Who in 2041",
        "Looked after",
    ):
        assert words in page
    sent = {f"reviewed_on_{part}": value for part, value in (("day", 23), ("month", 11), ("year", 2021))}
    answer = client.post(address(project, "duty_review", duty.pk), {**sent, "review_words": "Works"})
    assert answer.url == address(project, "duty_list")
    assert Duty.objects.get().review_words == "Works"


@pytest.mark.parametrize("name", ["asset_list", "duty_list"])
def test_twenty_rows_cost_what_two_cost(client, project, name):
    client.force_login(member(project))
    later = OrganisationFactory()

    def rows(count):
        for number in range(count):
            body = OrganisationFactory(ended_on=datetime.date(2021, 1, 1), successor=later)
            make_asset(project, owner=body)
            make_duty(project, body=body, what=f"Duty {count} {number}")
        with CaptureQueriesContext(connection) as found:
            client.get(address(project, name))
        return len(found)

    rows(1)
    assert rows(2) == rows(18)
