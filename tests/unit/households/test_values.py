"""Postcodes, UPRNs, tenures and names as people type them."""

import pytest

from households.values import is_district, postcode, proper, tenure, uprn


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ca142pb", "CA14 2PB"), (" CA14  2PB ", "CA14 2PB"), ("hr4-9hg", "HR4 9HG"), ("OX2 OAE", "OX2 0AE"), ("0X2 0AE", "OX2 0AE"), ("GIR 0AA", "GIR 0AA"),
        ("SW1A 1AA", "SW1A 1AA"), ("M1 1AE", "M1 1AE"), ("CA14", ""), ("QQ1 1AA", ""), ("CA14 2PC8", ""), ("CA14 2CB", ""), ("hello", ""), ("", ""), ("СА14 2PB", ""),
    ],
)  # fmt: skip
def test_postcode(typed, read):
    assert postcode(typed) == read


def test_district():
    assert is_district("LS11")
    assert not is_district("Oxford")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("100010362596", "100010362596"),
        ("000123", "123"),
        ("100010362596.0", "100010362596"),
        ("", ""),
        (" 12 ", "12"),
    ],
)
def test_uprn(typed, read):
    assert uprn(typed) == (read, "")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("1.0001E+11", "lost its digits"),
        ("12a", "not a number"),
        ("1234567890123", "more than 12"),
        ("١٢٣", "not a number"),
    ],
)
def test_uprn_that_is_none_is_left_out_and_said_so(typed, word):
    value, note = uprn(typed)
    assert value == ""
    assert word in note


def test_tenure():
    assert tenure("Owner-Occupied") == ("owner_occupied", "")
    assert tenure("Housing Association") == ("social_rented", "")
    assert tenure("private_rented") == ("private_rented", "")
    assert tenure("Rented (social)") == ("social_rented", "")
    assert tenure("rental (private)") == ("private_rented", "")
    assert tenure("") == ("unknown", "")
    assert "Freehold" in tenure("Freehold")[1]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("BABYLON LANE", "Babylon Lane"),
        ("bryn-y-garn road", "Bryn-Y-Garn Road"),
        ("McDonald Road", "McDonald Road"),
        ("CHESTER-LE-STREET", "Chester-le-Street"),
        ("FLAT 2B", "Flat 2B"),
    ],
)
def test_proper(given, shown):
    assert proper(given) == shown
