"""Requests about data through their pages: the clock, the second person, the file, and no address where none belongs."""

import datetime
import io

import pypdf
import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEvent
from households.models import DataRequest, Resident
from office.trust import actions
from office.trust.register import name_of
from saferstreets.common import personal_data
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    settings.ERASURES = tmp_path / "erasures.jsonl"
    return HouseholdFactory(street=StreetFactory(project=ProjectFactory(slug="own")), number="77")


@pytest.fixture
def coordinator(home, client):
    person = member(home.project)
    client.force_login(person)
    return person


def at(name, *args):
    return reverse(f"office:{name}", args=["own", *args])


def test_a_request_is_entered_put_together_and_answered(client, home, coordinator):
    sent = {"kind": "access", "received_on_day": "1", "received_on_month": "10", "received_on_year": "2021"}
    answer = client.post(at("home_request", home.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    request = DataRequest.objects.get()
    page = client.get(at("request", request.pk)).text
    assert "Due 1 November 2021" in page
    assert home.address not in page
    file = client.post(at("request_zip", request.pk))
    assert file["Content-Type"] == "application/zip"
    assert file["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(verb="data_request.zip").count() == 1
    client.post(at("request_answer", request.pk))
    request.refresh_from_db()
    assert request.done_at
    assert client.post(at("request_zip", request.pk)).status_code == 404


def test_an_erasure_takes_a_second_person_who_sees_no_address(client, home, coordinator):
    register.make_resident(home, coordinator)
    request = actions.enter_request(project=home.project, household=home, kind="erasure", by=coordinator)
    assert "A second person must release it" in client.get(at("request", request.pk)).text
    refused = client.post(at("request_release", request.pk), {"sure": "on"})
    assert "Somebody else must release it" in refused.text
    assert Resident.objects.exists()
    client.force_login(member(home.project, Role.CERTIFIER))
    page = client.get(at("request", request.pk)).text
    assert "Residents" in page
    assert home.address not in page
    assert client.post(at("request_release", request.pk), {}).status_code == 200
    assert client.post(at("request_release", request.pk), {"sure": "on"}).status_code == 302
    assert not Resident.objects.exists()
    assert "Certificate" in client.get(at("request", request.pk)).text


def test_a_complaint_is_acknowledged_in_thirty_days_and_answered(client, home, coordinator, settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 10, 31)
    day = {"received_on_day": "1", "received_on_month": "10", "received_on_year": "2021"}
    for _ in range(2):  # of different people, at no home
        assert client.post(at("request_complaint"), day).status_code == 302
    assert client.post(at("home_request", home.pk), {"kind": "complaint", **day}).status_code == 302
    first, _second, third = DataRequest.objects.order_by("pk")
    assert (first.household, third.household) == (None, home)
    assert "Due 31 October 2021" in client.get(at("request", first.pk)).text
    assert "past the day" not in client.get(at("today")).text
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 1)
    assert "3 requests about data are past the day" in client.get(at("today")).text
    assert client.post(at("request_acknowledge", first.pk)).status_code == 302
    assert "only once" in client.post(at("request_acknowledge", first.pk)).text
    assert "2 requests about data are" in client.get(at("today")).text
    assert client.post(at("request_zip", first.pk)).status_code == 404
    assert "answered, not released" in client.post(at("request_release", first.pk), {"sure": "on"}).text
    assert client.post(at("request_answer", first.pk)).status_code == 302
    first.refresh_from_db()
    assert first.done_at
    assert first.acknowledged_on == datetime.date(2021, 11, 1)
    other = actions.enter_request(project=home.project, household=home, kind="access", by=coordinator)
    with pytest.raises(actions.RequestRefused, match="Only a complaint"):
        actions.acknowledge(request_id=other.pk, by=coordinator)


def test_the_end_of_keeping_is_a_dry_run_until_its_day(client, home, coordinator):
    page = client.get(at("request_retention"))
    assert "31 March 2023" in page.text
    assert "31 March 2029" in page.text
    assert "Nothing is over its shorter time today" in page.text
    home.project.ends_on = home.project.starts_on
    home.project.save()
    for kind, words in (
        ("terms", "Nothing is over"),
        ("ending", "are kept until"),
        ("", "Answer the question"),
    ):
        assert words in client.post(at("request_retention"), {"kind": kind}).text
    assert client.post(at("request_retention"), {"kind": "retention"}).status_code == 302
    assert DataRequest.objects.get().household is None


def test_the_list_asks_as_little_for_twenty_as_for_two(client, home, coordinator):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(at("request_list"))
        return len(queries)

    def more(number):
        for _ in range(number):
            other = HouseholdFactory(street=home.street)
            actions.enter_request(project=home.project, household=other, kind="access", by=coordinator)

    more(2)
    few = cost()
    more(18)
    assert cost() == few


@pytest.mark.pdf
def test_the_record_of_processing_names_every_table_that_holds_people(client, home, coordinator):
    answer = client.get(at("request_processing"))
    assert answer["Content-Type"] == "application/pdf"
    sheets = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    wanted = [label for label, columns in personal_data.tables().items() if any(columns.values())]
    assert [label for label in wanted if name_of(label) not in words] == []
    assert "31 March 2023" in words
    assert "Annex for the impact assessment" in words
    assert "Schedule 1 Part 2" in words
    assert len(sheets) < 12
