"""Quotes side by side: what each costs for the quantity wanted, and what to know about it."""

from dataclasses import dataclass, field
from datetime import timedelta

from packs import order_rules as rules
from packs.choices import SampleResult


@dataclass
class Offer:
    """One quote for the quantity of its comparison. pieces: at least its smallest order. Amounts in pence.

    cheapest: no quote costs less without VAT. doubts: plain sentences. chosen: by the decision.
    """

    quote: object
    pieces: int
    net: int
    vat: int
    cheapest: bool = False
    chosen: bool = False
    doubts: list = field(default_factory=list)

    @property
    def gross(self):
        """With VAT."""
        return self.net + self.vat


def offers(comparison, quotes, day):
    """An Offer for each quote in the order entered. quotes: with suppliers and samples. day: today, for what has run out."""
    decision = getattr(comparison, "decision", None)
    found = []
    for quote in quotes:
        price = rules.quote_price(
            quote.unit_net_pence, quote.carriage_net_pence, quote.vat_basis_points, quote.minimum_order, comparison.quantity
        )  # fmt: skip
        found.append(
            Offer(
                quote, *price, doubts=list(_doubts(comparison, quote, day)),
                chosen=bool(decision and decision.quote_id == quote.pk),
            )
        )  # fmt: skip
    lowest = min((offer.net for offer in found), default=None)
    for offer in found:
        offer.cheapest = offer.net == lowest
    return found


def _doubts(comparison, quote, day):
    if quote.minimum_order > comparison.quantity:
        yield f"Smallest order is {quote.minimum_order:,}."
    if quote.valid_until and quote.valid_until < day:
        yield f"Ran out on {quote.valid_until:%-d %B %Y}."
    if comparison.needed_by and quote.lead_days is not None:
        comes = day + timedelta(days=quote.lead_days)
        if comes > comparison.needed_by:
            yield f"Ordered today it comes on {comes:%-d %B %Y}: too late."
    if any(sample.result == SampleResult.FAILED for sample in quote.samples.all()):
        yield "A sample failed."


def suppliers(found):
    """How many different suppliers have quoted."""
    return len({offer.quote.supplier_id for offer in found})
