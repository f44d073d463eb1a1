"""The long proof of both ledgers: 10,000 rounds of eight workers at the last pack and at the last pound, and 100,000 random events
of the stock and of the money, sub-grants and match with it, the year end, the clocks going back and raw SQL against what stands.

Runs on the database of DATABASE_URL, in a test database of its own that is dropped at the end. ROUNDS and EVENTS make it
shorter, and FIRST begins at a later seed (500 events each), so that several runs make up one long one. Prints what it did;
exit status 1 and the fault at the first broken rule.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferstreets.settings")
KEPT = tempfile.TemporaryDirectory(prefix="storm-papers.")  # papers of the storm, gone with it
os.environ["MEDIA_ROOT"] = KEPT.name
os.environ.setdefault("SECRET_KEY", "storm-of-the-ledgers-not-a-secret-storm-of-the-ledgers")

import django  # noqa: E402 - the settings' place is named first

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from tests.storm import Storm, last_pack  # noqa: E402
from tests.storm_money import MoneyStorm, last_pound  # noqa: E402

ROUNDS, EVENTS = int(os.environ.get("ROUNDS", "10000")), int(os.environ.get("EVENTS", "100000"))
FIRST, WORKERS, EACH_STORM = int(os.environ.get("FIRST", "0")), 8, 500


def main():
    """Storm, and say so."""
    setup_test_environment()
    if connection.vendor == "sqlite":  # a file: threads do not share one in memory
        connection.settings_dict["TEST"]["NAME"] = f"/tmp/storm-{os.getpid()}.sqlite3"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        _rounds(last_pack, "pack: never oversold, none locked out, every visit sent twice and kept once")
        _rounds(last_pound, "pound: promised once, none locked out, every act sent twice and kept once")
        _events(Storm, "the stock")
        settings.DEMONSTRATION_TODAY = None
        _events(MoneyStorm, "the money, sub-grants and match")
    finally:
        teardown_databases(databases, verbosity=0)


def _rounds(race, said):
    """Eight workers at the last one."""
    started = time.monotonic()
    for step in range(0, ROUNDS, 1000):
        race(rounds=min(1000, ROUNDS - step), workers=WORKERS)
    print(f"{connection.vendor}: {ROUNDS:,} rounds, {WORKERS} workers at the last {said}, {time.monotonic() - started:.0f} s", flush=True)  # fmt: skip


def _events(kind, of):
    """Random events in projects of EACH_STORM, every rule checked after each."""
    started, done = time.monotonic(), 0
    for seed in range(-(-EVENTS // EACH_STORM)):
        storm = kind(FIRST + seed)
        for _ in range(min(EACH_STORM, EVENTS - done)):
            storm.event()
            storm.check()
            done += 1
    print(f"{connection.vendor}: {done:,} random events of {of} from seed {FIRST}, every rule checked after each, {time.monotonic() - started:.0f} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
