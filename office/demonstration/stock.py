"""An invented store and two bags: packs come in, and go out to each Assistant week by week, enough for the invented rounds.

Through the actions of the stock, so that every hand has its other end; only the deliveries themselves are written in bulk.
"""

import datetime
from collections import Counter, defaultdict

from households.choices import OfferKind, OfferOutcome
from office.demonstration import buying
from packs import actions
from packs.choices import ItemKind, PlaceKind

SPARE = 6  # packs in a bag beyond what the week takes
SHORT = 2  # packs of the last week that nobody wrote out of the store: what a task looks like
BOX = 50
TORCHES_OUT = 6


def fill(*, project, knocks, coordinator):
    """Receive packs and hand them out. knocks: the planned visits."""
    item = actions.add_item(
        project=project, name=ItemKind.PACK.label, kind=ItemKind.PACK, by=coordinator, lead_days=28
    )
    weeks = _weeks(knocks)
    if not weeks:
        return
    first = min(week for used in weeks.values() for week in used)
    needed = sum(sum(used.values()) for used in weeks.values())
    store = actions.place(project=project, kind=PlaceKind.STORE)
    actions.move_stock(
        project=project, lines=[(item, (needed // BOX + 4) * BOX)], from_location=actions.place(project=project, kind=PlaceKind.SUPPLIER),
        to_location=store, happened_on=first - datetime.timedelta(days=5), by=coordinator, reason="Invented delivery of packs",
    )  # fmt: skip
    for walker, used in weeks.items():
        _hand_out(project, item, store, walker, used, coordinator)


def _weeks(knocks):
    """{who: {Monday: packs handed over in that week}}."""
    found = defaultdict(Counter)
    for knock in knocks:
        if knock.offers.get(OfferKind.PACK) == OfferOutcome.DONE:
            day = knock.happened_at.date()
            found[knock.by][day - datetime.timedelta(days=day.weekday())] += 1
    return found


def _hand_out(project, item, store, walker, used, coordinator):
    bag = actions.place(project=project, kind=PlaceKind.BAG, holder=walker)
    last = max(used)
    for week in sorted(used):
        more = SPARE if week == min(used) else 0
        quantity = used[week] + more - (SPARE + SHORT if week == last and week != min(used) else 0)
        if quantity > 0:
            handover, _made = actions.give(
                project=project, lines=[(item, quantity)], from_location=store, to_location=bag, given_on=week, by=coordinator,
                key=f"demonstration:{walker.pk}:{week}",
            )  # fmt: skip
            actions.take_over(handover_id=handover.pk, counts={item.pk: quantity}, on=week, by=walker)


def torches(*, project, coordinator, approver, day):
    """A hundred torches are ordered, some have come in, and a few are with invented officers."""
    item = actions.add_item(project=project, name="UV torch", kind=ItemKind.TORCH, by=coordinator)
    store = actions.place(project=project, kind=PlaceKind.STORE)
    came = day - datetime.timedelta(days=20)
    buying.torches(project=project, item=item, coordinator=coordinator, approver=approver, day=came)
    for number in range(1, TORCHES_OUT + 1):
        on = came + datetime.timedelta(days=number)
        actions.issue_torch(
            project=project, collar_number=f"EX{number:03}", station="Workington", issued_on=on, by=coordinator,
            key=f"demonstration:{number}", location=store, trained_on=on if number % 3 else None,
        )  # fmt: skip
