"""The page is left in the moment of a save, and brought back: nothing is lost or doubled, and nothing waits for a page that is gone."""

import re

import pytest
from playwright.sync_api import expect

from doorstep.models import Device, Letter
from households.models import Visit
from tests.browser.doorstep import CACHE, DATABASE, STEP_MS
from tests.browser.people import give_passphrase
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)
# Milliseconds after the tap, or when the page has said that it is saved.
MOMENTS = ("said", 0, 2, 4, 8, 16, 32, 64, "said")
QUIET_MS = 2_000  # after a save the page looks through what it holds, to send it


@pytest.fixture
def walker(settings):
    settings.DEMONSTRATION_TODAY = DAY
    _, _, (walker,) = walk_of(20)
    give_passphrase(walker)
    return walker


@pytest.fixture
def phone(walker, handset):
    return handset("errand").sign_in(walker).settled().keeps_the_page()


ENDLESS = """async () => {
  const getAll = IDBObjectStore.prototype.getAll;
  await new Promise((begun) => {
    IDBObjectStore.prototype.getAll = function (...what) {
      const asked = getAll.apply(this, what);
      const again = () => { this.get("none").onsuccess = again; };
      if (this.name === "outbox") again(begun());
      return asked;
    };
    dispatchEvent(new Event("online"));
  });
}"""  # what reads all records is never done with it, as in WebKit when its page is left
UNANSWERED = """() => new Promise((begun) => {
  Cache.prototype.keys = () => new Promise(() => begun());
  dispatchEvent(new Event("online"));
})"""  # as in Firefox, when the page was left before Cache Storage had answered
LEFT = "document.documentElement.dataset.before = 1; dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def begun_anew(phone):
    expect(phone.page.locator("html[data-ready]:not([data-before])")).to_be_attached(timeout=STEP_MS)


def test_what_a_left_page_was_doing_holds_up_nobody(phone, origin):
    origin.set("stopped")
    phone.page.evaluate(ENDLESS)
    phone.page.evaluate(LEFT)
    phone.open(phone.room.new_page())
    phone.page = phone.room.pages[-1]
    phone.nobody_in()
    phone.says("1 record saved on this phone")


@pytest.mark.parametrize("doing", [ENDLESS, UNANSWERED], ids=["reading", "asking Cache Storage"])
def test_a_page_that_gave_something_up_begins_anew(phone, origin, doing):
    origin.set("stopped")
    phone.nobody_in()
    phone.page.wait_for_timeout(QUIET_MS)
    phone.page.evaluate(doing)
    phone.page.evaluate(LEFT)
    phone.page.evaluate(BACK)
    begun_anew(phone)
    phone.says("1 record saved on this phone")
    phone.open().nobody_in()
    phone.says("2 records saved on this phone")


def test_a_page_that_was_left_in_peace_goes_on(phone, origin):
    origin.set("stopped")
    phone.nobody_in()
    phone.tap("Correct this visit")
    phone.page.wait_for_timeout(QUIET_MS)
    phone.page.evaluate(LEFT)
    phone.page.evaluate(BACK)
    phone.page.get_by_role("button", name="Hidden. Tap to show.").tap()
    expect(phone.page.get_by_role("main")).to_contain_text("You are correcting what you recorded here")
    phone.tap(re.compile("^No answer$"))
    phone.saved()
    phone.says("2 records saved on this phone")


SECOND_DEPOSIT = """(() => {
  const fetched = window.fetch;
  let deposits = 0;
  window.fetch = (path, how) => {
    if (path !== "/deposit/v1" || (deposits += 1) !== 2 || sessionStorage.met) return fetched(path, how);
    document.documentElement.dataset.met = sessionStorage.met = "1";
    return %s;
  };
})()"""


@pytest.mark.parametrize(
    "meets", ["Promise.reject(new TypeError())", "new Promise(() => {})"], ids=["cut off", "left"]
)
def test_an_earlier_enrolment_that_could_not_tell_its_gaps_tells_them_soon(phone, origin, walker, meets):
    """A phone that lost all its records is set up anew: the new enrolment speaks first, then the one that lost them."""
    origin.set("stopped")
    for _ in range(2):
        phone.nobody_in()
    phone.shut()
    phone.destroy(DATABASE, CACHE)
    origin.set("through")
    phone.start().page.add_init_script(SECOND_DEPOSIT % meets)
    phone.sign_in(walker)
    expect(phone.page.locator("html[data-met]")).to_be_attached(timeout=STEP_MS)
    if "reject" not in meets:
        phone.open()
    phone.says("2 records of this phone are missing. The office knows.")
    assert Device.objects.filter(witness=2, lost=2).count() == 1


NO_ANSWER_AND_AWAY = """(moment) => {
  document.documentElement.dataset.before = 1;
  const look = () => {
    if (!document.querySelector("h1.saved")) return;
    sessionStorage[location.hash.slice(7)] = "said";
    if (moment === "said") location.reload();
  };
  new MutationObserver(look).observe(document.querySelector("main"), { childList: true });
  [...document.querySelectorAll("main button")].find(({ textContent }) => textContent === "No answer").click();
  if (moment !== "said") setTimeout(() => location.reload(), moment);
}"""
SAID = "Object.keys(sessionStorage).filter((id) => sessionStorage[id] === 'said')"


def test_left_in_the_moment_of_a_save(phone, origin):
    """What was called saved arrives, and its door is not offered again; what was cut off before may have come through or not."""
    origin.set("stopped")
    for moment in MOMENTS:
        phone.tap("Next: ")
        phone.page.get_by_role("button", name="No answer", exact=True).wait_for()
        phone.page.evaluate(NO_ANSWER_AND_AWAY, moment)
        begun_anew(phone)
        phone.open().settled()
    count, cached = phone.kept()
    assert count == cached
    said = phone.page.evaluate(SAID)
    assert said
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == list(range(1, count + 1))
    assert Visit.objects.count() == count
    doors = Letter.objects.filter(uid__in=said).values_list("household", flat=True)
    assert len(doors) == len(set(doors)) == len(said)


CUT_OFF = """async () => {
  const db = await new Promise((done) => { const asked = indexedDB.open("doorstep"); asked.onsuccess = () => done(asked.result); });
  const stores = db.transaction(["outbox", "devices"], "readwrite");
  const all = (name) => new Promise((done) => { const asked = stores.objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
  const [device] = await all("devices");
  const last = (await all("outbox")).find(({ seq }) => seq === device.seq);
  stores.objectStore("outbox").delete(last.id);
  stores.objectStore("devices").put({ ...device, seq: device.seq - 1 });
  await new Promise((done) => { stores.oncomplete = done; });
  db.close();
  localStorage.removeItem("doorstep-witness");
  document.cookie = "doorstep-witness=; Path=/; Max-Age=0";
}"""  # as it is when the battery dies while a record is saved: one store has it, and nothing yet knows its number


SLOW = """const listed = Cache.prototype.keys; Cache.prototype.keys = async function () {
  const found = await listed.call(this); await new Promise((next) => setTimeout(next, 2000)); return found; };"""


def test_a_save_cut_off_half_way_uses_up_its_number(phone, origin):
    origin.set("stopped")
    for _ in range(2):
        phone.nobody_in()
    phone.page.evaluate(CUT_OFF)
    phone.restart().page.add_init_script(SLOW)
    phone.open().nobody_in()  # before the page has looked through what it holds
    phone.says("3 records saved on this phone, not sent yet")
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == [1, 2, 3]


FAILS_ONCE = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => { IDBObjectStore.prototype.add = add; throw new DOMException("", "QuotaExceededError"); };
}"""


def test_a_save_that_failed_uses_up_its_number(phone, origin):
    origin.set("stopped")
    phone.page.evaluate(FAILS_ONCE)
    phone.tap("Next: ")
    phone.tap(re.compile("^No answer$"))
    expect(phone.page.get_by_role("alert").filter(has_text="Not saved.")).to_be_visible()
    phone.tap(re.compile("^No answer$"))
    phone.saved()
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == [1, 2]
