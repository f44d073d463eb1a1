"""How two spellings of an address are known to be one: the keys of streets and doors."""

import re

STREET_WORDS = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "la": "lane", "cl": "close",
    "dr": "drive", "cres": "crescent", "ct": "court", "crt": "court", "gdns": "gardens", "gdn": "garden", "grn": "green",
    "gr": "grove", "grv": "grove", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "pde": "parade", "pk": "park",
}  # fmt: skip


def words(text):
    """Lower-case words of letters and digits; apostrophes vanish, so that St Michael's and St Michaels are one."""
    return re.sub(r"[^\w]+", " ", re.sub(r"['’‘`]", "", text.casefold())).split()


def street_key(name, town=""):
    """The key of a street: its words with abbreviations written out (only the last word may be Street), and its town."""
    parts = words(name)
    if parts:
        parts[-1] = STREET_WORDS.get(parts[-1], parts[-1])
    return f"{' '.join(parts)}|{' '.join(words(town))}"


def door_key(*, flat="", name="", number=""):
    """The key of a door within its street: flat, name and number, normalised. Empty when nothing names the door."""
    key = "|".join(" ".join(words(part)) for part in (flat, name, number))
    return "" if key == "||" else key
