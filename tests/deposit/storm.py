"""`python -m tests.deposit.storm [--seeds N] [--from N] [--lanes N] [--variants]`: the storm at full length, on the database that DATABASE_URL names.

New seeds every time: the ledger beside this file remembers which were run, on what, and what came of it; a run that is stopped has
entered its seeds up to the last 500. A breach prints its seed and ends the run with status 1; `--from SEED --seeds 1` repeats it.
`--variants` runs the broken variants of the protocol instead and tells which seed caught each; one that 150 seeds do not catch ends
the run with status 1.

A lane is a process with a copy of the database to itself, one for each core unless `--lanes` says otherwise. A seed means the same in
any of them.
"""

import argparse
import contextlib
import csv
import functools
import multiprocessing
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
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


def _not_entered(*_so_far):
    """What enters nothing: seeds that were asked for by number, and a test's."""


def campaign(base, first, count, report=print):
    """Run `count` seeds. Returns (counts of everything, {seed: breaches})."""
    return added_up(first, (one(base, seed) for seed in range(first, first + count)), report)


def added_up(first, outcomes, report=print, enter=_not_entered):
    """What came of the seeds from `first` on, told as it comes: (counts of everything, {seed: breaches}).

    enter(seeds done, counts, {seed: breaches}, seconds) is called after every 500 and at the end.
    """
    totals, bad, began, done = Counter(), {}, time.monotonic(), 0
    for done, (found, counts) in enumerate(outcomes, 1):
        totals += counts
        if found:
            bad[first + done - 1] = found
            report(f"seed {first + done - 1}: {'; '.join(found)}", flush=True)
        if done % 500 == 0:
            seconds = round(time.monotonic() - began)
            report(f"{done:,} seeds, {totals['records']:,} records, {seconds} s, {len(bad)} bad", flush=True)
            enter(done, totals, bad, seconds)
    enter(done, totals, bad, round(time.monotonic() - began))
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


def variants(work, report=print):
    """Every broken variant and the seed that caught it. Returns the names of those that were not caught."""
    from tests.deposit.mutants import MUTANTS

    uncaught = []
    for name, seed in zip(MUTANTS, work(caught_by, MUTANTS), strict=True):
        report(f"{name}: {f'caught by seed {seed}' if seed else 'NOT CAUGHT'}", flush=True)
        if seed is None:
            uncaught.append(name)
    return uncaught


@contextlib.contextmanager
def in_lanes(lanes):
    """Gives work(function, things): function(base, thing) of each of them in their order, from as many lanes at once.

    The test database is there already; it is the pattern of the lanes' own.
    """
    from django.db import connection

    multiprocessing.set_start_method("fork", force=True)  # a database in memory goes along
    numbers = multiprocessing.Queue()
    for number in range(1, lanes + 1):
        connection.creation.clone_test_db(str(number), verbosity=0)
        numbers.put(number)
    connection.close()
    try:
        with ProcessPoolExecutor(lanes, initializer=_open_lane, initargs=(numbers,)) as pool:
            yield lambda function, things, at_once=1: pool.map(
                functools.partial(_in_lane, function), things, chunksize=at_once
            )
    finally:
        for number in range(1, lanes + 1):
            connection.creation.destroy_test_db(suffix=str(number), verbosity=0)


_base = None  # of this lane


def _open_lane(numbers):
    global _base
    from django.db import connection

    from tests.deposit.weather import Base

    connection.creation.setup_worker_connection(numbers.get())
    _base = Base()


def _in_lane(function, thing):
    return function(_base, thing)


def main():
    """Make databases of its own, run the seeds, write the ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=25_000)
    parser.add_argument("--from", type=int, dest="first")
    parser.add_argument("--lanes", type=int, default=os.cpu_count())
    parser.add_argument("--variants", action="store_true")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "saferstreets.settings_test"
    import django

    django.setup()
    import logging

    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.migrated import begin_from_it

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    begin_from_it()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with in_lanes(options.lanes) as work:
            return _all_variants(work) if options.variants else _all_seeds(work, options)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _all_variants(work):
    from django.db import connection

    from tests.deposit.mutants import MUTANTS

    uncaught = variants(work)
    print(f"{connection.vendor}: {len(MUTANTS)} broken variants, {len(uncaught)} not caught")
    return 1 if uncaught else 0


def _all_seeds(work, options):
    from django.db import connection

    first = options.first or first_new_seed(connection.vendor)
    entering = functools.partial(enter, connection.vendor, first) if options.first is None else _not_entered
    totals, bad = added_up(first, work(one, range(first, first + options.seeds), at_once=10), enter=entering)
    print(f"{connection.vendor}: seeds {first:,} to {first + options.seeds - 1:,}, {len(bad)} with a breach")
    print(", ".join(f"{count:,} {name}" for name, count in sorted(totals.items())))
    return 1 if bad else 0


def enter(vendor, first, count, totals, bad, seconds):
    """The line of this run, in the place of the one that it wrote before."""
    rows = list(csv.reader(LEDGER.read_text().splitlines())) if LEDGER.exists() else [list(COLUMNS)]
    if rows[-1][:2] == [vendor, str(first)]:
        rows.pop()
    counts = [totals[name] for name in ("records", "crashes", "restores")]
    rows.append([vendor, first, first + count - 1, *counts, len(bad), seconds])
    with LEDGER.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
