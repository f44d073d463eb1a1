"""The page at the door on a slow phone and a bad line: how much comes over the air, how soon it can be used, and how long a save takes.

Headless Chromium at phone size. A bad line: 1.6 Mbit/s down, 150 ms round trip. Everything the server sent counts as first load: page,
styles, scripts, icon, manifest, enrolment, the round of 50 doors, and what the service worker fetched.
"""

import statistics

from django.test import override_settings

from bench.bench_pages import collected
from bench.databases import throwaway
from bench.served import cookie_of, served, walk

NAME = "The phone's page"
WANTED = "first load under 60 kB (aim 40), ready in 1.5 s at 4x slower and 1.6 Mbit/s; offline at 6x slower: open 300 ms, save 150 ms"
DOORS = 50
UNWATCHED_MS = 1_500
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
# When each attribute came to the page, in milliseconds from the beginning of its navigation.
WATCH = """new MutationObserver(() => { for (const name of Object.keys(document.documentElement.dataset))
  (window.came ??= {})[name] ??= performance.now(); }).observe(document, { subtree: true, attributes: true });"""
# From the finger on the button to the words "Saved on this phone".
SAVE = """() => new Promise((done) => {
  const button = [...document.querySelectorAll("main button")].find((one) => one.textContent === "No answer");
  const began = performance.now();
  new MutationObserver((_, watcher) => { if (!document.querySelector("h1.saved")) return;
    watcher.disconnect(); done(performance.now() - began); }).observe(document.querySelector("main"), { childList: true });
  button.click();
})"""


def run(report):
    """First load on the bad line, then without signal at two speeds."""
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from tests.conftest import browser_path

    with (
        throwaway("sqlite"),
        collected(),
        override_settings(ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "localhost"]),
    ):
        name, value = cookie_of(walk(DOORS))
        with served() as office, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser_path(), args=SWITCHES)
            times = []
            for lap in range(3):
                room = chromium.new_context(
                    viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True
                )
                room.add_cookies([{"name": name, "value": value, "url": office.address}])
                page = room.new_page()
                page.add_init_script(WATCH)
                _first_load(report, office, page, lap == 2, times)
                if lap < 2:
                    room.close()
            office.stop()
            _without_signal(report, page)
            office.start()
            chromium.close()
    report.note(
        f"{DOORS} doors; headless Chromium, one machine: trust the bytes, compare the times only with each other"
    )


def _first_load(report, office, page, told, times):
    before, wire = office.sent, page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{office.address}/walk/doorstep/")
    page.locator("html[data-settled]").wait_for(state="attached")
    times.append(page.evaluate("[came.ready, came.settled]"))
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    wire.send(
        "Network.emulateNetworkConditions",
        {**LINE, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    if told:
        ready, settled = (statistics.median(column) for column in zip(*times, strict=True))
        report.amount("first load, all in", (office.sent - before) / 1000, unit="kB", at_most=60)
        report.amount("page ready, 4x slower, bad line", ready, unit="ms", at_most=1500)
        report.amount("  phone set up, round on it, first word to the office", settled, unit="ms")


def _opened(page):
    """Milliseconds from the beginning of the navigation to the round on the screen.

    Nobody asks the page anything while it opens: to answer, the browser would first be handed a program larger than the page's own.
    """
    page.reload(wait_until="commit")
    page.wait_for_timeout(UNWATCHED_MS)
    page.locator("html[data-ready]").wait_for(state="attached")
    return page.evaluate("came.ready")


def _without_signal(report, page):
    wire = page.context.new_cdp_session(page)
    for slower, most in ((1, None), (6, (300, 150))):
        wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        opened, saved = [], []
        for _ in range(5):
            opened.append(_opened(page))
            for _ in range(2):
                page.evaluate("location.hash = document.querySelector('main a.press--main').hash")
                page.get_by_role("button", name="No answer", exact=True).wait_for()
                saved.append(page.evaluate(SAVE))
            page.evaluate("location.hash = 'round'")
            page.wait_for_timeout(100)
        speed = "at full speed" if slower == 1 else f"{slower}x slower"
        report.amount(
            f"open a round of {DOORS} without signal, {speed}",
            statistics.median(opened),
            unit="ms",
            at_most=most and most[0],
        )
        report.amount(
            f"save to “saved on this phone”, {speed}",
            statistics.median(saved),
            unit="ms",
            at_most=most and most[1],
        )
