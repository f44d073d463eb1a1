"""What the cells of an inventory mean, and what a spreadsheet made of them. No database."""

import pytest

from lighting.importing import cells, fields, positions


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("247234", "247234"), (" 247234 ", "247234"), ("247234.0", "247234"), ("2.47234E+05", "247234"), ("L2LAW", "L2LAW"), ("12E3", "12E3"),
        ("1/2", "1/2"), ("N/A", ""), ("", ""), ("00123", "00123"),
    ],
)  # fmt: skip
def test_a_number_that_names_something_is_kept(cell, kept):
    assert cells.identity(cell) == (kept, "")


@pytest.mark.parametrize("cell", ["2.47E+05", "1E+06", "2,5E+11", "01-Feb", "Feb-01", "#REF!", "########"])
def test_a_number_that_a_spreadsheet_spoilt_names_nothing(cell):
    kept, why = cells.identity(cell)
    assert kept == ""
    assert cell in why


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("61", "61000"),
        ("61.5", "61500"),
        ("36W", "36000"),
        ("36 watts", "36000"),
        ("0", ""),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_wattages(cell, kept):
    assert cells.milliwatts(cell) == (kept, "")


@pytest.mark.parametrize("cell", ["2x36", "9999", "-5", "LED"])
def test_a_wattage_that_is_none_is_left_out_and_named(cell):
    assert cells.milliwatts(cell) == ("", f"the wattage “{cell}” was left out")


@pytest.mark.parametrize(
    ("heading", "sample", "unit"),
    [
        ("Column Height", ["600", "800", "400"], 10), ("Column Height", ["6", "8", "10"], 1_000), ("Height", ["6000", "8000"], 1), ("Height (m)", ["600"], 1_000),
        ("height_cm", ["6"], 10), ("Height mm", [], 1), ("Height", [], 1_000), ("Height", ["", "unknown", "5.5"], 1_000), ("Form", ["6"], 1_000),
    ],
)  # fmt: skip
def test_in_what_heights_are_counted(heading, sample, unit):
    assert cells.unit_of_heights(heading, sample) == unit


@pytest.mark.parametrize(
    ("cell", "unit", "kept"),
    [
        ("600", 10, "6000"),
        ("6", 1_000, "6000"),
        ("5.5", 1_000, "5500"),
        ("8m", 10, "8000"),
        ("800 cm", 1_000, "8000"),
        ("20ft", 1_000, "6100"),
        ("0", 10, ""),
    ],
)
def test_heights(cell, unit, kept):
    assert cells.height(cell, unit) == (kept, "")


@pytest.mark.parametrize("cell", ["600", "tall"])
def test_a_height_no_column_has_is_left_out(cell):
    kept, why = cells.height(cell, 1_000)
    assert kept == ""
    assert cell in why


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("31/12/2021", "2021-12-31"), ("2021-12-31T00:00:00.000Z", "2021-12-31"), ("23/08/2018 09:00:16 PM", "2018-08-23"), ("10/02/2000", "2000-02-10"),
        ("44561", "2021-12-31"), ("5 May 2020", "2020-05-05"), ("01/01/1900", ""), ("", ""),
    ],
)  # fmt: skip
def test_days(cell, kept):
    assert cells.day(cell) == (kept, "")


def test_what_is_no_day_is_left_out():
    assert cells.day("13/25/2020") == ("", "“13/25/2020” is no day and was left out")


@pytest.mark.parametrize(
    ("lon", "lat", "east", "north"),
    # Camden publishes both for each of its lamps.
    [
        (-0.151504, 51.554036, 528251, 185524),
        (-0.146429, 51.546501, 528624, 184695),
        (-0.155162, 51.54277, 528029, 184265),
    ],
)
def test_longitude_and_latitude_become_grid_metres(lon, lat, east, north):
    found = positions.from_degrees(lon, lat)
    assert abs(found[0] - east) <= 5
    assert abs(found[1] - north) <= 5


def test_a_grid_reference_becomes_metres():
    assert positions.from_reference("NX 99912 28701") == (299912, 528701)
    assert positions.from_reference("TQ295805") == (529500, 180500)
    assert positions.from_reference("CA14 2AB") is None
    assert positions.from_degrees(2.35, 48.85) is None


def test_headings_nobody_promised_are_told_by_what_they_hold():
    headings = ["Street Light Column No.", "Road / Street Name", "Street Lighting Type", "GIS Easting (m)", "GIS Northing (m)", "Lamp Wattage (LED)",
                "Proposed Wattage", "Street Ref", "Nominal Mounting Height [m]", "Date of last Structural Test"]  # fmt: skip
    assert fields.guess(headings) == {
        "new_wattage": ["Proposed Wattage"], "easting": ["GIS Easting (m)"], "northing": ["GIS Northing (m)"], "wattage": ["Lamp Wattage (LED)"],
        "height": ["Nominal Mounting Height [m]"], "structural_test_on": ["Date of last Structural Test"], "number": ["Street Light Column No."],
        "street": ["Road / Street Name"],
    }  # fmt: skip
