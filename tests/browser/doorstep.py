"""A phone as a test holds it: a browser with a profile of its own that can be shut, started again, and looked into."""

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.people import sign_in
from tests.conftest import CHROMIUM_SWITCHES

SIZE = {"width": 375, "height": 800}
DATABASE, CACHE = "IndexedDB", "Service Worker/CacheStorage"
STEP_MS = 60_000  # a busy machine is no fault of the phone


class Phone:
    """`folder` is the profile. `page` is the page at the door of project `slug`."""

    def __init__(self, browser_type, folder, address, slug, path=None):
        self.browser_type, self.folder, self.address, self.slug, self.path = (
            browser_type, Path(folder), address, slug, path,
        )  # fmt: skip
        self.room = self.page = None

    def start(self):
        """Switch it on. The page is not opened yet."""
        self.room = self.browser_type.launch_persistent_context(
            self.folder, executable_path=self.path, args=CHROMIUM_SWITCHES, base_url=self.address, viewport=SIZE,
            locale="en-GB", timezone_id="Europe/London", has_touch=True, is_mobile=True, accept_downloads=True,
        )  # fmt: skip
        self.room.set_default_timeout(STEP_MS)
        self.page = self.room.pages[0]
        return self

    def shut(self):
        """Switch it off in the ordinary way."""
        if self.room:
            self.room.close()
        self.room = self.page = None

    def restart(self):
        self.shut()
        return self.start()

    def sign_in(self, person):
        sign_in(self.page, person)
        return self.open()

    def open(self, page=None):
        """The page at the door, from the office or, without signal, from the phone."""
        page = page or self.page
        page.goto(f"/{self.slug}/doorstep/")
        expect(page.locator("html[data-ready]")).to_be_attached(timeout=STEP_MS)
        return self

    def settled(self):
        """Wait until the start is over: self-test, round, first sending."""
        expect(self.page.locator("html[data-settled]")).to_be_attached(timeout=STEP_MS)
        return self

    def keeps_the_page(self):
        """Wait until the service worker has the whole page."""
        self.page.evaluate(
            "navigator.serviceWorker.ready.then((kept) => kept.active.state === 'activated' || new Promise((done) =>"
            " kept.active.addEventListener('statechange', (event) => event.target.state === 'activated' && done())))"
        )
        return self

    def tap(self, words, page=None):
        main = (page or self.page).get_by_role("main")
        main.get_by_role("link", name=words).or_(main.get_by_role("button", name=words)).or_(
            main.get_by_role("radio", name=words)
        ).or_(main.get_by_role("checkbox", name=words)).first.tap()

    def nobody_in(self):
        """The two taps."""
        self.tap("Next: ")
        self.tap(re.compile("^No answer$"))
        self.saved()

    def saved(self):
        """The page says that it is saved, wherever it is by now."""
        expect(self.page.locator("h1.saved")).to_be_visible(timeout=STEP_MS)

    def says(self, words):
        """The line at the top."""
        expect(self.page.locator("a.state")).to_contain_text(words, timeout=STEP_MS)

    def send(self):
        """What the timer would do in a while."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def kept(self):
        """Sealed records in each of the two stores: (database, cache)."""
        return tuple(
            self.page.evaluate(
                """async () => {
                  const db = await new Promise((done, no) => {
                    const asked = indexedDB.open("doorstep"); asked.onsuccess = () => done(asked.result); asked.onerror = no; });
                  const rows = await new Promise((done) => {
                    const asked = db.transaction("outbox").objectStore("outbox").count(); asked.onsuccess = () => done(asked.result); });
                  db.close();
                  const names = await (await caches.open("outbox")).keys();
                  return [rows, names.filter(({ url }) => !url.includes("/part/")).length];
                }"""
            )
        )

    def destroy(self, *stores):
        """With the phone off: throw away the files of DATABASE or CACHE."""
        for store in stores:
            shutil.rmtree(self.folder / "Default" / store)

    def tear(self):
        """With the phone off: as a dying battery leaves the database, the last thing written is there by half."""
        log = max((self.folder / "Default" / "IndexedDB").glob("*.leveldb/*.log"))
        os.truncate(log, log.stat().st_size - 40)

    def garble(self, where="IndexedDB"):
        """With the phone off: the one small file that says where the database begins says something else."""
        for file in (self.folder / "Default").glob(f"{where}/*.leveldb/CURRENT"):
            file.write_text("nowhere\n")

    def spares(self):
        """Names of the storage buckets there are."""
        return self.page.evaluate("navigator.storageBuckets.keys()")

    def tidy_up(self):
        """What the browser does by itself sooner or later: everything no script holds on to goes."""
        self.room.new_cdp_session(self.page).send("HeapProfiler.collectGarbage")

    def files(self):
        """Every byte of the profile, file by file."""
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield path, path.read_bytes()
