"""Nothing that leaves as a table runs as a formula, and every text comes back as it was."""

import csv
import io
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from saferstreets.common.sheets import Workbook, as_it_was, csv_text, harmless
from tests.house import ROOT

STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
NASTY = [
    "=1+1",
    "+44 161",
    "-x",
    "@SUM(A1)",
    "\t=1",
    "\uff1d1",
    " =1",
    "'=1",
    "=cmd|' /C calc'!A0",
    "-5",
    "-1,234.50",
]
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(STARTS), max_size=20)


@given(TEXTS)
@example("'=1")
@example("''=1")
@settings(max_examples=200, deadline=None)
def test_no_text_begins_like_a_formula_and_none_is_lost(text):
    cell = harmless(text)
    assert as_it_was(cell) == text
    assert cell[:1] not in STARTS or cell == "" or cell.lstrip("-")[:1].isdigit()


def test_a_csv_is_read_back_as_it_was_written():
    rows = list(csv.reader(io.StringIO(csv_text(["=a"], [[text] for text in NASTY])[1:], newline="")))
    assert [as_it_was(cell) for (cell,) in rows] == ["=a", *NASTY]


def test_a_workbook_holds_text_and_no_formula(tmp_path):
    with Workbook(tmp_path / "a.xlsx") as book:
        for name in ("x" * 40, "x" * 41):
            add = book.sheet(name, ["what", "n"])
            for text in NASTY:
                add([text, 7])
    for sheet in load_workbook(tmp_path / "a.xlsx").worksheets:
        cells = list(sheet.iter_rows(min_row=2))
        assert [row[0].value for row in cells] == NASTY
        assert {row[0].data_type for row in cells} == {"s"}
        assert {row[1].value for row in cells} == {7}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_computes_nothing(tmp_path):
    with Workbook(tmp_path / "a.xlsx") as book:
        add = book.sheet("Sheet", ["what"])
        for text in NASTY:
            add([text])
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    asked = ["soffice", home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path, tmp_path / "a.xlsx"]  # fmt: skip
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        found = [row[0].strip() for row in csv.reader(file)]
    assert found[1:] == [text.strip() for text in NASTY]


def test_nobody_else_writes_csv_for_other_people():
    """One writer with one guard; what else writes rows writes them for our own importers."""
    own = {
        "saferstreets/common/sheets.py", "lighting/export.py", "imports/sheet_child.py", "imports/bulk.py",
        "office/demonstration/lighting.py", "office/demonstration/second_list.py",
    }  # fmt: skip
    rooms = [path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] not in ("tests", "bench", "scripts", ".venv")]  # fmt: skip
    found = {str(path.relative_to(ROOT)) for path in rooms if "csv.writer(" in path.read_text()}
    assert found <= own
