"""A phone that is lost, and a person who leaves, with records still unsent: nothing readable stays, and every record arrives."""

import re

import pytest
from playwright.sync_api import expect

from doorstep.models import Device, Envelope, Letter
from households.models import Visit
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories.accounts import member
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, people = walk_of(5)
    coordinator = member(project)
    give_passphrase(*people, coordinator)
    return project, homes, people[0], coordinator


@pytest.fixture
def phone(walk, handset, origin):
    """Two records are on it, and no signal."""
    found = handset("errand").sign_in(walk[2]).settled().keeps_the_page()
    origin.set("stopped")
    for _ in range(2):
        found.nobody_in()
    return found


def shut_out(phone, origin):
    """Back in signal: everything arrives, nothing is left to read, and the sign-in is over at the office as well."""
    origin.set("through")
    phone.send()
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    phone.says("Everything has reached the office")
    phone.open().settled()
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    expect(phone.page.get_by_role("main")).not_to_contain_text("Street")
    phone.page.goto("/errand/households/rounds/")
    expect(phone.page).to_have_url(re.compile("/sign-in/"))
    assert Envelope.objects.count() == 2
    assert not Visit.objects.exists()


def vouch_for_both(desk, words):
    """They wait for the coordinator, and count on their word."""
    for left in (1, 0):
        desk.goto("/errand/doorstep/inbox/")
        expect(desk.get_by_role("main")).to_contain_text(words)
        desk.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
        press(desk, "Apply it all the same")
        desk.wait_for_load_state()
        assert Letter.objects.filter(status="attention").count() == left
    assert Visit.objects.count() == 2


def test_a_phone_is_reported_lost_with_records_unsent(walk, phone, origin, desk):
    sign_in(desk, walk[3]).goto("/errand/doorstep/phones/")
    press(desk, "Report lost")
    press(desk, "Report it lost")
    expect(desk.get_by_role("main")).to_contain_text("reported lost")
    shut_out(phone, origin)
    assert set(Letter.objects.values_list("status", "code")) == {("attention", "device-revoked")}
    assert Device.objects.count() == 1
    vouch_for_both(desk, "From a phone that was reported lost")


def test_somebody_leaves_with_records_unsent(walk, phone, origin, desk):
    sign_in(desk, walk[3]).goto("/errand/setup/members/")
    desk.get_by_role("link", name=re.compile(f"Leaves now.*{walk[2].name}$")).click()
    desk.get_by_role("checkbox").check()
    desk.get_by_role("main").get_by_role("button").last.click()
    expect(desk.get_by_role("main")).to_contain_text("has left")
    shut_out(phone, origin)
    assert set(Letter.objects.values_list("status", "code")) == {("attention", "author-inactive")}
    vouch_for_both(desk, "was not on the project that day")
