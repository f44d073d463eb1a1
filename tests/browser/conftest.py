"""Pages at the two widths the office is built for, each failing on anything the browser complains of."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.doorstep import STEP_MS, Phone
from tests.browser.origin import Origin
from tests.conftest import browser_path

PHONE = (375, 800)
DESK = (1280, 900)
PAGE_MS = 10_000


class Complaints:
    """What the browser said against a page: console errors (a refused script or style among them) and exceptions.

    A test that provokes one on purpose, say a 404, names a piece of it with `expect`.
    """

    def __init__(self, page):
        self.said = []
        self.expected = []
        page.on(
            "console", lambda message: message.type == "error" and self._note(message.text, message.location)
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _note(self, text, location):
        self.said.append(f"{text} ({location.get('url', '')})")

    def expect(self, piece):
        """From now on, a complaint holding `piece` is no fault."""
        self.expected.append(piece)

    def unexpected(self):
        """The complaints nobody asked for."""
        return [text for text in self.said if not any(piece in text for piece in self.expected)]


@pytest.fixture
def page_at(browser, live_server):
    """A factory: `page_at(375, 800)` is a new page in a context of its own, relative addresses on the live server.

    `page.complaints.expect("404")` allows one. Keywords go to `browser.new_context`: `page_at(375, 800,
    java_script_enabled=False)`. Never call `page.wait_for_function`: it evaluates text, which the
    content security policy refuses, and only sometimes fails.
    """
    opened = []

    def open_page(width, height=900, **context):
        room = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="en-GB",
            timezone_id="Europe/London", **context,
        )  # fmt: skip
        room.set_default_timeout(PAGE_MS)
        page = room.new_page()
        page.complaints = Complaints(page)
        opened.append((room, page.complaints))
        return page

    yield open_page
    cache.clear()  # its table is no model's, so sign-in throttling would reach into the next test
    for room, _ in opened:
        room.close()
    unexpected = [text for _, complaints in opened for text in complaints.unexpected()]
    assert not unexpected, "The browser complained:\n" + "\n".join(unexpected)


@pytest.fixture
def phone(page_at):
    """A page as wide as an Assistant's phone, with touch."""
    return page_at(*PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desk(page_at):
    """A page on the coordinator's screen."""
    return page_at(*DESK)


@pytest.fixture
def origin(live_server):
    """The way to the office, which the test can cut (see tests/browser/origin.py)."""
    way = Origin(live_server)
    yield way
    way.stop()
    cache.clear()


@pytest.fixture
def handset(browser, origin, tmp_path):
    """A factory: `handset("errand")` is a phone of its own, switched on, with a profile that outlives its browser."""
    made = []
    expect.set_options(timeout=STEP_MS)

    def make(slug):
        found = Phone(
            browser.browser_type, tmp_path / f"phone-{len(made)}", origin.address, slug, browser_path()
        )
        made.append(found)
        return found.start()

    yield make
    for found in made:
        found.shut()
    expect.set_options(timeout=5_000)
