"""Pieces of an address list's row: a door held to what an address has room for, a postcode with its note."""

import re

from households import values as read
from households.addresses.parts import NUMBER, STREET, take_flat
from households.matching import door_likeness, name_key, number_key
from households.models import Household, Street
from imports.importer import RowRefused

LONGEST = {
    **{
        field: Household._meta.get_field(field).max_length
        for field in ("flat", "name", "number", "reference")
    },
    **{
        field: Street._meta.get_field("name" if field == "street" else field).max_length
        for field in ("street", "locality", "town")
    },
}
# "24 Lichfield Avenue" at the beginning of a property's name: number, a few words, and the last is a street's.
LED_STREET = re.compile(
    rf"{NUMBER},?\s+(?:[^\W\d_a-z][\w'’]*\s+){{1,3}}(?i:{'|'.join(sorted(STREET))})\b\.?(?=\s*(?:,|$))"
)


def make_door(flat, name, number):
    """(flat, name, number, likeness of the door). Raises RowRefused for one that no address has room for."""
    for field, value in (("flat", flat), ("name", name), ("number", number)):
        check_length(field, value)
    return flat, name, number, door_likeness(flat, name, number)


def read_postcode(given, found):
    given = given or found
    code = read.postcode(given) or (read.postcode(found) if found else "")
    if code or not given:
        return code, ""
    half = read.is_district(given)
    return "", f"The postcode “{given[:12]}” is {'only half of one' if half else 'not one'} and was left out."


def before_street(text, street):
    """The door's part of a whole address: what stands before the street's name, or all of it."""
    found = re.search(rf"\b{re.escape(street)}\b", text, re.I)
    return text[: found.start()].strip(" ,") if found and found.start() else text


def without_street(name, number, street):
    """A name that only repeats number and street is none."""
    return "" if name_key(name) in (name_key(f"{number} {street}"), number_key(number)) else name


def check_length(field, value):
    if len(value) > LONGEST[field]:
        raise RowRefused(
            f"The {field} “{value[:40]}…” is longer than {LONGEST[field]} characters. Shorten it, or check that the column is the right one."
        )


def sorted_out(flat, name, number):
    """(flat, name, number) where a building's name holds a flat or a bare number, as the postal file has "14A"."""
    if name and not flat:
        found, rest = take_flat(name)
        if found and (not rest or re.search(r"\d|\b[A-Za-z]$", found)):
            flat, name = found, rest
    if name and not number and re.fullmatch(NUMBER, name):
        name, number = "", name
    return flat, name, number
