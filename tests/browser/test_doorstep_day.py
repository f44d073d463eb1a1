"""The person's own records on the phone, without signal: out and safe, and the day closed."""

import pytest
from playwright.sync_api import expect

from doorstep.models import Letter
from households.models import Outing
from packs.models import ClosedDay
from tests.browser.people import give_passphrase
from tests.browser.test_accessible import faults
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, (walker,) = walk_of(3)
    give_passphrase(walker)
    return project, homes, walker


@pytest.fixture
def phone(walk, handset):
    return handset("errand").sign_in(walk[2]).settled().keeps_the_page()


def test_out_longer_and_safe_without_signal(phone, origin, walk):
    origin.set("stopped")
    phone.tap("Check-in timer")
    assert faults(phone.page) == []
    phone.tap("2 hours")
    expect(phone.page.get_by_role("heading", name="Back by ")).to_be_visible()
    expect(phone.page.get_by_role("status").last).to_have_text("Saved on this phone. Not sent yet.")
    phone.restart().open()
    phone.tap("Check-in timer: back by")
    phone.tap("Half an hour longer")
    phone.tap("I am safe")
    expect(phone.page.get_by_role("heading", name="You are safe")).to_be_visible()
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    outing = Outing.objects.get()
    assert outing.walker == walk[2]
    assert (outing.back_by - outing.started_at).total_seconds() == 150 * 60
    assert outing.started_at <= outing.safe_at


def test_the_day_is_closed_without_signal(phone, origin, walk):
    origin.set("stopped")
    phone.nobody_in()
    phone.page.goto("/errand/doorstep/#round")
    phone.tap("Close the day")
    phone.tap("Next")
    expect(phone.page.get_by_role("alert").filter(has_text="Enter how many packs")).to_be_visible()
    phone.page.get_by_label("How many packs are in your bag?").fill("2")
    assert faults(phone.page) == []
    phone.tap("Next")
    expect(phone.page.get_by_role("heading", name="1 record still on this phone")).to_be_visible()
    phone.tap("Next")
    phone.tap("I am safe home")
    expect(phone.page.get_by_role("heading", name="The day is closed")).to_be_visible()
    assert phone.kept() == (2, 2)
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    day = ClosedDay.objects.get()
    assert (day.holder, day.on_day, day.counted, day.unsent) == (walk[2], DAY, 2, 0)
    assert list(Letter.objects.order_by("seq").values_list("kind", "status", "code")) == [
        ("visit", "accepted", ""), ("day-close", "conflict", "bag-short"),
    ]  # fmt: skip
