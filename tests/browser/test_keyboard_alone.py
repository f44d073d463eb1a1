"""Without a mouse and without touch: a visit is recorded, and an update is written, reviewed, approved and issued."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from households.models import Visit
from packs.models import Delivery
from reports.models import Update
from tests.browser.keyboard import Keyboard
from tests.browser.people import PASSPHRASE, give_passphrase
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    project = ProjectFactory(slug="errand", name="The errand")
    street = StreetFactory(project=project, name="Abbey Road")
    for number in ("18", "20"):
        HouseholdFactory(street=street, number=number)
    roles = (Role.COORDINATOR, Role.ASSISTANT, Role.FINANCE, Role.CERTIFIER)
    found = {role: member(project, role) for role in roles}
    give_passphrase(*found.values())
    return found


def signed_in(page, person):
    page.goto("/sign-in/")
    return Keyboard(page).type("Email address", person.email).type("Password", PASSPHRASE).press("Sign in")


def test_a_visit_is_recorded(people, desk):
    keys = signed_in(desk, people[Role.ASSISTANT])
    keys.press("Streets").press("Abbey Road").press("Record a visit at 18").press("No answer")
    expect(desk.get_by_role("status")).to_contain_text("No answer")
    keys.press("Next door: 20 Abbey Road").press("Someone answered")
    keys.tick("Handed over now").type("Kit code", "SD1234").press("Save this visit")
    expect(desk.get_by_role("status")).to_contain_text("Kit SD1234")
    assert Visit.objects.count() == 2
    assert Delivery.objects.count() == 1


def test_an_update_is_written_reviewed_approved_and_issued(people, page_at):
    desk = page_at(1280)
    keys = signed_in(desk, people[Role.COORDINATOR])
    keys.press("Updates").press("Start an update")
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        keys.type("", value, name=f"end_{part}")
    keys.press(last_button(desk))
    desk.wait_for_url(lambda address: "/new/" not in address)
    if not desk.url.endswith("/edit/"):
        keys.press("Write the words")
    keys.type("Summary", "Written without a mouse.").press(last_button(desk))
    keys.press("Send for review").press("Send for review")
    expect(desk.get_by_role("main")).to_contain_text("Waiting for review")

    reader = page_at(1280)
    keys = signed_in(reader, people[Role.FINANCE])
    keys.press("Updates").press("3 June 2021 to 24 November 2021").press("Record the review")
    keys.type("What did you check", "Every figure against its rows.").press("Record the review")
    expect(reader.get_by_role("main")).to_contain_text("Waiting for approval")

    other = page_at(1280)
    keys = signed_in(other, people[Role.CERTIFIER])
    keys.press("Updates").press("3 June 2021 to 24 November 2021").press("Approve and issue").press(
        "Approve and issue"
    )
    other.wait_for_url(lambda address: "/issue/" not in address)
    assert Update.objects.get().status == "issued"


def last_button(page):
    return page.get_by_role("main").get_by_role("button").last.inner_text().strip()
