"""The tables of this room, one file per noun."""

from packs.models.day import ClosedDay
from packs.models.delivery import Delivery
from packs.models.handing import Assembly, Handover, HandoverLine
from packs.models.kit import Kit, KitClash, KitMove
from packs.models.specification import PackContent, PackSpecification
from packs.models.stock import Balance, Item, Location, Movement
from packs.models.stocktake import Stocktake, StocktakeLine
from packs.models.torch import Find, Sign, TorchIssue

__all__ = [
    "Assembly",
    "Balance",
    "ClosedDay",
    "Delivery",
    "Find",
    "Handover",
    "HandoverLine",
    "Item",
    "Kit",
    "KitClash",
    "KitMove",
    "Location",
    "Movement",
    "PackContent",
    "PackSpecification",
    "Sign",
    "Stocktake",
    "StocktakeLine",
    "TorchIssue",
]
