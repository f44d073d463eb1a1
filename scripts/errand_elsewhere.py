"""`make errand-elsewhere`: the whole errand at the door in Firefox and in WebKit, where they are installed; what is not says "not run".

    scripts/errand_elsewhere.py [firefox] [webkit]        apt-get install firefox-esr; apt-get install webkit2gtk-driver xvfb dbus

A real office in this process. Sign in, let the phone keep page and round; stop the office; open the page again, record thirty doors, shut the browser
and start it anew (WebKit's driver forgets everything when it is shut: there the page is opened anew, in the moment after the last save); leave the
page and go back to it; let the office answer again. Every record the page called saved must be in the inbox byte for byte, once, and applied. Exit 1
when one is not.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
DOORS = 30
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
# Does what a thumb does, door after door. Returns [[id, sha], ...] of what the page has said is saved.
RECORD = """
const done = arguments[arguments.length - 1];
const sha = (id) => new Promise((found) => {
  const asked = indexedDB.open("doorstep");
  asked.onsuccess = () => {
    const got = asked.result.transaction("outbox").objectStore("outbox").get(id);
    got.onsuccess = () => { asked.result.close(); found(got.result.sha); };
  };
});
const until = async (look) => { for (;;) { const found = look(); if (found) return found; await new Promise((next) => setTimeout(next, 10)); } };
(async () => {
  const saved = [];
  for (let door = 1; door <= DOORS; door += 1) {
    location.hash = `door/${door}`;
    (await until(() => [...document.querySelectorAll("main button")].find((one) => one.textContent === "No answer"))).click();
    await until(() => location.hash.startsWith("#saved/") && document.querySelector("h1.saved"));
    saved.push([location.hash.slice(7), await sha(location.hash.slice(7))]);
  }
  return saved;
})().then(done, (fault) => done(String(fault)));
""".replace("DOORS", str(DOORS))
SHELL_KEPT = (
    "const done = arguments[arguments.length - 1]; navigator.serviceWorker.ready.then(() => done(true));"
)


def free_port():
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Firefox:
    """Driven by the wire it has built in (Marionette): every message is its length, a colon, and JSON."""

    name, restarts = "Firefox", True

    def __init__(self, folder):
        self.program = shutil.which("firefox-esr") or shutil.which("firefox")
        self.folder, self.process, self.number = folder / "firefox", None, 0

    def start(self):
        """Switch it on, with the profile of before."""
        self.folder.mkdir(exist_ok=True)
        port = free_port()
        (self.folder / "user.js").write_text(
            f'user_pref("marionette.port", {port});\nuser_pref("app.update.auto", false);\n'
        )
        command = [self.program, "--headless", "--no-remote", "--marionette", "--profile", str(self.folder)]
        self.process = subprocess.Popen(
            command, env={**os.environ, "MOZ_HEADLESS": "1", "HOME": str(self.folder)}, **QUIET
        )
        for _ in range(300):
            try:
                self.wire = socket.create_connection(("127.0.0.1", port), 90)
                break
            except OSError:
                time.sleep(0.1)
        self._read()
        told = self._say("WebDriver:NewSession", capabilities={})["capabilities"]
        self.version = told["browserVersion"]
        self._say("WebDriver:SetTimeouts", script=120_000, pageLoad=60_000)

    def _read(self):
        length = b""
        while not length.endswith(b":"):
            length += self.wire.recv(1)
        left, text = int(length[:-1]), b""
        while len(text) < left:
            text += self.wire.recv(left - len(text))
        return json.loads(text)

    def _say(self, verb, **about):
        self.number += 1
        text = json.dumps([0, self.number, verb, about]).encode()
        self.wire.sendall(b"%d:%s" % (len(text), text))
        _, _, fault, answer = self._read()
        if fault:
            raise RuntimeError(f"{verb}: {fault.get('message')}")
        return answer

    def go(self, address):
        """Open an address."""
        self._say("WebDriver:Navigate", url=address)

    def back(self):
        """Go back to the page before."""
        self._say("WebDriver:Back")

    def cookie(self, name, value):
        """Give it a cookie of the page it is on."""
        self._say("WebDriver:AddCookie", cookie={"name": name, "value": value, "path": "/"})

    def ask(self, script):
        """What an asynchronous script gives."""
        return self._say("WebDriver:ExecuteAsyncScript", script=script, args=[])["value"]

    def shut(self):
        """Switch it off in the ordinary way."""
        if self.process and self.process.poll() is None:
            self._say("Marionette:Quit", flags=["eAttemptQuit"])
            self.wire.close()
            self.process.wait(60)


class WebKit:
    """Safari's engine as GNOME builds it, by the W3C's WebDriver. It needs a screen, if only a virtual one."""

    name, restarts = "WebKit", False

    def __init__(self, folder):
        parts = [shutil.which(name) for name in ("WebKitWebDriver", "xvfb-run", "dbus-run-session")]
        browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        self.program = all(parts) and browsers and str(browsers[-1])
        self.process, self.version = None, ""

    def start(self):
        """Switch it on, empty."""
        self.port = free_port()
        command = ["xvfb-run", "-a", "dbus-run-session", "WebKitWebDriver", f"--port={self.port}"]
        self.process = subprocess.Popen(command, start_new_session=True, **QUIET)
        options = {"binary": self.program, "args": ["--automation"]}
        for _ in range(200):
            try:
                told = self._say(
                    "POST",
                    "",
                    capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}},
                    at="/session",
                )
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        self.session, self.version = told["sessionId"], told["capabilities"].get("browserVersion", "")
        self._say("POST", "/timeouts", script=120_000, pageLoad=60_000)

    def _say(self, method, path, at=None, **about):
        address = f"http://127.0.0.1:{self.port}{at or f'/session/{self.session}'}{path}"
        body = json.dumps(about).encode() if method == "POST" else None
        with urllib.request.urlopen(
            urllib.request.Request(address, body, method=method), timeout=150
        ) as answer:
            return json.loads(answer.read())["value"]

    def go(self, address):
        """Open an address."""
        self._say("POST", "/url", url=address)

    def back(self):
        """Go back to the page before."""
        self._say("POST", "/back")

    def cookie(self, name, value):
        """Give it a cookie of the page it is on."""
        self._say("POST", "/cookie", cookie={"name": name, "value": value, "path": "/"})

    def ask(self, script):
        """What an asynchronous script gives."""
        return self._say("POST", "/execute/async", script=script, args=[])

    def shut(self):
        """Switch it off: only what was started here."""
        if self.process and self.process.poll() is None:
            self._say("DELETE", "")
            os.killpg(self.process.pid, 15)
            self.process.wait(60)


def until(browser, expression, seconds=60):
    """Wait until an expression of the page is true. Returns its value. Raises RuntimeError with what the page says."""
    asked = f"arguments[arguments.length - 1]({expression});"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := browser.ask(asked):
            return found
        time.sleep(0.2)
    raise RuntimeError(
        f"waited for {expression}: {browser.ask('arguments[arguments.length - 1](document.body.innerText);')[:400]}"
    )


def errand(browser, office, page, cookie):
    """The whole of it. Returns [[id, sha], ...] of what the page called saved."""
    browser.start()
    browser.go(f"{office.address}/healthz")
    browser.cookie(*cookie)
    browser.go(page)
    until(browser, "document.documentElement.dataset.settled === '1'")
    browser.ask(SHELL_KEPT)
    office.stop()
    browser.go(page)
    until(browser, "document.querySelectorAll('main .doors a').length")
    saved = browser.ask(RECORD)
    if not isinstance(saved, list) or len(saved) != DOORS:
        raise RuntimeError(f"recorded: {saved}")
    if browser.restarts:
        browser.shut()
        browser.start()
    browser.go(page)
    all_saved = (
        f"document.querySelector('a.state')?.innerText.startsWith('{DOORS} records saved on this phone')"
    )
    until(browser, all_saved)
    browser.go("about:blank")
    browser.back()
    until(browser, all_saved)
    office.start()
    browser.ask("arguments[arguments.length - 1](dispatchEvent(new Event('online')));")
    until(
        browser, "document.querySelector('a.state').innerText.trim() === 'Everything has reached the office'"
    )
    return saved


def arrived(saved):
    """What is wrong with what arrived, in words."""
    from doorstep.models import Letter

    there = {}
    for uid, sha, status in Letter.objects.values_list("uid", "envelope__sha", "status"):
        there.setdefault(str(uid), []).append((sha, status))
    return [f"{uid}: {there.get(uid)}" for uid, sha in saved if there.get(uid) != [(sha, "accepted")]]


def try_out(kind, folder):
    """One browser against an office of its own project. Returns whether nothing was wrong; says what was seen."""
    browser = kind(folder)
    if not browser.program:
        print(f"{browser.name}: not run (not installed)")
        return True
    from accounts.models import Project, User
    from bench.served import Served, cookie_of, walk

    for row in (*Project.objects.filter(slug="walk"), *User.objects.filter(email="assistant@phone.example")):
        type(row).objects.filter(pk=row.pk).update(**({"slug": f"walked-{row.pk}"} if isinstance(row, Project) else {"email": f"{row.pk}@phone.example"}))  # fmt: skip
    cookie, office = cookie_of(walk(DOORS + 10)), Served(uncollected=True)
    began = time.monotonic()
    try:
        saved = errand(browser, office, f"{office.address}/walk/doorstep/", cookie)
        wrong = arrived(saved)
    except (RuntimeError, OSError) as fault:
        saved, wrong = [], [str(fault)]
    finally:
        browser.shut()
        office.stop()
    how = "shut and started anew" if browser.restarts else "opened anew"
    print(f"{browser.name} {browser.version}: {len(saved)} doors recorded without signal, {how}, {len(saved) - len(wrong) if saved else 0} arrived once and applied; {time.monotonic() - began:.0f} s")  # fmt: skip
    for line in wrong[:10]:
        print("  " + line)
    return not wrong


def main():
    """Exit 1 when something went wrong in a browser that is here."""
    wanted = [kind for kind in (Firefox, WebKit) if not sys.argv[1:] or kind.__name__.lower() in sys.argv[1:]]
    folder = Path(tempfile.mkdtemp(prefix="saferstreets-errand.", dir="/tmp"))
    try:
        from kill_phone import office_of

        office_of(folder)
        sys.exit(0 if all([try_out(kind, folder) for kind in wanted]) else 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
