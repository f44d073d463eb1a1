"""Pure decisions about kits and stock."""

import re

from packs.choices import PlaceKind

# Places that belong to a person.
HELD = (PlaceKind.BAG, PlaceKind.UNRECONCILED)
# Places the office can look into: what is not there cannot be taken out. Everything else is the world outside.
GUARDED = (PlaceKind.STORE, PlaceKind.BAG, PlaceKind.OFFICER)


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
