"""Street cards and answers: who reads, who tells, and what a month that may not be told says."""

import datetime

import pytest
from django.urls import reverse

from accounts.choices import Role
from reports.models import StreetRelease
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.told import told_by_street

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    return ProjectFactory()


def page(project, name, *args):
    return reverse(f"reports:{name}", args=[project.slug, *args])


def streets_of(project, n):
    for street in StreetFactory.create_batch(n, project=project):
        HouseholdFactory.create_batch(8, street=street)
    return street


def test_a_coordinator_tells_a_month_once(client, project):
    streets_of(project, 2)
    client.force_login(member(project))
    assert b"31" in client.get(page(project, "street_release_new")).content
    answer = {"as_at_day": 31, "as_at_month": 10, "as_at_year": 2021}
    assert client.post(page(project, "street_release_new"), answer).status_code == 302
    assert StreetRelease.objects.get().project == project
    again = client.post(page(project, "street_release_new"), answer)
    assert b"told to 31 October 2021 already" in again.content


def test_a_reader_finds_cards_and_no_money(client, project):
    client.force_login(member(project, Role.PARTNER_READER))
    assert b"Nothing is told by street yet" in client.get(page(project, "street_told")).content
    street = streets_of(project, 3)
    assert client.get(page(project, "street_card_pdf", street.pk)).status_code == 404
    told_by_street(street, member(project))
    shown = client.get(page(project, "street_told"))
    assert page(project, "street_card_pdf", street.pk) in shown.content.decode()
    assert b"freedom" not in shown.content
    assert client.get(page(project, "foi_pack")).status_code == 403


def test_a_long_list_costs_what_a_short_one_does(client, project, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(member(project))
    told_by_street(streets_of(project, 2), member(project))
    with CaptureQueriesContext(connection) as few:
        client.get(page(project, "street_told"))
    other = ProjectFactory()
    client.force_login(member(other))
    told_by_street(streets_of(other, 20), member(other))
    with CaptureQueriesContext(connection) as many:
        client.get(page(other, "street_told"))
    assert len(many) == len(few)


def test_data_of_the_award_or_what_is_missing(client, project):
    client.force_login(member(project, Role.FINANCE))
    refused = client.get(page(project, "giving_json"), follow=True)
    assert b"Enter the award, the date of the award, the lead body under Set up first" in refused.content
    project.award_pence, project.awarded_on, project.lead_body = (
        5_00,
        project.starts_on,
        OrganisationFactory(),
    )
    project.save()
    assert client.get(page(project, "giving_json")).json()["grants"][0]["amountAwarded"] == 5


def test_everybody_reads_what_was_told_and_no_more(client, project):
    """Page and data from the register, before and after; no card, no count, no home."""
    address = reverse("public_streets", args=[project.slug])
    assert "Nothing is told by street yet" in client.get(address).text
    assert client.get(reverse("public_streets_csv", args=[project.slug])).status_code == 404
    street = streets_of(project, 3)
    told_by_street(street, member(project))
    page_told = client.get(address).text
    assert street.name in page_told
    assert "fewer than 5" in page_told or "not told" in page_told
    assert "/card/" not in page_told
    assert address in client.get(reverse("public_updates", args=[project.slug])).text
    lines = (
        client.get(reverse("public_streets_csv", args=[project.slug]))
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert (lines[0], len(lines)) == ("Streets,Homes,Homes with a pack,Share", 4)
    assert client.post(address).status_code == 405
