"""The stock of a project with very many movements: every item at every place, one kit by its code, one delivery."""

import datetime
import random
import uuid
from collections import Counter

from bench import register
from bench.databases import ENGINES, LARGE, throwaway

NAME = "The stock: every item at every place, where a kit is, and one delivery"
WANTED = "within 1.5x of hand-written SQL on the guard table; a delivery asks the same number of queries at any size"
MOVES = 10_000_000 if LARGE else 200_000
KITS, BAGS, ITEMS = 200_000, 40, 12
EVERYTHING = "SELECT location_id, item_id, SUM(quantity) FROM packs_balance WHERE project_id = %s GROUP BY location_id, item_id"
ONE_KIT = "SELECT id, household_id, location_id FROM packs_kit WHERE project_id = %s AND code = %s AND withdrawn_at IS NULL"


def _places(project, by):
    from accounts.models import User
    from packs.actions import place
    from packs.actions.delivery import pack_item
    from packs.choices import PlaceKind
    from packs.models import Item

    contents = Item.objects.bulk_create(
        Item(project=project, name=f"Item {number}", kind="content") for number in range(1, ITEMS)
    )
    items = [pack_item(project), *contents]
    walkers = User.objects.bulk_create(
        User(email=f"walker{number}@bench.example", name=f"Walker {number}", password="!")
        for number in range(BAGS)
    )
    supplier, store, homes = (
        place(project=project, kind=kind)
        for kind in (PlaceKind.SUPPLIER, PlaceKind.STORE, PlaceKind.HOUSEHOLD)
    )
    bags = [place(project=project, kind=PlaceKind.BAG, holder=walker) for walker in [by, *walkers]]
    return items, supplier, store, homes, bags


def _movements(project, by, items, supplier, store, homes, bags):
    """Rows of movements, and the guards they add up to in `sums`. Three in ten to the store, three to bags, the rest to homes."""
    dice, sums, now = random.Random(7), Counter(), "2021-11-24 12:00:00+00:00"
    guarded = {store.pk, *(bag.pk for bag in bags)}

    def rows():
        for number in range(MOVES):
            item, bag = items[number % ITEMS], bags[number % len(bags)]
            start, end, count = ((supplier, store, 9), (store, bag, 2), (bag, homes, 1))[number % 3]
            for here, there, change in ((start, end, -count), (end, start, count)):
                sums[here.pk, item.pk, here.pk if here.pk in guarded else there.pk] += change
            day = register.DAYS[dice.randrange(len(register.DAYS))].isoformat()
            yield (project.pk, item.pk, start.pk, end.pk, count, "", "", None, None, day, now, by.pk)

    return rows(), sums, guarded


def _fill(project, by):
    from packs.models import Balance, Kit, Movement

    items, supplier, store, homes, bags = _places(project, by)
    rows, sums, guarded = _movements(project, by, items, supplier, store, homes, bags)
    columns = "project_id item_id from_location_id to_location_id quantity reason source key reverses_id happened_on recorded_at recorded_by_id"
    register.put(Movement, columns, rows)
    Balance.objects.filter(project=project).delete()
    # Enough in the store and every bag that nothing stands below nothing.
    Balance.objects.bulk_create(
        Balance(
            project=project, location_id=place, item_id=item, lane_id=lane, guarded=place in guarded,
            quantity=max(count, 100) if place in guarded else count,
        )
        for (place, item, lane), count in sums.items()
    )  # fmt: skip
    kits = (
        (project.pk, f"KIT{number:06}", store.pk, register.TODAY.isoformat(), "") for number in range(KITS)
    )
    register.put(Kit, "project_id code location_id received_on registered_how", kits)
    register.settle()


def run(report):
    from django.test.utils import CaptureQueriesContext

    from packs import stock_queries

    for engine in ENGINES:
        with throwaway(engine) as connection:
            project, by = register.fill(2_000, others=5)
            _count_on(connection)
            counted = [_delivery_queries(connection, project, by, CaptureQueriesContext) for _ in range(2)]
            _fill(project, by)
            counted.append(_delivery_queries(connection, project, by, CaptureQueriesContext))

            def ask(statement, *values, connection=connection):
                with connection.cursor() as cursor:
                    cursor.execute(statement, values)
                    return cursor.fetchall()

            assert stock_queries.where_is(project, "kit 100000").location
            report.compare(
                "every item at every place", on=engine, floor=lambda ask=ask, key=project.pk: ask(EVERYTHING, key),
                ours=lambda project=project: stock_queries.totals(project), at_most=1.5, rounds=15,
            )  # fmt: skip
            report.compare(
                "where is kit X", on=engine, floor=lambda ask=ask, key=project.pk: [ask(ONE_KIT, key, "KIT100000") for _ in range(50)],
                ours=lambda project=project: [stock_queries.where_is(project, "KIT100000") for _ in range(50)], at_most=1.5, rounds=15,
            )  # fmt: skip
            report.amount(
                "queries of a delivery, at this size",
                counted[2],
                unit="queries",
                floor=counted[1],
                on=engine,
                at_most=1.0,
            )
    report.note(
        f"{MOVES:,} movements and {KITS:,} kits in one project; floor of the last row: the same delivery before them"
    )


def _count_on(connection):
    """Rows written past the product did not move the counters that new rows take their ids from."""
    from django.apps import apps
    from django.core.management.color import no_style

    models = [
        model for model in apps.get_models() if model._meta.app_label in ("households", "packs", "accounts")
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _delivery_queries(connection, project, by, capture):
    """How many queries one delivery takes, at a home that has had nothing."""
    from doorstep.actions import record_visit
    from households.models import Household
    from packs.models import Delivery
    from saferstreets.common import clock

    had = Delivery.objects.filter(project=project).values("household")
    home = (
        Household.objects.filter(project=project, closed_on=None, state="occupied")
        .exclude(pk__in=had)
        .first()
    )
    at = clock.local(datetime.datetime.combine(register.TODAY, datetime.time(11)))
    with capture(connection) as queries:
        record_visit(
            client_id=uuid.uuid4(), household=home, outcome="answered", happened_at=at, by=by, offers={"pack": "done"}, kit_code=f"B{home.pk}"
        )  # fmt: skip
    return len(queries)
