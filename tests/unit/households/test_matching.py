"""Spellings that are one home, spellings that might be, and spellings that are not."""

import pytest

from households.matching import (
    clearly_apart,
    door_key,
    door_likeness,
    name_key,
    number_key,
    place_of,
    says_more,
    street_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abbey Rd", "ABBEY ROAD."), ("St Michael's Street", "Saint Michaels St"), ("Queen’s Ave", "Queens Avenue"), ("High St North", "High Street N"),
        ("Moss  Bay Road", "Moss\xa0Bay Road"), ("Bryn-y-Garn Road", "Bryn y Garn Rd"), ("Park & Ride Way", "Park and Ride Way"),
    ],
)  # fmt: skip
def test_streets_that_are_one(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St James Road", "Street James Road"),
        ("Abbey Road", "Abbey Lane"),
        ("Аbbey Road", "Abbey Road"),
        ("Drive Street", "Dr Street x"),
        ("Park Road North", "Park Road South"),
    ],
)
def test_streets_that_are_not(one, other):
    assert name_key(one) != name_key(other)


def test_two_towns_may_have_a_street_of_one_name():
    assert street_key("High Street", "Workington") != street_key("High Street", "Maryport")
    assert street_key("High Street", "WORKINGTON") == street_key("high st.", "Workington")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"flat": "Flat 2", "number": "14"}, {"flat": "APT. 02", "number": "014"}), ({"flat": "2", "number": "14"}, {"flat": "Apartment 2", "number": "14"}),
        ({"number": "14A"}, {"number": "14 a"}), ({"number": "12-14"}, {"number": "12 – 14"}), ({"name": "Rose Cottage"}, {"name": "ROSE COTTAGE,"}),
        ({"number": "12 to 14"}, {"number": "12-14"}), ({"number": "２"}, {"number": "2"}),
    ],
)  # fmt: skip
def test_doors_that_are_one(one, other):
    assert door_key(**one) == door_key(**other) != ""
    assert door_likeness(**one) == door_likeness(**other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"flat": "Flat B", "number": "14"}, {"number": "14B"}), ({"flat": "Flat 2", "number": "14"}, {"number": "2/14"}),
        ({"number": "14/2"}, {"number": "2/14"}), ({"flat": "Room 3", "number": "9"}, {"flat": "Flat 3", "number": "9"}),
        ({"name": "Rose Cottage", "number": "5"}, {"number": "5"}), ({"name": "The Bungalow"}, {"name": "Bungalow"}),
    ],
)  # fmt: skip
def test_doors_that_only_look_alike(one, other):
    assert door_key(**one) != door_key(**other)
    assert door_likeness(**one) == door_likeness(**other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "14"}, {"number": "14A"}),
        ({"flat": "Flat 1", "number": "14"}, {"number": "14"}),
        ({"number": "1"}, {"number": "11"}),
    ],
)
def test_doors_that_are_two(one, other):
    assert door_likeness(**one) != door_likeness(**other)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"flat": "Flat 7", "number": "1"}, {"flat": "FLAT 1", "number": "7"}, True), ({"flat": "7", "number": "1"}, {"flat": "1", "number": "7"}, True),
        ({"flat": "Flat 2", "number": "14"}, {"flat": "Room 2", "number": "14"}, False), ({"flat": "Flat 2", "number": "14"}, {"number": "2/14"}, False),
        ({"flat": "Flat 2", "number": "14"}, {"flat": "Flat 2", "name": "Rose Court", "number": "14"}, False),
    ],
)  # fmt: skip
def test_doors_apart_however_alike(one, other, apart):
    assert door_likeness(**one) == door_likeness(**other) or "name" in other
    assert clearly_apart(door_key(**one), door_key(**other)) is apart


def test_nothing_names_no_door():
    assert door_key() == ""


def test_number_key_keeps_fractions():
    assert number_key("2 / 14") == "2/14"


def test_places():
    assert (
        place_of("Beeston", "")
        == place_of("", "BEESTON")
        == place_of("Beeston", "Beeston")
        == ("", "beeston")
    )
    assert says_more(("beeston", "leeds"), ("", "leeds"))
    assert says_more(("adlington", "chorley"), ("", "adlington"))
    assert says_more(("", "leeds"), ("", ""))
    assert not says_more(("", "leeds"), ("", "leeds"))
    assert not says_more(("", "workington"), ("", "maryport"))
