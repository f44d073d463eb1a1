"""`make hostile-files`: ten thousand malformed files through the pages that take them (CASES=10000).

    python -m tests.hostile [--cases 10000] [--seed 1]

On the database that DATABASE_URL names (an SQLite file of its own otherwise); nothing is kept. Status 1 for an answer of 500, a kept
picture that tells of camera or place, or a process that opened a spreadsheet with more than 512 MB or 10 s.
"""

import argparse
import os
import sys
import tempfile
import time
import warnings


def main():
    """Make the office, hand it the files, count."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--cases", type=int, default=10_000)
    reader.add_argument("--seed", type=int, default=1)
    wanted = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/hostile.sqlite3"
        os.environ |= {"DJANGO_SETTINGS_MODULE": "saferstreets.settings_test", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command

        warnings.filterwarnings("ignore", module="PIL")  # of what is broken on purpose
        call_command("migrate", verbosity=0)
        from tests.hostile.office import MOST_MEGABYTES, MOST_SECONDS, Office

        office, began = Office(), time.monotonic()
        for done, seed in enumerate(range(wanted.seed, wanted.seed + wanted.cases), 1):
            office.take(seed)
            if done % 500 == 0:
                print(
                    f"{done:,} files, {time.monotonic() - began:.0f} s, {len(office.faults)} faults",
                    flush=True,
                )
        print(f"{wanted.cases:,} malformed files from seed {wanted.seed} in {time.monotonic() - began:.0f} s")
        for (name, status), count in sorted(office.answers.items()):
            print(f"  {count:>7,}  {name:<12} {'taken in' if status == 300 else status}")
        print(
            f"  {office.opened:,} spreadsheets opened in processes of their own: at most {office.peak():.0f} MB and {office.slowest:.1f} s"
        )
        for fault in office.faults[:20]:
            print(f"FAULT: {fault}")
        print(f"{len(office.faults)} faults")
        return 1 if office.faults or office.peak() > MOST_MEGABYTES or office.slowest > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
