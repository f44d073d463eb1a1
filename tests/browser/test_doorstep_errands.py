"""A day at the doors, in a real browser against the real office: recorded without signal, arrived exactly once."""

import contextlib
import datetime
import re

import pytest
from django.db import OperationalError
from django.utils import timezone
from playwright.sync_api import expect

from doorstep.inbox import requests
from doorstep.models import Envelope, Letter
from households.models import Visit
from packs.models import Delivery, Kit
from tests.browser.people import give_passphrase
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, people = walk_of(40)
    give_passphrase(*people)
    return project, homes, people[0]


@pytest.fixture
def phone(walk, handset):
    """Signed in, with the round, and the page kept."""
    found = handset("errand").sign_in(walk[2]).settled()
    return found.keeps_the_page()


def test_thirty_doors_without_signal_a_restart_and_everything_arrives_once(phone, origin):
    origin.set("stopped")
    phone.open()
    for _ in range(15):
        phone.nobody_in()
    phone.restart().open()
    phone.says("15 records saved on this phone, not sent yet")
    for _ in range(15):
        phone.nobody_in()
    assert phone.kept() == (30, 30)
    assert Visit.objects.count() == 0
    origin.set("through")
    phone.restart().open().settled()
    phone.says("Everything has reached the office")
    assert Envelope.objects.count() == 30
    assert sorted(Visit.objects.values_list("outcome", flat=True)) == ["no_answer"] * 30
    assert Visit.objects.values("household").distinct().count() == 30
    phone.restart().open().settled()
    assert (Envelope.objects.count(), Visit.objects.count()) == (30, 30)


def test_nobody_in_is_two_taps_and_a_pack_six_taps_and_a_code(phone, count_taps):
    taps = count_taps(phone.page)
    phone.nobody_in()
    assert taps() == 2
    phone.tap("Next: ")
    phone.tap("Someone answered")
    phone.page.get_by_text("Handed over now").tap()
    phone.page.keyboard.type("kit 7")  # the field has the focus already
    phone.page.get_by_text("Registered online here and now").tap()
    phone.tap("Save this visit")
    phone.saved()
    assert taps() - 2 <= 6
    phone.says("Everything has reached the office")
    assert Kit.objects.get().registered_on
    assert Delivery.objects.count() == 1


@pytest.fixture
def count_taps():
    """A function that counts, from now on, how often a finger touches the page."""

    def start(page):
        page.evaluate("window.taps = 0; addEventListener('pointerdown', () => (window.taps += 1), true)")
        return lambda: page.evaluate("window.taps")

    return start


def test_call_back_note_and_correction(phone):
    phone.tap("Next: ")
    phone.tap("Call back, refusal")
    phone.page.get_by_text("Call back later").tap()
    phone.page.get_by_text("Fri 26").tap()
    phone.page.get_by_text("Morning", exact=True).tap()
    phone.page.get_by_text("Add an officer or a note").tap()
    phone.page.get_by_label("Note").fill("Side door")
    phone.tap("Save this visit")
    phone.saved()
    phone.says("Everything has reached the office")
    visit = Visit.objects.get()
    assert (visit.outcome, visit.call_back_on, visit.note) == (
        "call_back",
        datetime.date(2021, 11, 26),
        "Side door",
    )
    phone.tap("Correct this visit")
    expect(phone.page.get_by_role("main")).to_contain_text("You are correcting")
    phone.tap(re.compile("^No answer$"))
    phone.saved()
    phone.says("Everything has reached the office")
    assert Visit.objects.standing().get().outcome == "no_answer"
    visit.refresh_from_db()
    assert visit.withdrawn_reason == "Corrected at the door"


def test_undo_within_the_minute(phone):
    phone.nobody_in()
    phone.tap(re.compile("^Undo"))
    expect(phone.page.get_by_role("link", name="Someone answered")).to_be_visible()
    phone.says("Everything has reached the office")
    assert Visit.objects.get().withdrawn_at
    phone.page.evaluate("location.hash = 'round'")
    expect(phone.page.get_by_role("main")).to_contain_text("0 of 40 doors done")


def test_what_was_typed_is_still_there_after_a_restart(phone, origin):
    origin.set("stopped")
    phone.tap("Next: ")
    phone.tap("Someone answered")
    phone.page.get_by_text("Handed over now").tap()
    phone.page.get_by_label("Kit code").fill("AB 12")
    phone.page.wait_for_timeout(300)
    phone.restart().open()
    phone.tap("Next: ")
    expect(phone.page.get_by_role("main")).to_contain_text("You began to record this door")
    phone.tap("Someone answered")
    expect(phone.page.get_by_label("Kit code")).to_have_value("AB 12")
    expect(phone.page.get_by_label("Handed over now")).to_be_checked()


def test_the_answer_is_lost_on_the_way_and_nothing_is_doubled(phone, origin):
    origin.set("deaf")
    phone.nobody_in()
    phone.says("1 record saved on this phone")
    for _ in range(100):
        with contextlib.suppress(OperationalError):  # SQLite in memory is not read while it is written
            if Visit.objects.exists():
                break
        phone.page.wait_for_timeout(100)
    else:
        pytest.fail("the record did not come")
    phone.says("1 record saved on this phone")
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert (Envelope.objects.count(), Visit.objects.count()) == (1, 1)


def test_a_record_that_the_office_does_not_take_holds_up_no_other_and_waits_longer_each_time(
    phone, origin, monkeypatch
):
    read, alone = requests.read_deposit, []

    def choosy(body):
        wanted = read(body)
        if not any(b'"seq":2,' in content for content in wanted.contents):
            return wanted
        if len(wanted.contents) == 1:
            alone.append(body)
        raise requests.NotADeposit("Not this one.")

    monkeypatch.setattr(requests, "read_deposit", choosy)
    origin.set("stopped")
    for _ in range(3):
        phone.nobody_in()
    origin.set("through")
    phone.send()
    phone.says("1 record saved on this phone, not sent yet")
    offered = len(alone)
    phone.page.wait_for_timeout(10_000)
    assert offered <= len(alone) <= offered + 3  # seven times or more where it is offered every second or two
    monkeypatch.setattr(requests, "read_deposit", read)
    phone.send()
    phone.says("Everything has reached the office")
    assert (Envelope.objects.count(), Visit.objects.count()) == (3, 3)


def test_two_tabs_one_queue(phone, origin):
    origin.set("stopped")
    other = phone.room.new_page()
    phone.open(other)
    phone.nobody_in()
    other.get_by_role("link", name="2", exact=False).filter(has_text="2 ").first.tap()
    other.get_by_role("button", name="No answer", exact=True).tap()
    expect(other.locator("h1.saved")).to_be_visible()
    origin.set("through")
    for page in (phone.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    phone.says("Everything has reached the office")
    numbers = sorted(Letter.objects.values_list("seq", flat=True))
    assert numbers == [1, 2]
    assert Visit.objects.count() == 2


def test_the_phone_says_when_it_happened(phone):
    before = timezone.now()
    phone.nobody_in()
    phone.says("Everything has reached the office")
    assert abs((Visit.objects.get().recorded_at - before).total_seconds()) < 60
