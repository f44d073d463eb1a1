"""`make scan`: three kinds of scanners on a running copy; each must first find what is planted in the twin.

    python -m tests.scanners [--minutes 10] [--forms 60] [--cases 2000]        the tools: scripts/scan-tools

On an SQLite file of its own, over https, as the coordinator of one project and as nobody. Prints a line for each tool. Status 1 for a
finding or an anomaly in the product, or for a tool that did not find its planted fault; a tool that is missing is "not run".
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.canaries import served
from tests.scanners import tools

FOLDER = Path(tempfile.mkdtemp(prefix="saferstreets-scan.", dir="/tmp"))
PLANTED = ("Cross Site Scripting", "Open Redirect", "Internal Server Error")
wrong = []


def say(tool, what, result, fine):
    """One line; remembered when it is not as it must be."""
    print(f"{'' if fine else 'WRONG: '}{tool}: {what}: {result}", flush=True)
    if not fine:
        wrong.append(tool)


def prepare():
    """Settings, tables, two projects with one of everything. Returns (world, cookie of the coordinator, a phone)."""
    os.environ.update(served.environment(FOLDER))
    os.environ |= {
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "DATABASE_URL": f"sqlite:///{FOLDER / 'scan.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "saferstreets.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=served.ROOT,
        check=True,
    )
    from accounts.choices import Role
    from tests.deposit.weather import Base
    from tests.world import World

    world = World.make()
    return world, world.people[Role.COORDINATOR], Base().phones[0]


def certificate():
    """A certificate for this machine, of this run."""
    made = FOLDER / "server.pem", FOLDER / "server.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-out", made[0], "-keyout", made[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


@contextmanager
def running(port, pair, **how):
    """The office, or its twin: over https, or without a pair behind a proxy that is not there."""
    os.environ["BEHIND_PROXY"] = "" if pair else "1"
    office = served.Office(FOLDER, port, certificate=pair, **how)
    try:
        yield f"{'https' if pair else 'http'}://127.0.0.1:{port}"
    finally:
        office.stop()


def find_planted(address):
    """Every tool for pages on the twin."""
    for version, command in tools.wapitis().items():
        found, _ = tools.wapiti(command, address, FOLDER, minutes=1)
        missing = [kind for kind in PLANTED if not any(kind in known for known in found)]
        say(
            f"wapiti {version}",
            "twin",
            f"found {', '.join(sorted(found))}" + (f"; not {missing}" if missing else ""),
            not missing,
        )
    if tools.tool("sqlmap", "wapiti"):
        hit, _ = tools.sqlmap(address, FOLDER, ("GET", "/rows/", {"q": "a"}), "a=b", "sqlite")
        say("sqlmap", "twin", "found the injection" if hit else "found nothing", hit)


def scan(address, world, coordinator, wanted):
    """Every tool for pages on the product."""
    from tests.canaries.visiting import Visitor

    visitor = Visitor(int(address.rsplit(":", 1)[1]), coordinator, tls=tools.TLS)
    visitor.get("/own/")
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for version, command in tools.wapitis().items():
        for who, address_in, known in (
            ("the coordinator", f"{address}/own/", cookie),
            ("nobody signed in", f"{address}/check/", ""),
        ):
            if known and not tools.can_leave_out(command):
                continue
            began = time.monotonic()
            found, pages = tools.wapiti(
                command, address_in, FOLDER, known, wanted.minutes if known else max(1, wanted.minutes // 4)
            )
            found, answered = tools.explained(found, address)
            told = str(found) if found else "0 findings, 0 anomalies"
            told += f"; answered for: {', '.join(sorted(answered))}" if answered else ""
            say(
                f"wapiti {version}",
                f"product as {who}, {pages} pages, {time.monotonic() - began:.0f} s",
                told,
                not found,
            )
    if tools.tool("sqlmap", "wapiti"):
        _sqlmap(address, visitor, world, cookie, wanted.forms)


def fuzz_planted(address):
    """Schemathesis on the twin."""
    _, said = tools.schemathesis(address, FOLDER, "Deposit x", 50)
    found = "Server error" in said
    say("schemathesis", "twin", "found the fault" if found else f"did not find it: {said}", found)


def fuzz(address, phone, cases):
    """Schemathesis on the product."""
    code, said = tools.schemathesis(address, FOLDER, phone.authorization, cases)
    say("schemathesis", "product", f"faults: {said}" if code else "no fault", code == 0)


def _sqlmap(address, visitor, world, cookie, most):
    from django.urls import NoReverseMatch, reverse

    from tests.house import routes
    from tests.scanners.forms import targets

    addresses = []
    for name, pattern, _view in routes():
        if pattern.startswith("<slug:slug>/"):
            try:
                addresses.append(reverse(name, kwargs=world.key(name, world.project)))
            except (NoReverseMatch, StopIteration):
                continue
    known = targets(visitor, [*addresses, "/check/", "/ask/own/", "/projects/new/"])
    first = [target for target in known if target[0] == "GET"]
    rest = [target for target in known if target[0] != "GET"]
    chosen = first + rest[:: max(1, len(rest) // max(1, most - len(first)))]
    injected, clear = [], 0
    for target in chosen[:most]:
        hit, clean = tools.sqlmap(
            address, FOLDER, (target[0], target[1], _typed(target[2], visitor)), cookie, "sqlite"
        )
        injected += [target[:2]] if hit else []
        clear += clean
    boxes = sum(len(set(fields) - {"csrfmiddlewaretoken"}) for _, _, fields in chosen[:most])
    say(
        "sqlmap",
        f"product, {len(chosen[:most])} of {len(known)} forms and queries, {boxes} fields",
        f"{len(injected)} injectable {injected or ''}, {clear} said to be clear",
        not injected,
    )


def _typed(fields, visitor):
    """The fields with the token that goes with the visitor's cookie."""
    from django.conf import settings

    token = visitor.cookies[settings.CSRF_COOKIE_NAME]
    return {name: token if name == "csrfmiddlewaretoken" else value for name, value in fields.items()}


def main():
    """Twin, then product."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument(
        "--minutes", type=float, default=10, help="at most, for each wapiti as the coordinator"
    )
    reader.add_argument("--forms", type=int, default=60, help="at most, for sqlmap")
    reader.add_argument("--cases", type=int, default=2_000, help="of schemathesis, for each operation")
    reader.add_argument("--only-twin", action="store_true")
    wanted = reader.parse_args()
    world, coordinator, phone = prepare()
    pair, port = certificate(), served.free_port()
    os.environ["CSRF_TRUSTED_ORIGINS"] = f"https://127.0.0.1:{port}"
    with running(port, pair, settings="tests.scanners.twin_settings") as address:
        find_planted(address)
    if not wanted.only_twin:
        with running(port, pair, application="tests.deposit.preloaded:application") as address:
            scan(address, world, coordinator, wanted)
    if tools.tool("schemathesis", "schemathesis"):
        with running(port, None, settings="tests.scanners.twin_settings") as address:
            fuzz_planted(address)
        if not wanted.only_twin:
            with running(port, None, application="tests.deposit.preloaded:application") as address:
                fuzz(address, phone, wanted.cases)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        if not os.environ.get("KEEP"):
            shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(code)
