"""How two spellings of an address are known to be one: the keys of streets and doors.

Nothing here guesses. What is surely the same has one key; what might be the same has one likeness, and a person
decides. Letters that only look alike (a Cyrillic А for a Latin A) stay different.
"""

import re
import unicodedata
from functools import lru_cache

STREET_WORDS = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "la": "lane", "cl": "close",
    "clo": "close", "dr": "drive", "drv": "drive", "cres": "crescent", "cresc": "crescent", "ct": "court", "crt": "court",
    "gdns": "gardens", "gdn": "garden", "grn": "green", "gr": "grove", "grv": "grove", "gro": "grove", "pl": "place", "sq": "square",
    "ter": "terrace", "terr": "terrace", "tce": "terrace", "pde": "parade", "pk": "park", "bldgs": "buildings", "hse": "house",
    "cotts": "cottages", "wlk": "walk", "hts": "heights", "pass": "passage", "est": "estate", "blvd": "boulevard",
}  # fmt: skip
COMPASS = frozenset({"north", "south", "east", "west", "upper", "lower", "n", "s", "e", "w"})
SPELT = {"n": "north", "s": "south", "e": "east", "w": "west"}
# Words for a self-contained home behind a shared door: Flat 2 and Apartment 2 of one building cannot both exist.
FLAT_WORDS = frozenset({"flat", "apartment", "apt", "flt", "appt", "apartments", "flats"})
# Words that say what kind of place it is, not which one: they never tell two look-alikes apart.
KIND_WORDS = FLAT_WORDS | {
    "room",
    "rm",
    "unit",
    "studio",
    "bedsit",
    "maisonette",
    "suite",
    "the",
    "no",
    "number",
    "to",
}
APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")


def words(text):
    """Lower-case words of letters and digits; apostrophes vanish, so that St Michael's and St Michaels are one."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\W_]+", " ", text.casefold().replace("&", " and ").translate(APOSTROPHES)).split()


@lru_cache(maxsize=10_000)
def name_key(name):
    """The key of a street's name alone: abbreviations written out where a street word stands, Saint as St."""
    parts = ["st" if part == "saint" else part for part in words(name)]
    last = len(parts) - 1
    if last > 0 and parts[last] in COMPASS:
        parts[last] = SPELT.get(parts[last], parts[last])
        last -= 1
    if last > 0:
        parts[last] = STREET_WORDS.get(parts[last], parts[last])
    return " ".join(parts)


@lru_cache(maxsize=10_000)
def place_key(place):
    """The key of a locality or town."""
    return " ".join("st" if part == "saint" else part for part in words(place))


def place_of(locality, town):
    """(locality key, town key) of a place. One name alone is the town; a town that repeats the locality says it once."""
    locality, town = place_key(locality), place_key(town)
    return ("", town or locality) if not town or locality == town else (locality, town)


def street_key(name, town="", locality=""):
    """The key of a street: its name, and where it is. Two towns may have a street of one name each."""
    locality, town = place_of(locality, town)
    return f"{name_key(name)}|{town}{f'|{locality}' if locality else ''}"[:220]


@lru_cache(maxsize=10_000)
def flat_key(flat):
    """The key of a flat within its door: "Flat 2", "FLAT 02", "Apt. 2" and a bare "2" are one, "Room 2" is another."""
    parts = ["flat" if part in FLAT_WORDS else part for part in words(flat)]
    parts = [part.lstrip("0") or "0" if part.isdigit() else part for part in parts]
    if len(parts) == 1 and parts[0] != "flat" and (parts[0][0].isdigit() or len(parts[0]) == 1):
        parts = ["flat", *parts]
    return " ".join(parts)


@lru_cache(maxsize=10_000)
def number_key(number):
    """The key of a house number: 14A, 14 a and 014a are one; 12-14 and 12 – 14 are one; 2/14 stays 2/14."""
    if number.isdigit() and number.isascii():
        return number.lstrip("0") or "0"
    text = re.sub(r"(\d)\s+([a-z])\b", r"\1\2", unicodedata.normalize("NFKC", number).casefold())
    text = re.sub(r"\s*(?:[-‐‑‒–—−]|\bto\b)\s*", "-", text)
    text = re.sub(r"\b0+(\d)", r"\1", re.sub(r"\s*/\s*", "/", text))
    return re.sub(r"[^\w/-]+", " ", text).strip()


def door_key(*, flat="", name="", number=""):
    """The key of a door within its street: flat, name and number, normalised. Empty when nothing names the door."""
    key = f"{flat_key(flat) if flat else ''}|{' '.join(words(name)) if name else ''}|{number_key(number)}"
    return "" if key == "||" else key


@lru_cache(maxsize=10_000)
def door_likeness(flat="", name="", number=""):
    """What doors that might be one have in common: Flat B, 14 is like 14B, 2/14 like Flat 2, 14, Room 3 like Flat 3.

    A name counts only where there is no number to go by.
    """
    if number.isdigit() and number.isascii() and not flat:
        return number.lstrip("0") or "0"
    marks = f"{flat} {number}" if number else f"{flat} {name}"
    parts = [piece for part in words(marks) for piece in re.findall(r"\d+|[^\W\d_]+", part)]
    kept = sorted(
        part.lstrip("0") or "0" if part.isdigit() else part for part in parts if part not in KIND_WORDS
    )
    return " ".join(kept or sorted(parts))


def clearly_apart(one, other):
    """Are these two keys of doors those of two homes, however alike: Flat 7 of number 1 and Flat 1 of number 7?

    Only where each names a flat as a flat and a house number, and they differ in either.
    """
    flat, _, number = one.split("|")
    other_flat, _, other_number = other.split("|")
    named = flat.startswith("flat ") and other_flat.startswith("flat ") and number and other_number
    return bool(named) and (flat, number) != (other_flat, other_number)


def says_more(one, other):
    """Does place `one` say everything `other` says, and more? Each is a `place_of`.

    A village may be the town in one list and the locality of a larger town in another.
    """
    (locality, town), (other_locality, other_town) = one, other
    if other_locality or one == other:
        return False
    return not other_town or (locality != "" and other_town in (town, locality))
