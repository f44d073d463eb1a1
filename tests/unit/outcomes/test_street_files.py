"""Street-level files as they come: every trap of them, and nothing lost or doubled."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from imports.rules import FileRefused, MappingRefused
from outcomes import street_files
from tests.factories.outcomes import street_file

FILES = Path(__file__).resolve().parents[2] / "data" / "crime"
ALLERDALE = (
    Path(__file__).resolve().parents[3] / "office/demonstration/data/crime/allerdale-11-months-street.csv.gz"
)
EXPECTED = json.loads((FILES / "crime_counts.json").read_text())
ASB = {"crime_id": "", "crime_type": "Anti-social behaviour"}


def read(path, *given):
    return street_files.read(path, path.name, given)


@pytest.mark.parametrize(
    ("name", "month", "rows", "without_id"),
    [
        ("2018-12-cumbria-street.first300.csv", "2018-12", 300, 44),
        ("2021-06-cumbria-street.first300.csv", "2021-06", 300, 28),
        ("2018-07-city-of-london-street.first150.csv", "2018-07", 150, 67),
        ("2016-07-west-yorkshire-street.first150.csv", "2016-07", 150, 39),
    ],
)
def test_files_of_several_forces_and_line_ends(name, month, rows, without_id):
    with (FILES / name).open(newline="") as text:
        said = list(csv.DictReader(text))
    assert (len(said), sum(not row["Crime ID"] for row in said)) == (rows, without_id)
    found = read(FILES / name)
    (((_force, first), kept),) = found.months.items()
    assert (f"{first:%Y-%m}", len(kept), found.read, found.duplicates, found.refused) == (
        month,
        rows,
        rows,
        0,
        [],
    )
    assert street_files.without(kept)["without_id"] == without_id


def test_the_counts_of_eleven_months_are_reproduced(tmp_path):
    path = tmp_path / "street.csv"
    path.write_bytes(gzip.decompress(ALLERDALE.read_bytes()))
    months = {f"{month:%Y-%m}": rows for (_, month), rows in read(path).months.items()}
    assert months.keys() == EXPECTED.keys()
    for month, rows in months.items():
        said = EXPECTED[month]
        assert len(rows) == said["rows_in_allerdale_lsoas"]
        assert (
            sum(len([row for row in rows if row[2] == code]) for code in said["by_lsoa"])
            == said["st_michaels_total"]
        )
        for code, counted in said["by_lsoa"].items():
            here = [row for row in rows if row[2] == code]
            kinds = {kind: sum(row[1] == kind for row in here) for kind in counted if kind != "total"}
            assert kinds == {kind: number for kind, number in counted.items() if kind != "total"}
            assert len(here) == counted["total"]
        for street, number in said["seven_lighting_streets"].items():
            near = [row for row in rows if row[4] == f"On or near {street}" and row[2] in said["by_lsoa"]]
            assert len(near) == number


def test_rows_that_read_alike_are_each_kept(tmp_path):
    found = read(street_file(tmp_path, (3, ASB), ASB, {}))
    (rows,) = found.months.values()
    assert len(rows) == 5
    assert street_files.without(rows) == {
        "without_id": 4,
        "without_lsoa": 0,
        "without_point": 0,
        "repeats": 3,
    }


def test_a_crime_number_twice_is_one_crime(tmp_path):
    found = read(street_file(tmp_path, {"crime_id": "ab12"}, {"crime_id": "ab12"}))
    assert (found.read, found.duplicates, len(next(iter(found.months.values())))) == (2, 1, 1)


def test_no_place_no_area_and_half_a_point(tmp_path):
    nowhere = {"longitude": "", "latitude": "", "lsoa": "", "lsoa_name": "", "location": "No Location"}
    (rows,) = read(
        street_file(tmp_path, nowhere, {"latitude": ""}, {"location": "On or near B5301"})
    ).months.values()
    assert street_files.without(rows) == {
        "without_id": 0,
        "without_lsoa": 1,
        "without_point": 2,
        "repeats": 0,
    }
    assert rows[2][3:7] == ("Allerdale", "On or near B5301", -3_555_844, 54_643_726)


@pytest.mark.parametrize(
    "wrong",
    [{"month": "2021-13"}, {"month": ""}, {"crime_type": ""}, {"force": ""}, {"longitude": "east"}, {"latitude": "nan"}, {"location": "x" * 121}],
)  # fmt: skip
def test_a_row_without_a_key_is_refused_with_a_reason(tmp_path, wrong):
    found = read(street_file(tmp_path, {}, wrong))
    assert (found.read, len(found.refused), sum(map(len, found.months.values()))) == (2, 1, 1)
    assert found.refused[0][0] == 3
    assert found.refused[0][1]


def test_two_months_and_two_forces_in_one_file_are_kept_apart(tmp_path):
    found = read(street_file(tmp_path, {}, {"month": "2021-10"}, {"force": "British Transport Police"}))
    assert sorted((force, f"{month:%Y-%m}") for force, month in found.months) == [
        ("British Transport Police", "2021-09"),
        ("Cumbria Constabulary", "2021-09"),
        ("Cumbria Constabulary", "2021-10"),
    ]


def test_other_headings_are_mapped_by_hand(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("When;Who;What\n2021-09;Cumbria Constabulary;Burglary\n")
    with pytest.raises(MappingRefused, match="When, Who, What"):
        read(path)
    assert len(read(path, "month=When", "force=Who", "crime_type=What").months) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n1234", "picture"),
        (b'Crime ID,Month,Reported by,Crime type\n"a,2021-09,Cumbria,Burglary\n', "breaks off"),
    ],
)
def test_what_is_no_street_file_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "street.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=words):
        read(path)


def test_a_file_of_outcomes_says_which_file_to_bring():
    with pytest.raises(FileRefused, match="-street.csv"):
        read(FILES / "2021-06-cumbria-outcomes.first20.csv")


def test_what_differs_from_what_is_held_is_counted():
    same, asb = ("a", "Burglary", "", "", "", None, None, ""), ("", "ASB", "", "", "", None, None, "")
    later = (*same[:7], "Under investigation")
    assert street_files.compare([], [same, asb, asb]) == (3, 0, 0, 0)
    assert street_files.compare([same, asb, asb], [same, asb, asb]) == (0, 3, 0, 0)
    assert street_files.compare([same, asb, asb], [later, asb]) == (0, 1, 1, 1)


def test_a_file_that_stops_being_text_is_refused_in_words(tmp_path):
    path = tmp_path / "broken-street.csv"
    path.write_bytes("\ufeffMonth,Reported by\n2021-06,".encode("utf-16-le") + b"\x00\xdc\n\x00")
    with pytest.raises(FileRefused, match="not UTF-16-LE text"):
        street_files.read(path, path.name)
