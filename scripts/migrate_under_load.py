"""`make migrate-under-load`: the upgrade of a large office while phones hand in, on PostgreSQL (FROM=the commit that runs now, HOMES=150000).

    scripts/migrate_under_load.py --from COMMIT [--homes 150000]        DATABASE_URL names an empty PostgreSQL

The program of COMMIT makes the tables, is filled, and serves. While three phones record and hand in without a pause, this program's
migrations run; then the server is started again as this program, as docs/deploy.md says. At the end everything is counted: what a phone
has a receipt for must be there, once. Prints the time of the migrations, the longest wait for a receipt, and the counts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PHONES = 3


def old_program(commit, folder):
    """The program of a commit in a folder of its own."""
    subprocess.run(
        ["git", "worktree", "add", "--detach", "--force", folder, commit],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def filled(old, homes):
    """Tables and rows as the old program makes them."""
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=old, check=True)
    words = f"import django; django.setup(); from bench import register; register.fill({homes}, others=10)"
    subprocess.run(
        [sys.executable, "-c", words], cwd=old, check=True, env={**os.environ, "PYTHONPATH": str(old)}
    )


class Watched:
    """Counts receipts by the second of their hearing: what a phone sees of an upgrade."""

    def __init__(self, phones):
        self.phones, self.longest, self._last, self._seen = phones, 0.0, time.monotonic(), 0

    def look(self):
        """Called often: the longest time without a new receipt so far."""
        count, now = sum(len(phone.verdicts) for phone in self.phones), time.monotonic()
        if count != self._seen:
            self._seen, self._last = count, now
        self.longest = max(self.longest, now - self._last)
        return count


def upgrade(phones, homes, server, kill):
    """Phones at work under the old program, the migrations, the new program. Returns (seconds, receipts before/during/after, longest waits)."""
    stop, watched, told = threading.Event(), Watched(phones), []
    workers = [
        threading.Thread(target=kill.phone_at_work, args=(phone, homes, server, stop, n))
        for n, phone in enumerate(phones)
    ]
    for worker in workers:
        worker.start()

    def while_running(done):
        before = watched.look()
        watched.longest = 0.0
        while not done():
            watched.look()
            time.sleep(0.02)
        told.append((watched.look() - before, watched.longest))

    until = time.monotonic() + 10
    while_running(lambda: time.monotonic() > until)
    began = time.monotonic()
    migrating = subprocess.Popen([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT)
    while_running(lambda: migrating.poll() is not None)
    seconds = time.monotonic() - began
    server.kill()
    kill.ROOT = ROOT
    server.environment = {**server.environment, "PYTHONPATH": str(ROOT)}
    server.start()
    until = time.monotonic() + 10
    while_running(lambda: time.monotonic() > until)
    stop.set()
    for worker in workers:
        worker.join()
    for phone in phones:
        while phone.outbox:
            kill.hand_in(phone, server.port)
    server.kill()
    return migrating.returncode, seconds, told


def drive(old, homes):
    """With the old program's own phones and server."""
    sys.path.insert(0, str(old))
    import django

    django.setup()
    from django.db import connection, connections

    from tests.deposit import kill
    from tests.deposit.weather import Base
    from tests.factories.accounts import ProjectFactory

    ProjectFactory.reset_sequence(1_000)  # the invented office has the first names
    base = Base()
    rows = _rows(connection)
    connections.close_all()
    server = kill.Server({**os.environ, "PYTHONPATH": str(old)})
    server.start()
    code, seconds, told = upgrade(base.phones[:PHONES], base.homes, server, kill)
    counts = kill.counted(base.phones[:PHONES], base.project)
    print(f"migrations of {rows:,} rows: {seconds:.1f} s, exit status {code}")
    for what, (receipts, longest) in zip(
        ("10 s before", "while they ran", "10 s after the restart"), told, strict=True
    ):
        print(f"  {what}: {receipts:,} receipts, longest wait for one {longest:.1f} s")
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    return 1 if code or any(count for name, count in counts.items() if name != "records") else 0


def _rows(connection):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return cursor.fetchone()[0]


def main():
    """Old program, rows, upgrade, counts."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--from", dest="commit", required=True)
    reader.add_argument("--homes", type=int, default=150_000)
    wanted = reader.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "saferstreets.settings_test"
    folder = Path(tempfile.mkdtemp(prefix="saferstreets-before.", dir="/tmp"))
    try:
        old = old_program(wanted.commit, folder / "program")
        filled(old, wanted.homes)
        return drive(old, wanted.homes)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder / "program"], cwd=ROOT, check=False)


if __name__ == "__main__":
    sys.exit(main())
