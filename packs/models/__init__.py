"""The tables of this room, one file per noun."""

from packs.models.delivery import Delivery, Kit
from packs.models.specification import PackContent, PackSpecification
from packs.models.stock import Balance, Item, Location, Movement

__all__ = [
    "Balance",
    "Delivery",
    "Item",
    "Kit",
    "Location",
    "Movement",
    "PackContent",
    "PackSpecification",
]
