"""The tables of this room, one file per noun."""

from packs.models.day import ClosedDay
from packs.models.delivery import Delivery
from packs.models.handing import Assembly, Handover, HandoverLine
from packs.models.kit import Kit, KitClash, KitMove
from packs.models.order import Invoice, OrderLine, PurchaseOrder, Receipt, ReceiptLine
from packs.models.quoting import Comparison, Decision, Quote, QuoteRule, SampleTest
from packs.models.specification import PackContent, PackSpecification
from packs.models.stock import Balance, Item, Location, Movement
from packs.models.stocktake import Stocktake, StocktakeLine
from packs.models.torch import Find, Sign, TorchIssue

__all__ = [
    "Assembly",
    "Balance",
    "ClosedDay",
    "Comparison",
    "Decision",
    "Delivery",
    "Find",
    "Handover",
    "HandoverLine",
    "Invoice",
    "Item",
    "Kit",
    "KitClash",
    "KitMove",
    "Location",
    "Movement",
    "OrderLine",
    "PackContent",
    "PackSpecification",
    "PurchaseOrder",
    "Quote",
    "QuoteRule",
    "Receipt",
    "ReceiptLine",
    "SampleTest",
    "Sign",
    "Stocktake",
    "StocktakeLine",
    "TorchIssue",
]
