"""The page at the door is left in the moment of a save, and brought back: nothing is lost or doubled, and nothing waits for a page that is gone."""

import pytest
from playwright.sync_api import expect

from doorstep.models import Letter
from households.models import Visit
from tests.browser.doorstep import STEP_MS
from tests.browser.people import give_passphrase
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)
MOMENTS_MS = (0, 2, 4, 8, 16, 32, 64)


@pytest.fixture
def phone(settings, handset):
    settings.DEMONSTRATION_TODAY = DAY
    _, _, (walker,) = walk_of(20)
    give_passphrase(walker)
    return handset("errand").sign_in(walker).settled().keeps_the_page()


ENDLESS = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...what) {
    const asked = put.apply(this, what);
    if (this.name !== "reads") return asked;
    IDBObjectStore.prototype.put = put;
    const again = () => { this.get("none").onsuccess = again; };
    again();
    return asked;
  };
}"""  # the next copy for reading is never done, as in WebKit when its page is left before it is
LEFT = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
BACK = "document.documentElement.dataset.before = 1; dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def begun_anew(phone):
    expect(phone.page.locator("html[data-ready]:not([data-before])")).to_be_attached(timeout=STEP_MS)


def test_what_a_left_page_was_doing_holds_up_nobody(phone, origin):
    origin.set("stopped")
    phone.page.evaluate(ENDLESS)
    phone.nobody_in()
    phone.page.evaluate(LEFT)
    phone.nobody_in()
    phone.says("2 records saved on this phone")


def test_a_page_that_is_brought_back_begins_anew(phone, origin):
    origin.set("stopped")
    phone.nobody_in()
    phone.page.evaluate(LEFT)
    phone.page.evaluate(BACK)
    begun_anew(phone)
    phone.says("1 record saved on this phone")
    phone.open().nobody_in()
    phone.says("2 records saved on this phone")


NO_ANSWER_AND_AWAY = """(moment) => {
  document.documentElement.dataset.before = 1;
  [...document.querySelectorAll("main button")].find(({ textContent }) => textContent === "No answer").click();
  setTimeout(() => location.reload(), moment);
}"""


def test_left_in_the_moment_of_a_save(phone, origin):
    origin.set("stopped")
    for moment in MOMENTS_MS:
        phone.tap("Next: ")
        phone.page.get_by_role("button", name="No answer", exact=True).wait_for()
        phone.page.evaluate(NO_ANSWER_AND_AWAY, moment)
        begun_anew(phone)
        phone.open()
    phone.nobody_in()
    count, cached = phone.kept()
    assert count == cached
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert sorted(Letter.objects.values_list("seq", flat=True)) == list(range(1, count + 1))
    assert Visit.objects.count() == count
