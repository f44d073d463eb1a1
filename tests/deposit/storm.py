"""`python -m tests.deposit.storm [--seeds N] [--from N] [--variants]`: the storm at full length, on the database that DATABASE_URL names.

New seeds every time: the ledger beside this file remembers which were run, on what, and what came of it. A breach prints its seed
and ends the run with status 1; `--from SEED --seeds 1` repeats it. `--variants` runs the broken variants of the protocol instead and
tells which seed caught each; one that 150 seeds do not catch ends the run with status 1.
"""

import argparse
import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path

LEDGER = Path(__file__).with_name("storm.csv")
MOST = 150  # seeds in which a broken variant must be caught
COLUMNS = ("database", "first", "last", "records", "crashes", "restores", "breaches", "seconds")


def one(base, seed, rules=frozenset()):
    """Run one seed and undo it. Returns (breaches, counts)."""
    from django.db import transaction

    from tests.deposit.invariants import breaches, folded, in_another_order
    from tests.deposit.weather import Weather

    outer = transaction.atomic()
    outer._from_testcase = (
        True  # T1 insists on being outermost: the seed's own transaction stands for the database
    )
    with outer:
        weather = Weather(base, seed, rules)
        weather.run()
        found = breaches(weather)
        if not rules and seed % 10 == 0:
            found += _any_order(weather, folded, in_another_order)
        transaction.set_rollback(True)
    return found, weather.counts


def _any_order(weather, folded, in_another_order):
    """I6 for a tenth of the seeds: the same records in two other orders give one state."""
    from django.db import transaction

    # A kit or pack that only one of two can have is the documented tie: the first to come has it.
    told = [said for said in weather.truth.values() if not said.get("pack") and not said.get("newer")]
    states = []
    for _ in range(2):
        weather.random.shuffle(told)
        with transaction.atomic():
            _forget_all(weather.base)
            states.append(in_another_order(weather, told))
            transaction.set_rollback(True)
    return [] if states[0] == states[1] else [f"I6 order matters: {states}"]


def _forget_all(base):
    """Back to before the storm, which began with nothing: empty what a seed writes, triggers apart."""
    from django.db import connection

    from tests.conftest import _trigger_switches

    tables = ["doorstep_doorphoto", "doorstep_letter", "doorstep_envelope", "packs_kitclash", "packs_kitmove", "packs_balance", "packs_movement", "packs_kit", "packs_delivery", "households_offer",
              "households_refusal", "households_visit"]  # fmt: skip
    off, on = _trigger_switches(connection, tables)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in [*off, *(f"DELETE FROM {table}" for table in tables), *on]:
            cursor.execute(statement)
        cursor.execute("UPDATE households_household SET state = 'occupied', closed_on = NULL")
        cursor.execute("UPDATE accounts_user SET is_active = %s", [True])
        cursor.execute(
            "UPDATE doorstep_device SET revoked_at = NULL, revoked_by_id = NULL, contiguous_seq = 0, highest_seq = 0"
        )


def first_new_seed(vendor):
    """The seed after the last one in the ledger for this database."""
    if not LEDGER.exists():
        return 1
    with LEDGER.open() as file:
        return (
            max((int(row["last"]) for row in csv.DictReader(file) if row["database"] == vendor), default=0)
            + 1
        )


def campaign(base, first, count, report=print):
    """Run `count` seeds. Returns (counts of everything, {seed: breaches})."""
    totals, bad, began = Counter(), {}, time.monotonic()
    for seed in range(first, first + count):
        found, counts = one(base, seed)
        totals += counts
        if found:
            bad[seed] = found
            report(f"seed {seed}: {'; '.join(found)}")
        if (seed - first + 1) % 500 == 0:
            report(
                f"{seed - first + 1:,} seeds, {totals['records']:,} records, {time.monotonic() - began:.0f} s, {len(bad)} bad"
            )
    return totals, bad


def caught_by(base, name):
    """The first seed that catches a broken variant; None when none does."""
    from tests.deposit.mutants import MUTANTS
    from tests.deposit.weather import Crash

    breaks, rules = MUTANTS[name]
    with breaks():
        for seed in range(1, MOST + 1):
            try:
                found, _counts = one(base, seed, rules)
            except (Exception, Crash):  # the office goes on no more: caught as well
                return seed
            if found:
                return seed
    return None


def variants(base, report=print):
    """Every broken variant and the seed that caught it. Returns the names of those that were not caught."""
    from tests.deposit.mutants import MUTANTS

    seeds = {}
    for name in MUTANTS:
        seeds[name] = caught_by(base, name)
        report(f"{name}: {f'caught by seed {seeds[name]}' if seeds[name] else 'NOT CAUGHT'}", flush=True)
    return [name for name, seed in seeds.items() if seed is None]


def main():
    """Make a database of its own, run the seeds, write the ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=25_000)
    parser.add_argument("--from", type=int, dest="first")
    parser.add_argument("--variants", action="store_true")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "saferstreets.settings_test"
    import django

    django.setup()
    import logging

    from django.db import connection
    from django.test.utils import setup_test_environment

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    code = _all_variants() if options.variants else _all_seeds(options)
    connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return code


def _all_variants():
    from django.db import connection

    from tests.deposit.mutants import MUTANTS
    from tests.deposit.weather import Base

    uncaught = variants(Base())
    print(f"{connection.vendor}: {len(MUTANTS)} broken variants, {len(uncaught)} not caught")
    return 1 if uncaught else 0


def _all_seeds(options):
    from django.db import connection

    from tests.deposit.weather import Base

    first = options.first or first_new_seed(connection.vendor)
    began = time.monotonic()
    totals, bad = campaign(Base(), first, options.seeds)
    seconds = round(time.monotonic() - began)
    if options.first is None:
        _enter(connection.vendor, first, options.seeds, totals, bad, seconds)
    print(
        f"{connection.vendor}: seeds {first:,} to {first + options.seeds - 1:,}, {len(bad)} with a breach, {seconds} s"
    )
    print(", ".join(f"{count:,} {name}" for name, count in sorted(totals.items())))
    return 1 if bad else 0


def _enter(vendor, first, count, totals, bad, seconds):
    new = not LEDGER.exists()
    with LEDGER.open("a", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(COLUMNS)
        writer.writerow(
            [
                vendor,
                first,
                first + count - 1,
                totals["records"],
                totals["crashes"],
                totals["restores"],
                len(bad),
                seconds,
            ]
        )


if __name__ == "__main__":
    sys.exit(main())
