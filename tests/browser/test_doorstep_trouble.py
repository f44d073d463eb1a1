"""What goes wrong in the street: signed out, wireless networks, lost storage, closed accounts, new versions. Nothing is lost by any."""

import json
import re

import pytest
from playwright.sync_api import expect

from doorstep import shell
from doorstep.models import Device, Envelope, Letter
from households.models import Visit
from tests.browser.doorstep import CACHE, DATABASE
from tests.browser.people import PASSPHRASE, give_passphrase, sign_in
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, people = walk_of(20, walkers=2)
    give_passphrase(*people)
    return project, homes, people


@pytest.fixture
def phone(walk, handset):
    return handset("errand").sign_in(walk[2][0]).settled().keeps_the_page()


def record_without_signal(phone, origin, doors):
    origin.set("stopped")
    for _ in range(doors):
        phone.nobody_in()


def test_sign_out_with_records_unsent(phone, origin):
    record_without_signal(phone, origin, 3)
    phone.tap("The round")
    phone.tap("Sign out of this phone")
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    phone.says("3 records still on this phone, locked")
    phone.restart().open()
    expect(phone.page.get_by_role("main")).not_to_contain_text("Street")
    origin.set("through")
    phone.open().settled()
    phone.says("Everything has reached the office")
    assert Visit.objects.count() == 3
    phone.page.goto("/errand/")
    expect(phone.page).to_have_url(re.compile("/sign-in/"))  # the office has heard of it as well


def test_signing_out_at_the_desk_locks_the_phone_and_seals_what_was_begun(phone, origin):
    phone.tap("Next: ")
    phone.tap("Someone answered")
    phone.page.get_by_text("Declined", exact=True).first.tap()
    phone.page.wait_for_timeout(300)
    phone.page.goto("/errand/households/rounds/")
    phone.page.get_by_role("button", name="Sign out").tap()
    expect(phone.page).to_have_url(re.compile("/sign-in/"))
    expect(phone.page.get_by_label("Email address")).to_be_visible()
    phone.page.wait_for_timeout(500)
    phone.open().settled()
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    phone.says("Everything has reached the office")
    assert Letter.objects.get().kind == "draft"


def test_twelve_hours_are_over(phone, origin):
    record_without_signal(phone, origin, 2)
    phone.page.clock.install()
    phone.page.clock.fast_forward("12:05:00")
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert Visit.objects.count() == 2


def test_the_account_is_closed_with_records_unsent(phone, origin, walk):
    record_without_signal(phone, origin, 2)
    walk[2][0].is_active = False
    walk[2][0].save()
    origin.set("through")
    phone.open().settled()
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    phone.says("Everything has reached the office")
    assert Envelope.objects.count() == 2


def test_a_wireless_networks_page_is_no_receipt(phone, origin):
    record_without_signal(phone, origin, 2)
    origin.set("portal")
    phone.send()
    phone.page.wait_for_timeout(1000)
    phone.open()
    phone.says("2 records saved on this phone, not sent yet")
    expect(
        phone.page.get_by_role("link", name=re.compile("^Next: "))
    ).to_be_visible()  # it does not count as signed out either
    assert phone.kept() == (2, 2)
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert Visit.objects.count() == 2


def test_a_new_version_of_the_page_with_records_unsent(phone, origin, monkeypatch):
    record_without_signal(phone, origin, 3)
    monkeypatch.setattr(shell, "version", lambda: "0123456789abcdef")
    # Before there is signal, or the records are gone before the new version is here.
    origin.set("read only")
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((kept) => kept.update())")
    phone.page.wait_for_timeout(1500)
    origin.set("stopped")
    phone.restart().open()
    expect(phone.page.locator("body")).to_have_attribute("data-app", "0123456789abcdef")
    phone.says("3 records saved on this phone, not sent yet")
    assert phone.kept() == (3, 3)
    origin.set("through")
    phone.open().settled()
    phone.says("Everything has reached the office")
    assert Visit.objects.count() == 3


@pytest.mark.parametrize("store", [DATABASE, CACHE])
def test_one_store_is_destroyed_and_the_other_has_everything(phone, origin, walk, store):
    record_without_signal(phone, origin, 5)
    phone.shut()
    phone.destroy(store)
    origin.set("through")
    phone.start().sign_in(walk[2][0]).settled()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    assert Visit.objects.count() == 5
    assert not Device.objects.filter(lost__gt=0).exists()
    phone.page.wait_for_timeout(1000)
    origin.set("stopped")
    phone.open()  # the page itself is kept anew as well


def test_a_browser_that_drops_its_torn_database_has_every_record(phone, origin):
    record_without_signal(phone, origin, 2)
    phone.shut()
    phone.tear()
    phone.start().open()  # it reads up to the tear, and writes on behind it
    phone.nobody_in()
    phone.restart().open()  # now it cannot read on, and begins an empty one (decision 0279)
    phone.says("3 records still on this phone, locked. They will send by themselves.")
    phone.tap("Sign in")
    expect(phone.page.get_by_role("alert")).to_contain_text("write on the paper sheet")
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == [1, 2, 3]
    assert Visit.objects.count() == 3


def test_a_database_that_cannot_be_opened_is_replaced(phone, origin, walk):
    record_without_signal(phone, origin, 3)
    phone.shut()
    phone.garble()
    phone.start().open()
    phone.says("3 records")
    origin.set("through")
    phone.sign_in(walk[2][0]).settled()
    phone.says("Everything has reached the office")
    phone.tidy_up()
    phone.nobody_in()
    phone.says("Everything has reached the office")
    phone.shut()
    phone.garble(where="WebStorage/*/IndexedDB")
    phone.start().sign_in(walk[2][0]).settled()
    phone.nobody_in()
    phone.says("Everything has reached the office")
    assert phone.spares() == ["spare"]
    phone.shut()
    phone.destroy("IndexedDB")
    phone.start().sign_in(walk[2][0]).settled()
    phone.nobody_in()
    phone.says("Everything has reached the office")
    assert phone.spares() == []
    assert Visit.objects.count() == 6
    assert not Device.objects.exclude(lost=0).exists()


def test_only_the_sealed_records_are_left(phone, origin, walk):
    record_without_signal(phone, origin, 1)
    phone.shut()
    phone.destroy(DATABASE, "Local Storage")
    phone.start().open()
    phone.says("Sign in to send 1 record")
    expect(phone.page.get_by_role("main")).to_contain_text("It will be sent when you sign in.")
    origin.set("through")
    phone.sign_in(walk[2][0]).settled()
    phone.says("Everything has reached the office")
    assert Visit.objects.count() == 1


def test_both_stores_are_destroyed_and_the_office_learns_how_many(phone, origin, walk):
    phone.nobody_in()
    phone.says("Everything has reached the office")
    record_without_signal(phone, origin, 4)
    phone.shut()
    phone.destroy(DATABASE, CACHE)
    origin.set("through")
    phone.start().sign_in(walk[2][0]).settled()
    phone.says("4 records of this phone are missing. The office knows.")
    told = Device.objects.get(witness=5)
    assert (told.witness, told.highest_seq, told.seq_told) == (5, 1, 0)


HELD = """() => {
  window.phones = [];
  const fetched = window.fetch, listed = Cache.prototype.keys;
  window.fetch = (path, how) => {
    if (path === "/deposit/v1") phones.push(JSON.parse(how.body).phone);
    return fetched(path, how);
  };
  const gate = new Promise((open) => { window.letGo = open; });
  Cache.prototype.keys = async function () { const found = await listed.call(this); await gate; return found; };
}"""  # holds whoever reads through all records, and listens to what the phone says of itself


def test_what_is_saved_while_the_phone_counts_is_not_called_missing(phone, origin):
    record_without_signal(phone, origin, 1)
    phone.page.evaluate(HELD)
    origin.set("through")
    phone.send()
    phone.nobody_in()
    phone.page.evaluate("letGo()")
    phone.says("Everything has reached the office")
    said = phone.page.evaluate("phones")
    assert said
    assert not [one for one in said if one["lost"] or one["witness"] > one["seq"]]
    assert sorted(Letter.objects.values_list("seq", flat=True)) == [1, 2]


def test_a_shared_phone_keeps_two_people_apart(phone, origin, walk):
    record_without_signal(phone, origin, 2)
    phone.tap("The round")
    phone.tap("Sign out of this phone")
    origin.set("through")
    phone.tap("Sign in")
    phone.page.get_by_label("Email address").fill(walk[2][1].email)
    phone.page.get_by_label("Password", exact=True).fill(PASSPHRASE)
    phone.page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).tap()
    expect(phone.page.get_by_role("link", name=re.compile("^Next: "))).to_be_visible()
    phone.nobody_in()
    phone.says("Everything has reached the office")
    by = sorted(Visit.objects.values_list("recorded_by", flat=True))
    assert by == sorted([walk[2][0].pk] * 2 + [walk[2][1].pk])


def test_sealed_records_as_a_file(phone, origin):
    record_without_signal(phone, origin, 3)
    phone.page.locator("a.state").tap()
    with phone.page.expect_download() as found:
        phone.tap("Export sealed records")
    kept = json.loads(found.value.path().read_text())
    assert len(kept["envelopes"]) == 3
    assert "no_answer" not in found.value.path().read_text()


def test_the_screen_hides_itself(phone):
    cover = phone.page.get_by_role("button", name="Hidden. Tap to show.")
    phone.page.get_by_role("button", name="Hide", exact=True).tap()
    expect(cover).to_be_visible()
    cover.tap()
    expect(cover).to_be_hidden()
    phone.page.clock.install()
    phone.page.get_by_role("main").tap(position={"x": 5, "y": 5})
    phone.page.clock.fast_forward(29_000)
    expect(cover).to_be_hidden()
    phone.page.clock.fast_forward(2_000)
    expect(cover).to_be_visible()


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ("delete Object.getPrototypeOf(navigator).serviceWorker", "without signal"),
        ("delete Crypto.prototype.subtle", "cannot seal"),
        (
            "IDBObjectStore.prototype.put = function () { throw new DOMException('', 'QuotaExceededError') }",
            "does not keep",
        ),
    ],
)
def test_a_browser_without_what_is_needed_says_so_before_the_first_door(walk, handset, without, words):
    phone = handset("errand")
    phone.page.add_init_script(without)
    sign_in(phone.page, walk[2][0])
    phone.page.goto("/errand/doorstep/")
    expect(phone.page.get_by_role("heading", name="This phone cannot record visits")).to_be_visible()
    expect(phone.page.get_by_role("main")).to_contain_text(words)
    expect(phone.page.get_by_role("main")).to_contain_text("Take the printed round today")
    assert not Device.objects.exists()
