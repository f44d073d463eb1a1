"""What a file is, told by its bytes: encodings, delimiters, headings; and what is refused, in words, within seconds."""

import io
import time
import zipfile

import openpyxl
import pytest

from households.models import Household
from imports.models import Batch, Row
from imports.rules import FileRefused, MappingRefused
from tests.factories.accounts import ProjectFactory
from tests.factories.imports import listing, stage, verdicts

pytestmark = pytest.mark.django_db
TEXT = "Number,Street,Town\r\n1,Café Lane,Workington\r\n2,Café Lane,Workington\r\n"


@pytest.fixture
def project():
    return ProjectFactory()


def workbook(*sheets):
    """An XLSX file: (title, rows) for each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"), (TEXT.encode("utf-8-sig"), "utf-8-sig"), (TEXT.encode("utf-16"), "utf-16-le"), (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"), (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"), (TEXT.encode("windows-1252"), "windows-1252"),
    ],
)  # fmt: skip
def test_encodings(project, data, encoding):
    batch = stage(project, data)
    assert (batch.encoding, batch.new) == (encoding, 2)
    assert "Café Lane" in Row.objects.of(batch).first().parsed


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_whatever_the_name(project, delimiter, line_end):
    batch = stage(project, TEXT.replace(",", delimiter).replace("\r\n", line_end), name="homes.csv")
    assert (batch.delimiter, batch.new) == (delimiter, 2)


def test_lines_within_quotes_are_one_cell(project):
    batch = stage(project, 'Address,Note\n"14\nAbbey Road\nOxford","said ""yes""\ntwice"\n')
    assert batch.new == 1
    assert Row.objects.get().cell_list == ["14\nAbbey Road\nOxford", 'said "yes"\ntwice']


def test_lines_before_the_headings(project):
    batch = stage(
        project,
        "List of homes,,\nPrinted 24 November 2021,,\n,,\nNumber,Street,Town\n1,Mill Lane,Workington\n",
    )
    assert verdicts(batch) == {5: "new"}


def test_no_headings(project):
    batch = stage(project, "14 Abbey Road,Oxford,OX2 0AE\n16 Abbey Road,Oxford,OX2 0AE\n")
    assert batch.new == 2
    assert batch.mapping == {"address": ["Column A", "Column B"], "postcode": ["Column C"]}


def test_one_column_of_addresses_with_commas(project):
    batch = stage(
        project,
        "Address\n14 Abbey Road, Oxford, OX2 0AE\nFlat 2, 16 Abbey Road, Oxford, Oxfordshire, OX2 0AE\n",
    )
    assert batch.new == 2
    assert batch.delimiter == ""


def test_blank_lines_are_no_rows_but_count(project):
    batch = stage(project, "Number,Street\n\n1,Mill Lane\n,\n  ,  \n2,Mill Lane\n\n")
    assert verdicts(batch) == {3: "new", 6: "new"}


def test_ragged_rows_and_headings_twice(project):
    batch = stage(project, "Number,Street,Street,Note\n1,Mill Lane\n2,Mill Lane,x,y,z,more\n")
    assert batch.columns[:4] == ["Number", "Street", "Street (C)", "Note"]
    assert batch.new == 2
    assert Row.objects.of(batch).last().cell_list == ["2", "Mill Lane", "x", "y", "z", "more"]


def test_five_hundred_columns(project):
    headings = [f"c{place}" for place in range(498)] + ["Number", "Street"]
    assert stage(project, listing(["x"] * 498 + ["1", "Mill Lane"], headings=headings)).new == 1


def test_a_megabyte_in_a_cell_is_a_row_like_any_other(project):
    batch = stage(
        project,
        listing(
            ["1", "Mill Lane", "x" * 1_048_576], ["2", "Mill Lane", ""], headings=["Number", "Street", "Note"]
        ),
    )
    assert batch.new == 2
    batch = stage(project, listing(["1", "M" * 1_048_576], headings=["Number", "Street"]))
    assert batch.refused == 1


def test_a_nul_in_a_cell_is_kept_and_the_address_refused(project):
    batch = stage(project, "Number,Street,Note\n1,Mill\x00 Lane,a\n2,Mill Lane,b\x00\n")
    assert verdicts(batch) == {2: "refused", 3: "new"}
    assert Row.objects.of(batch).last().cell_list[2] == "b\x00"


def test_no_break_spaces_and_unseen_characters(project):
    batch = stage(project, "Number,Street\n1,Mill\u00a0Lane\n\u200b1,Mill Lane\n")
    assert verdicts(batch) == {2: "new", 3: "duplicate"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"), (b"\xef\xbb\xbf", "is empty"), (b" \r\n\r\n", "is empty"), (b"foo,bar,baz\n", "no rows below"), (b"Number,Street\n\n", "no rows below"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"), (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"), (b"%PDF-1.4\n%\xe2", "a PDF"), (b"<!DOCTYPE html><html>", "a web page"),
        (b"PK\x03\x04truncated", "damaged or cut short"), (b"\x1f\x8b\x08\x00", "compressed"), (b"a,b\n" + bytes(range(1, 9)) * 50, "is not text"),
        (b'Number,Street\n1,"Mill Lane\n2,Mill Lane\n', "never closed"), (b'Number,Street\n1,"Mill" Lane\n', "row 2: a quotation mark"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cannot be opened"),
        ("\ufeffNumber,Street\n1,".encode("utf-16-le") + b"\x00\xdc\n\x00", "not UTF-16-LE text"),
    ],
)  # fmt: skip
def test_refused_in_words_and_nothing_kept(project, data, said):
    with pytest.raises(FileRefused, match=said):
        stage(project, data)
    assert not Batch.objects.exists()
    assert not Row.objects.exists()


def test_unknown_headings_are_refused_with_the_columns_named(project):
    with pytest.raises(MappingRefused, match="Its columns are: foo, bar"):
        stage(project, "foo,bar\n1,Mill Lane\n")


def test_a_file_larger_than_the_limit_is_refused_soon(project, tmp_path, monkeypatch):
    monkeypatch.setattr("imports.rules.MAX_FILE_BYTES", 1_000_000)
    began = time.monotonic()
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        stage(project, b"Number,Street\n" + b"1,Mill Lane\n" * 200_000)
    assert time.monotonic() - began < 5


def test_spreadsheet_the_sheet_with_the_list_is_found(project):
    data = workbook(
        ("Notes", [["Read me"], ["one"], ["two"]]),
        (
            "Homes",
            [
                ["Homes of the ward"],
                [],
                ["UPRN", "Number", "Street"],
                [100010362596, 1, "Mill Lane"],
                [None, "2A", "=1+1"],
            ],
        ),
    )
    batch = stage(project, data, name="list.csv")
    assert batch.sheet == "Homes"
    assert verdicts(batch)[4] == "new"
    assert Row.objects.of(batch).first().cell_list == ["100010362596", "1", "Mill Lane"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["x"] * 70, ["y"] * 70], "more than 60 columns"),
        ([["Number", "Street"], *[["1", "a"]] * 20_050], "more than 20,000 rows"),
    ],
)
def test_spreadsheets_have_limits(project, rows, said):
    with pytest.raises(FileRefused, match=said):
        stage(project, workbook(("Homes", rows)))


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(xl__workbook="<a/>", xl__sheet=b"0" * 60_000_000), "unpacks to more than 50 MB"),
        (zipped(xl__workbook='<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "definitions"),
        (zipped(word__document="<a/>"), "not a spreadsheet"),
        (zipped(xl__workbook="<a/>", **{f"m{n}": "x" for n in range(250)}), "parts inside"),
        (zipped(xl__workbook="<not a workbook"), "cannot be opened|nothing in it"),
    ],
)
def test_bombs_are_refused_within_seconds(project, data, said):
    began = time.monotonic()
    with pytest.raises(FileRefused, match=said):
        stage(project, data, name="homes.xlsx")
    assert time.monotonic() - began < 10


def test_a_cut_spreadsheet(project):
    whole = workbook(("Homes", [["Number", "Street"], [1, "Mill Lane"]]))
    with pytest.raises(FileRefused, match="damaged or cut short"):
        stage(project, whole[: len(whole) // 2])


def test_staging_touches_no_register(project):
    stage(project, TEXT)
    assert not Household.objects.exists()
