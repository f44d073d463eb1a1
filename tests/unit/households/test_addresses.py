"""Addresses in words, as councils, agents and residents write them."""

import pytest

from households.addresses import Towns, learn_towns, read_address, read_door

NOWHERE = Towns()


def read(text, towns=NOWHERE):
    """Only what was told, as {part: text}."""
    return {name: value for name, value in vars(read_address(text, towns)).items() if value}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Flat 2 14 Abbey Road Oxford Oxfordshire OX2 0AE", {"flat": "Flat 2", "number": "14", "street": "Abbey Road", "town": "Oxford", "postcode": "OX2 0AE"}),
        ("40A Cowley Road", {"number": "40A", "street": "Cowley Road"}),
        ("12 A Cowley Road, Oxford", {"number": "12A", "street": "Cowley Road", "town": "Oxford"}),
        ("Apt 5 Highbury Court, 88 Highbury Avenue, Prestatyn", {"flat": "Apt 5", "name": "Highbury Court", "number": "88", "street": "Highbury Avenue", "town": "Prestatyn"}),
        ("First Floor Flat 9 Harrow Road, London", {"flat": "First Floor Flat", "number": "9", "street": "Harrow Road", "town": "London"}),
        ("First Floor Flat 2 8 Lime Walk", {"flat": "First Floor Flat 2", "number": "8", "street": "Lime Walk"}),
        ("Ground Floor 3, High Street", {"flat": "Ground Floor", "number": "3", "street": "High Street"}),
        ("Basement Flat, 20 Park Street", {"flat": "Basement Flat", "number": "20", "street": "Park Street"}),
        ("12-14 High St", {"number": "12-14", "street": "High St"}),
        ("1 - 3 Abbey Road", {"number": "1 - 3", "street": "Abbey Road"}),
        ("2/14 Abbey Road", {"number": "2/14", "street": "Abbey Road"}),
        ("The Bungalow, Mill Lane", {"name": "The Bungalow", "street": "Mill Lane"}),
        ("Low Barn, Whassett, Milnthorpe, Cumbria, LA7 7DN", {"name": "Low Barn", "street": "Whassett", "town": "Milnthorpe", "postcode": "LA7 7DN"}),
        ("Honeysuckle Cottage 2 Parsonage Fold, Beetham, Milnthorpe", {"name": "Honeysuckle Cottage", "number": "2", "street": "Parsonage Fold", "locality": "Beetham", "town": "Milnthorpe"}),
        ("1 Ash Court, Ackenthwaite, Milnthorpe", {"number": "1", "street": "Ash Court", "locality": "Ackenthwaite", "town": "Milnthorpe"}),
        ("3 Meifod, Bryn-y-Garn Road, Henllan, Dinbych/Denbigh", {"flat": "3", "name": "Meifod", "street": "Bryn-y-Garn Road", "locality": "Henllan", "town": "Dinbych/Denbigh"}),
        ("7 Maes Mathonwy, Dinbych/Denbigh", {"number": "7", "street": "Maes Mathonwy", "town": "Dinbych/Denbigh"}),
        ("12, St Clements, Oxford", {"number": "12", "street": "St Clements", "town": "Oxford"}),
        ("5 Rose Court, High Street, Maryport", {"flat": "5", "name": "Rose Court", "street": "High Street", "town": "Maryport"}),
        ("Flat 3, Park Court, Mill Road, Leeds LS11 5AA", {"flat": "Flat 3", "name": "Park Court", "street": "Mill Road", "town": "Leeds", "postcode": "LS11 5AA"}),
        ("3, 12 High Street, Workington", {"flat": "3", "number": "12", "street": "High Street", "town": "Workington"}),
        ("14 Lonsdale Street Workington Cumbria CA14 2PB, UK", {"number": "14", "street": "Lonsdale Street", "town": "Workington", "postcode": "CA14 2PB"}),
        ("1 Razia Apartments 312 London Road", {"flat": "1", "name": "Razia Apartments", "number": "312", "street": "London Road"}),
        ("125 Southfield Park Bartlemas Close", {"flat": "125", "name": "Southfield Park", "street": "Bartlemas Close"}),
        ("Flat The Old Chapel Bridge Road", {"flat": "Flat", "name": "The Old Chapel", "street": "Bridge Road"}),
        ("14\nAbbey Road\nOxford", {"number": "14", "street": "Abbey Road", "town": "Oxford"}),
    ],
)  # fmt: skip
def test_read_address(text, parts):
    assert read(text) == parts


def test_the_town_is_learnt_from_the_file():
    towns = learn_towns(
        [
            "1 Abbey Road Oxford Oxfordshire",
            "2 Mill Lane Oxford",
            "4 Barton Road Headington Oxford",
            "9 Hill View Cowley",
        ]
    )
    assert ("oxford",) in towns.names
    assert read("73 Harefields Oxford Oxfordshire", towns) == {
        "number": "73",
        "street": "Harefields",
        "town": "Oxford",
    }
    assert read("35 York Road Oxford Headington Oxfordshire", towns) == {
        "number": "35",
        "street": "York Road",
        "locality": "Headington",
        "town": "Oxford",
    }
    assert read("9 Broad Oak Oxford Headington", towns) == {
        "number": "9",
        "street": "Broad Oak",
        "locality": "Headington",
        "town": "Oxford",
    }


def test_a_street_of_a_locked_list_ends_the_address():
    towns = learn_towns([], ["Clay Flatts"])
    assert read("14 Clay Flatts Workington", towns)["street"] == "Clay Flatts"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("FLAT 2, 7", ("FLAT 2", "", "7")), ("9 FAIRWAY COURT, 120", ("9", "FAIRWAY COURT", "120")), ("APARTMENT 9 IRONWORKS", ("APARTMENT 9", "IRONWORKS", "")),
        ("ROOM 9 GROUND FLOOR FRONT, 9", ("ROOM 9 GROUND FLOOR FRONT", "", "9")), ("THE LODGE", ("", "THE LODGE", "")), ("FLAT, 24", ("FLAT", "", "24")), ("14A", ("", "", "14A")),
        ("GARAGE SITE REAR OF, 9", ("", "GARAGE SITE REAR OF 9", "")), ("9 CARDINAL COURT", ("9", "CARDINAL COURT", "")), ("Flat B, 14", ("Flat B", "", "14")), ("2, 14", ("2", "", "14")),
    ],
)  # fmt: skip
def test_read_door(text, parts):
    door = read_door(text)
    assert (door.flat, door.name, door.number) == parts
