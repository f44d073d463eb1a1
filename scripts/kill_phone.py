"""`make kill-phone`: the browser is killed while it saves, its stores are corrupted, and every record it acknowledged must arrive.

    scripts/kill_phone.py [--kills 300] [--corruptions 50] [--seed 1]

A real office in this process, a real Chromium with a profile of its own. A life of the browser: open the page from the phone (the office
is stopped most of the time), record doors as fast as it goes, be killed with SIGKILL after 150 to 1,500 ms (longer on a machine so busy that
nothing is saved by then). A record counts as acknowledged once the page has said "Saved on this phone". Afterwards signal returns, and each acknowledged record must be in the inbox byte for byte, once.
Exit 1 when one is missing, changed or doubled, or when a loss of both stores is not announced with the right number.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SWITCHES = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=375,800",
]  # fmt: skip
SHORTEST_MS, LONGEST_MS, SLOWEST = 150, 1_500, 20
PATIENCE_MS = 60_000  # a busy machine is no fault of the phone
WITNESS_MS = 7_000  # a browser writes local storage to the disk some seconds late (docs/decisions/0113)
DATABASE = ("IndexedDB", "WebStorage/*/IndexedDB")  # the second: a spare one (docs/decisions/0281)
CACHE = ("Service Worker/CacheStorage",)
# Does what a thumb does, door after door, and says each record once the page has said that it is saved.
HAMMER = """async () => {
  const sha = async (id) => {
    const kept = await caches.match(`/outbox/${id}`, { cacheName: "outbox" });
    return JSON.parse(decodeURIComponent(kept.headers.get("X-About"))).sha;
  };
  const until = async (look) => {
    for (;;) { const found = look(); if (found) return found; await new Promise((next) => setTimeout(next, 5)); }
  };
  for (let door = 1; ; door = (door % 40) + 1) {
    location.hash = `door/${door}`;
    const button = await until(() => [...document.querySelectorAll("main button")].find((one) => one.textContent === "No answer"));
    button.click();
    await until(() => location.hash.startsWith("#saved/") && document.querySelector("h1.saved"));
    const id = location.hash.slice(7);
    console.log(`SAVED ${id} ${await sha(id)}`);
  }
}"""


class Browser:
    """One life: started with a profile, driven over its debugging port, killed with everything it started."""

    def __init__(self, playwright, path, folder):
        (folder / "DevToolsActivePort").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [path, *SWITCHES, f"--user-data-dir={folder}", "--remote-debugging-port=0", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.saved = []
        for _ in range(200):
            if (folder / "DevToolsActivePort").exists() and (folder / "DevToolsActivePort").read_text().count(
                "\n"
            ):
                break
            time.sleep(0.05)
        port = (folder / "DevToolsActivePort").read_text().split("\n")[0]
        self.browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.page = self.browser.contexts[0].pages[0]
        self.page.on("console", self._heard)

    def _heard(self, message):
        if message.text.startswith("SAVED "):
            self.saved.append(tuple(message.text.split()[1:]))

    def words(self):
        """What the page tells the person, in one line."""
        return " ".join(self.page.locator("body").inner_text().split())[:400]

    def kill(self):
        """As a battery dies: no goodbye to anybody. Only this browser's own session of processes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        try:
            self.browser.close()
        except Exception:  # it is dead already, which is the point
            return


class Trial:
    """The office, the profile, and what has been acknowledged: {envelope id: sha}."""

    def __init__(self, playwright, folder, path, dice):
        from bench.served import Served, cookie_of, walk

        self.playwright, self.path, self.dice = playwright, path, dice
        self.profile = folder / "profile"
        self.walker = walk(40)
        self.cookie = cookie_of(self.walker)
        self.office = Served(uncollected=True)
        self.open_door = True
        self.acknowledged, self.announced, self.signed_in_anew, self.wrong = {}, 0, 0, []

    def door(self, is_open):
        """Signal, or none."""
        if is_open != self.open_door:
            (self.office.start if is_open else self.office.stop)()
            self.open_door = is_open

    def life(self, signed_in=False):
        """Start the browser and open the page."""
        browser = Browser(self.playwright, self.path, self.profile)
        if signed_in:
            name, value = self.cookie
            browser.browser.contexts[0].add_cookies(
                [{"name": name, "value": value, "url": self.office.address}]
            )
        try:
            browser.page.goto(f"{self.office.address}/walk/doorstep/")
        except Exception:  # the page itself was in the store that is gone: it takes signal to fetch it again
            self.door(True)
            browser.page.goto(f"{self.office.address}/walk/doorstep/")
        try:
            browser.page.locator("html[data-ready]").wait_for(state="attached", timeout=PATIENCE_MS)
        except Exception as late:
            raise RuntimeError(f"the page did not get ready, and shows: {browser.words()}") from late
        return browser

    def set_up(self):
        """Sign in once, with signal, and let the phone keep the page and the modules the hammer needs."""
        browser = self.life(signed_in=True)
        browser.page.locator("html[data-settled]").wait_for(state="attached")
        browser.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        browser.browser.close()
        browser.kill()

    def hammer(self, browser, most_ms):
        """Save as fast as it goes for a while. What the page calls saved is acknowledged."""
        browser.page.evaluate(f"() => {{ ({HAMMER})().catch((fault) => console.log('STOPPED ' + fault)); }}")
        browser.page.wait_for_timeout(most_ms)

    def hammer_until_saved(self, browser, most_ms):
        """The same, and on until one record at least was called saved: a store with nothing in it is no trial."""
        self.hammer(browser, most_ms)
        for _ in range(PATIENCE_MS // 100):
            if browser.saved:
                return
            browser.page.wait_for_timeout(100)

    def stopped(self, when, words, again):
        """However long it lived, the phone saved nothing: decision 0279. A person signs in anew; that not even this helps is a fault."""
        print(f"  {when}: nothing could be saved, the page shows: {words}", flush=True)
        self.signed_in_anew += 1
        if again:
            self.wrong.append(f"{when}: nothing could be saved after signing in anew")

    def collect(self, browser):
        self.acknowledged.update(browser.saved)
        browser.saved.clear()

    def arrive(self, signed_in=False):
        """Signal is back: wait until nothing is unsent on the phone. A person does what the page asks for, so signs in where it says so."""
        self.door(True)
        browser = self.life(signed_in)
        browser.page.locator("html[data-settled]").wait_for(state="attached", timeout=PATIENCE_MS)
        for _ in range(120):
            browser.page.evaluate("dispatchEvent(new Event('online'))")
            browser.page.wait_for_timeout(500)
            words = browser.page.locator("a.state").inner_text()
            if "not sent" not in words and "still on this phone" not in words:
                break
        browser.page.wait_for_timeout(300)
        browser.kill()
        if words.startswith("Sign in") and not signed_in:
            self.signed_in_anew += 1
            return self.arrive(signed_in=True)
        return words

    def check(self):
        """Every acknowledged record in the inbox, unchanged and once."""
        from doorstep.models import Letter

        there = {}
        for uid, sha in Letter.objects.values_list("uid", "envelope__sha"):
            there.setdefault(str(uid), []).append(sha)
        for uid, sha in self.acknowledged.items():
            if there.get(uid) != [sha]:
                self.wrong.append(f"{uid}: wanted {sha[:12]}, the office has {there.get(uid)}")


def kills(trial, count):
    """SIGKILL in the middle of saving, again and again; now and then a little signal. A phone that saves nothing any more is signed in anew."""
    pace, stopped = 1.0, False
    for turn in range(count):
        trial.door(turn % 10 == 9 or stopped)
        browser = trial.life(signed_in=stopped)
        trial.hammer(browser, pace * trial.dice.randint(SHORTEST_MS, LONGEST_MS))
        again, stopped = stopped, pace == SLOWEST and not browser.saved
        if stopped:
            trial.stopped(f"kill {turn + 1}", browser.words(), again)
        browser.kill()
        pace = max(1.0, pace * 0.8) if browser.saved else min(SLOWEST, pace * 1.5)
        trial.collect(browser)
        if turn % 25 == 24:
            print(f"  {turn + 1} kills, {len(trial.acknowledged)} records acknowledged", flush=True)


def corruptions(trial, count):
    """With the browser off: one store is thrown away or filled with rubbish; every fifth time both, and then it must be announced."""
    for turn in range(count):
        trial.door(False)
        browser = trial.life()
        trial.hammer_until_saved(browser, 1000)
        both = turn % 5 == 4
        browser.page.wait_for_timeout(WITNESS_MS if both else 200)
        browser.kill()
        made = dict(browser.saved)
        spoil(trial, (DATABASE, CACHE) if both else ((DATABASE, CACHE)[turn % 2],))
        if not both:
            trial.acknowledged.update(made)
        words = trial.arrive(signed_in=True)
        if both and made:
            announced = "missing" in words
            trial.announced += announced
            if not announced:
                trial.wrong.append(
                    f"corruption {turn + 1}: {len(made)} records lost in both stores and not announced: {words}"
                )
        if turn % 10 == 9:
            print(f"  {turn + 1} corruptions", flush=True)


def spoil(trial, stores):
    """No file of the store at all, rubbish over every one, or rubbish with which Chromium does not begin anew (0281)."""
    for folders in stores:
        how = trial.dice.choice(("gone", "rubbish", "unopenable"))
        for folder in (found for name in folders for found in (trial.profile / "Default").glob(name)):
            if how == "gone":
                shutil.rmtree(folder, ignore_errors=True)
                continue
            for path in folder.rglob("*"):
                if path.is_file():
                    rubbish = trial.dice.randbytes(path.stat().st_size or 1)
                    path.write_bytes(
                        b"nowhere\n" if how == "unopenable" and path.name == "CURRENT" else rubbish
                    )


def office_of(folder):
    """A Django of its own on a database of its own."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="saferstreets.settings_test", DJANGO_ALLOW_ASYNC_UNSAFE="true", SECRET_KEY="kill" * 16,
        DATABASE_URL=f"sqlite:///{folder / 'kill.sqlite3'}", MEDIA_ROOT=str(folder / "media"), ALLOWED_HOSTS="localhost",
    )  # fmt: skip
    import django
    from django.conf import settings

    django.setup()
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    from django.core.management import call_command

    from doorstep.inbox import receiving

    receiving.REQUESTS_A_MINUTE = receiving.ENVELOPES_A_DAY = receiving.BYTES_A_MINUTE = (
        10**9
    )  # this is no real phone
    call_command("migrate", verbosity=0)


def main():
    """Run both, print what was found, exit 1 for anything missing."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--kills", type=int, default=300)
    reader.add_argument("--corruptions", type=int, default=50)
    reader.add_argument("--seed", type=int, default=1)
    wanted = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="saferstreets-kill.", dir="/tmp"))
    try:
        sys.exit(run(wanted, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(wanted, folder):
    """0 when everything acknowledged has arrived."""
    office_of(folder)
    from playwright.sync_api import sync_playwright

    found = subprocess.run(
        [ROOT / "scripts/find-chromium"], stdout=subprocess.PIPE, text=True, check=False
    ).stdout.strip()
    with sync_playwright() as playwright:
        trial = Trial(
            playwright, folder, found or playwright.chromium.executable_path, random.Random(wanted.seed)
        )
        print(
            f"seed {wanted.seed}: {wanted.kills} kills, {wanted.corruptions} corruptions of its stores",
            flush=True,
        )
        began = time.monotonic()
        trial.set_up()
        kills(trial, wanted.kills)
        trial.arrive()
        trial.check()
        corruptions(trial, wanted.corruptions)
        trial.arrive(signed_in=True)
        trial.check()
        trial.door(False)
    print(
        f"{len(trial.acknowledged)} records acknowledged, {len(trial.wrong)} missing, changed, doubled or unannounced;"
    )
    print(
        f"{trial.announced} losses of both stores announced; signed in anew {trial.signed_in_anew} times; {time.monotonic() - began:.0f} s"
    )
    for line in trial.wrong[:20]:
        print("  " + line)
    if not trial.acknowledged:
        print("Nothing was acknowledged, so nothing was tried.")
    return 1 if trial.wrong or not trial.acknowledged else 0


if __name__ == "__main__":
    main()
