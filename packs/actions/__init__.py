"""Every write of this room, one file per noun."""

from packs.actions.delivery import (
    DeliveryRefused,
    KitElsewhere,
    SecondPackNeedsReason,
    deliver_pack,
    withdraw_delivery,
)
from packs.actions.specification import add_specification
from packs.actions.stock import StockRefused, StockShort, add_item, move_stock, place, reverse_movement

__all__ = [
    "DeliveryRefused",
    "KitElsewhere",
    "SecondPackNeedsReason",
    "StockRefused",
    "StockShort",
    "add_item",
    "add_specification",
    "deliver_pack",
    "move_stock",
    "place",
    "reverse_movement",
    "withdraw_delivery",
]
