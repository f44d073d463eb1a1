"""Stock for tests, moved by the product's own verbs so that only legal states exist."""

import datetime

import factory

from packs import actions
from packs.actions import move_stock, place
from packs.choices import ItemKind, PlaceKind
from packs.models import Item, Kit, KitClash, Movement
from tests.factories.accounts import ProjectFactory
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory

DAY = datetime.date(2021, 10, 1)


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Item

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Item {n}")
    kind = ItemKind.CONTENT


def receive(item, quantity, by, *, to=None, on=DAY, **details):
    """So many of an item come from the supplier to the store, or to another place. Returns the place."""
    project = item.project
    to = to or place(project=project, kind=PlaceKind.STORE)
    move_stock(
        project=project, lines=[(item, quantity)], from_location=place(project=project, kind=PlaceKind.SUPPLIER),
        to_location=to, happened_on=on, by=by, **details,
    )  # fmt: skip
    return to


def stock_of(home, by):
    """One of everything of the stock around a home that has had a pack with a kit: {name of the record: row}."""
    project = home.project
    pens = ItemFactory(project=project)
    store = receive(pens, 50, by)
    specification = actions.add_specification(project=project, from_on=DAY, contents=[(pens.name, 1)], by=by)
    actions.stock_contents(specification=specification, by=by)
    made, _ = actions.assemble_packs(
        specification=specification, quantity=9, location=store, made_on=DAY, by=by, key="a"
    )
    pack, bag = (
        Item.objects.get(project=project, kind=ItemKind.PACK),
        place(project=project, kind=PlaceKind.BAG, holder=by),
    )
    ends = {"from_location": store, "to_location": bag, "given_on": DAY, "by": by}
    handover, _ = actions.give(project=project, lines=[(pack, 2)], key="g", **ends)
    torches = ItemFactory(project=project, kind=ItemKind.TORCH)
    receive(torches, 1, by)
    torch, _ = actions.issue_torch(
        project=project,
        collar_number="PC1",
        station="Workington",
        issued_on=DAY,
        by=by,
        key="t",
        location=store,
    )
    count, _ = actions.begin_stocktake(
        project=project, location=store, counts={pens: 41}, counted_on=DAY, by=by, key="s"
    )
    kit = Kit.objects.standing().filter(project=project).first()
    deliver(HouseholdFactory(street=home.street), by, kit_code=kit.code, from_street=True)
    return {
        "item": pens,
        "store": store,
        "stocktake": count,
        "uncovered": place(project=project, kind=PlaceKind.UNRECONCILED, holder=by),
        "movement": Movement.objects.filter(project=project, source="").first(),
        "handover": handover,
        "assembly": made,
        "kit": kit,
        "clash": KitClash.objects.get(project=project),
        "torch": torch,
        "find": actions.record_find(project=project, found_on=DAY, what="Drill", collar_number="PC1", by=by),
        "sign": actions.plan_sign(project=project, street=home.street, column_number="14", by=by),
    }
