"""Pure decisions about kits and stock."""

import datetime
import re
from dataclasses import dataclass

from packs.choices import ItemKind, PlaceKind

# Places that belong to a person.
HELD = (PlaceKind.BAG, PlaceKind.UNRECONCILED)
# Places the office can look into: what is not there cannot be taken out. Everything else is the world outside.
GUARDED = (PlaceKind.STORE, PlaceKind.BAG, PlaceKind.OFFICER, PlaceKind.ON_THE_WAY)
# Places to choose from on the pages of the stock: every project has them from its first day.
IN_EVERY_PROJECT = (
    PlaceKind.STORE,
    PlaceKind.SUPPLIER,
    PlaceKind.DAMAGED,
    PlaceKind.LOST,
    PlaceKind.RETURNED,
)


def kit_code(text):
    """A kit code as it is stored: capitals and digits without blanks or hyphens, so that one kit has one spelling."""
    return re.sub(r"[\s\-–]+", "", text).upper()


def place_name(kind, holder_name=""):
    """What a place is called: "Store", "Bag of Sam Reed", "Not covered by the bag of Sam Reed"."""
    if kind == PlaceKind.BAG:
        return f"Bag of {holder_name}"
    if kind == PlaceKind.UNRECONCILED:
        return f"Not covered by the bag of {holder_name}"
    return PlaceKind(kind).label


def short_words(missing, place):
    """What is missing at a place, in one sentence. missing: (item name, asked, there)."""
    parts = [f"{name}: {asked} asked for, {there} there" for name, asked, there in missing]
    return f"Not enough in “{place}”. " + "; ".join(parts) + "."


# Of these a project has one item each.
ONE_OF_A_KIND = (ItemKind.PACK, ItemKind.KIT, ItemKind.TORCH)


def content_kind(name):
    """What a thing in the pack is counted as: the marking kit by its name, everything else as contents."""
    return ItemKind.KIT if "marking kit" in name.lower() else ItemKind.CONTENT


def possible_packs(needed, there):
    """How many packs can be made up. needed: {item: pieces in each}; there: {item: pieces at the place}."""
    return min((there.get(item, 0) // each for item, each in needed.items()), default=0)


def assembly_words(missing, possible):
    """Why so many packs cannot be made up. missing: (item name, needed, there)."""
    parts = "; ".join(f"{name}: {needed} needed, {there} there" for name, needed, there in missing)
    enough = f"It is enough for {possible} pack{'s' if possible != 1 else ''}."
    return f"{parts}. {enough}"


def unknown_words(names):
    """Why packs cannot be made up while the specification is not complete."""
    if not names:
        return "The specification names nothing that goes into the pack."
    return f"Enter how many go into each pack, and count them as stock, first: {', '.join(names)}."


# Days within which the register enters a posted form.
FORM_DAYS = 10


def form_due(taken_on):
    """The day by which a paper form must be on the register."""
    return taken_on + datetime.timedelta(days=FORM_DAYS)


# The days whose pace tells how fast stock goes.
PACE_DAYS = 28


@dataclass(frozen=True)
class Outlook:
    """How long an item lasts. days_left and runs_out_on: None while nothing is used. order_by: None where it lasts to the
    end, or where the lead time is not known. too_late: an order placed today would come after the stock has run out."""

    on_hand: int
    used: int
    days_left: int | None
    runs_out_on: datetime.date | None
    order_by: datetime.date | None
    short_at_end: int
    too_late: bool


def outlook(on_hand, used, today, ends_on, lead_days):
    """How long `on_hand` lasts at the pace of the last 28 days (`used` pieces), and by when to order.

    Rounded so that nobody waits too long: days left down, what is missing at the end up. An order that would come
    after the last day of delivery is not asked for.
    """
    if used <= 0:
        return Outlook(on_hand, 0, None, None, None, 0, False)
    days_left = on_hand * PACE_DAYS // used
    to_end = max((ends_on - today).days, 0)
    short = max(-(-used * to_end // PACE_DAYS) - on_hand, 0)
    runs_out_on = today + datetime.timedelta(days=days_left)
    order_by = None
    if short and lead_days is not None:
        order_by = runs_out_on - datetime.timedelta(days=lead_days)
    return Outlook(
        on_hand, used, days_left, runs_out_on, order_by, short, order_by is not None and order_by < today
    )


def bag_words(expected, counted):
    """What a person is told whose count differs from the books, before it is explained."""
    more = "more" if counted > expected else "fewer"
    return (
        f"The books say {expected}, you counted {counted}: {abs(counted - expected)} {more}. "
        "Count again. If it is still so, say why."
    )


def collar_number(text):
    """A collar number as it is stored: capitals without blanks."""
    return "".join(text.split()).upper()
