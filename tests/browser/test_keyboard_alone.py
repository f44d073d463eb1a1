"""Without a mouse and without touch: a visit is recorded, and an update is written, approved and issued."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from households.models import Visit
from packs.models import Delivery
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
    found = {role: member(project, role) for role in (Role.COORDINATOR, Role.ASSISTANT, Role.CERTIFIER)}
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
