"""Stock for tests, moved by the product's own verbs so that only legal states exist."""

import datetime

import factory

from packs.actions import move_stock, place
from packs.choices import ItemKind, PlaceKind
from packs.models import Item
from tests.factories.accounts import ProjectFactory

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
