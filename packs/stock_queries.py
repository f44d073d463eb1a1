"""What the pages of the stock read, across tables. Every function asks a fixed number of queries, whatever the size."""

import datetime
from collections import Counter, defaultdict
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, Sum

from packs import rules
from packs.choices import ItemKind, PlaceKind
from packs.models import Balance, Handover, Item, KitClash, Location, Movement
from saferstreets.common.periods import Period

# The columns of the table of stock: (heading, kinds of places).
COLUMNS = (
    ("In stores", (PlaceKind.STORE,)),
    ("In bags", (PlaceKind.BAG,)),
    ("On the way", (PlaceKind.ON_THE_WAY,)),
    ("With officers", (PlaceKind.OFFICER,)),
    ("At homes", (PlaceKind.HOUSEHOLD,)),
    ("In streets", (PlaceKind.STREET,)),
    ("Damaged or lost", (PlaceKind.DAMAGED, PlaceKind.LOST)),
    ("Not covered", (PlaceKind.UNRECONCILED,)),
)
LEAVES = (PlaceKind.HOUSEHOLD, PlaceKind.ASSEMBLY, PlaceKind.OFFICER, PlaceKind.STREET)


# The two questions that are asked of very much, by hand: composing them would take longer than answering them.
TOTALS = """
SELECT location_id, item_id, SUM(quantity) FROM packs_balance WHERE project_id = %s GROUP BY location_id, item_id"""
WHERE_IS = """
SELECT id, household_id, location_id FROM packs_kit WHERE project_id = %s AND code = %s AND withdrawn_at IS NULL"""


class KitPlace(NamedTuple):
    """Where a kit is: ids of the kit and of its home or its place, one of the two."""

    kit: int
    household: int | None
    location: int | None


def _ask(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def totals(project):
    """{(location id, item id): pieces} of everything everywhere. One query over the guards."""
    return {(location, item): int(count) for location, item, count in _ask(TOTALS, project.pk)}


def table(project):
    """The table of stock: (rows of {item, held: is there any?, cells: [pieces]}, places of {place, items: [(item, pieces)]}). Three queries."""
    items = list(Item.objects.filter(project=project).order_by("kind", "name"))
    places = {place.pk: place for place in Location.objects.filter(project=project).order_by("name")}
    found, held = defaultdict(Counter), defaultdict(dict)
    for (location, item), count in totals(project).items():
        found[item][places[location].kind] += count
        if count:
            held[location][item] = count
    rows = [
        {
            "item": item,
            "held": any(found[item.pk].values()),
            "cells": [(head, sum(found[item.pk][kind] for kind in kinds)) for head, kinds in COLUMNS],
        }
        for item in items
    ]
    return rows, [
        {"place": place, "items": [(item, held[pk][item.pk]) for item in items if item.pk in held[pk]]}
        for pk, place in places.items()
        if place.guarded
    ]


def at_place(location):
    """[(item, pieces)] at one place, by name; nothing for items that are not there. Two queries."""
    items = Item.objects.filter(project_id=location.project_id).in_bulk()
    rows = Balance.objects.filter(project_id=location.project_id, location=location).totals()
    return sorted(
        ((items[row["item"]], row["total"]) for row in rows if row["total"]), key=lambda row: row[0].name
    )


def of_item(item):
    """[(place, pieces)] of one item, by name of the place. Two queries."""
    places = Location.objects.filter(project_id=item.project_id).in_bulk()
    rows = Balance.objects.filter(project_id=item.project_id, item=item).totals()
    return sorted(
        ((places[row["location"]], row["total"]) for row in rows if row["total"]), key=lambda row: row[0].name
    )


def where_is(project, code):
    """The KitPlace of the kit with this code; None when nobody has written it down. One query."""
    return next((KitPlace(*row) for row in _ask(WHERE_IS, project.pk, rules.kit_code(code))), None)


def used(project, day):
    """{item id: pieces} that went to homes, into packs, to officers or into streets in the last 28 days, less what came back."""
    since = day - datetime.timedelta(days=rules.PACE_DAYS - 1)
    moved = Movement.objects.filter(project=project, happened_on__range=(since, day)).order_by()
    out = moved.filter(
        to_location__kind__in=LEAVES, from_location__kind__in=(*rules.GUARDED, PlaceKind.UNRECONCILED)
    )
    back = moved.filter(
        from_location__kind__in=LEAVES, to_location__kind__in=(*rules.GUARDED, PlaceKind.UNRECONCILED)
    )
    # Packs come out of an assembly, and go back into it when it is taken back: neither is use of packs.
    made_of = {"item__kind": ItemKind.PACK}
    out = out.exclude(to_location__kind=PlaceKind.ASSEMBLY, **made_of)
    back = back.exclude(from_location__kind=PlaceKind.ASSEMBLY, **made_of)
    found = Counter(dict(out.values_list("item").annotate(n=Sum("quantity"))))
    found.subtract(dict(back.values_list("item").annotate(n=Sum("quantity"))))
    return found


def radar(project, day):
    """Every item that is stocked or used, with how long it lasts: {item, outlook}; what runs out first comes first."""
    on_hand = Counter(
        dict(
            Balance.objects.filter(project=project, guarded=True)
            .exclude(location__kind=PlaceKind.OFFICER)
            .order_by()
            .values_list("item")
            .annotate(n=Sum("quantity"))
        )
    )
    spent = used(project, day)
    rows = [
        {
            "item": item,
            "outlook": rules.outlook(on_hand[item.pk], spent[item.pk], day, project.ends_on, item.lead_days),
        }
        for item in Item.objects.filter(project=project)
        if item.pk in on_hand or item.pk in spent
    ]
    return sorted(
        rows,
        key=lambda row: (row["outlook"].days_left is None, row["outlook"].days_left or 0, row["item"].name),
    )


def keeps_stock(project):
    """Has anything been received yet? Before that, what no bag covered is no task: there were no bags."""
    return Balance.objects.filter(project=project, guarded=True).exists()


def uncovered(project):
    """What bags did not cover and nobody has settled: {location, item, count}; nothing while no stock is kept. Three queries."""
    if not keeps_stock(project):
        return []
    rows = (
        Balance.objects.filter(project=project, location__kind=PlaceKind.UNRECONCILED)
        .totals()
        .exclude(total=0)
    )
    places = (
        Location.objects.filter(project=project, kind=PlaceKind.UNRECONCILED)
        .select_related("holder")
        .in_bulk()
    )
    items = Item.objects.filter(project=project).in_bulk()
    return [
        {
            "location": places[row["location"]],
            "item": items[row["item"]],
            "count": abs(row["total"]),
            "missing": row["total"] > 0,
        }
        for row in rows
    ]


def tasks(project):
    """Everything of the stock that waits for a person, by kind."""
    return {
        "uncovered": uncovered(project),
        "clashes": list(KitClash.objects.filter(project=project).open().for_list()),
        "handovers": list(Handover.objects.filter(project=project).unexplained().for_list()),
    }


def tasks_waiting(project):
    """How many things of the stock wait for a person, for the page Today. Five queries at most."""
    clashes = KitClash.objects.filter(project=project).open().count()
    handovers = Handover.objects.filter(project=project).unexplained().count()
    return clashes + handovers + len(uncovered(project))


def registration(project, day):
    """The kits given out and registered since the start: dict of issued, registered, confirmed, rate (whole per cent, None before the first kit).
    From the figures.
    """
    from saferstreets.common import figures

    whole = Period(project.starts_on, max(day, project.starts_on))
    found = {
        name: figures.value(id_, project, whole)
        for name, id_ in (("issued", "P03"), ("registered", "P06"), ("confirmed", "P07"), ("rate", "P19"))
    }
    return found if found["issued"] else found | {"rate": None}


def in_use(location):
    """Movements into or out of a place, newest first, ready to be printed."""
    return (
        Movement.objects.filter(project_id=location.project_id)
        .filter(Q(from_location=location) | Q(to_location=location))
        .for_list()
    )
