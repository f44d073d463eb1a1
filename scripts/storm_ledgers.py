"""The long proof of the stock ledger: 10,000 rounds of eight workers at the last pack, and 100,000 random events.

Runs on the database of DATABASE_URL, in a test database of its own that is dropped at the end. ROUNDS and EVENTS make it
shorter. Prints what it did; exit status 1 and the fault at the first broken rule.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferstreets.settings")
os.environ.setdefault("SECRET_KEY", "storm-of-the-ledgers-not-a-secret-storm-of-the-ledgers")

import django  # noqa: E402 - the settings' place is named first

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from tests.storm import Storm, last_pack  # noqa: E402

ROUNDS, EVENTS = int(os.environ.get("ROUNDS", "10000")), int(os.environ.get("EVENTS", "100000"))
WORKERS, EACH_STORM = 8, 500


def main():
    """Storm, and say so."""
    setup_test_environment()
    if connection.vendor == "sqlite":  # a file: threads do not share one in memory
        connection.settings_dict["TEST"]["NAME"] = f"/tmp/storm-{os.getpid()}.sqlite3"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        started = time.monotonic()
        for step in range(0, ROUNDS, 1000):
            last_pack(rounds=min(1000, ROUNDS - step), workers=WORKERS)
        print(f"{connection.vendor}: {ROUNDS:,} rounds, {WORKERS} workers at the last pack: never oversold, none locked out, every visit sent twice and kept once, {time.monotonic() - started:.0f} s")  # fmt: skip
        started, done = time.monotonic(), 0
        for seed in range(-(-EVENTS // EACH_STORM)):
            storm = Storm(seed)
            for _ in range(min(EACH_STORM, EVENTS - done)):
                storm.event()
                storm.check()
                done += 1
        print(f"{connection.vendor}: {done:,} random events, every rule checked after each, {time.monotonic() - started:.0f} s")  # fmt: skip
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
