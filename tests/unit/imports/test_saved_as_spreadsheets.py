"""The same lists as somebody saves them from LibreOffice: ODS, XLSX and XLS say cell for cell what the CSV says, and come to the same.

The oracle is Python's own csv reader over the file they were made from; tests/data/addresses/ATTRIBUTION.md says how they were made.
"""

import csv
from pathlib import Path

import pytest

from imports.actions import stage_batch
from imports.models import Row
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
FILES = Path(__file__).resolve().parents[2] / "data" / "addresses"
# name of the list, and in what its bytes are written
LISTS = [
    ("halarose-cumbria", "utf-8"),
    ("oxford_hmo_temporary_exemptions_2018", "windows-1252"),
    ("ems-xpress-dc", "utf-8"),
]
VERDICTS = ("read", "new", "unchanged", "changed", "duplicate", "review", "refused")


def stage(path):
    project = ProjectFactory()
    return stage_batch(project=project, kind="addresses", path=path, file_name=path.name, by=member(project))


def without_ends(rows):
    """Rows without the empty cells at their end, and without the rows that hold nothing."""
    cut = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            cut.append(cells)
    return cut


@pytest.mark.parametrize("ending", ["ods", "xlsx", "xls"])
@pytest.mark.parametrize(("name", "encoding"), LISTS)
def test_every_cell_is_the_one_the_list_has(name, encoding, ending):
    original = FILES / f"{name}.csv"
    with original.open(encoding=encoding, newline="") as file:
        headings, *rows = without_ends(csv.reader(file))
    batch = stage(FILES / "saved" / f"{name}.{ending}")
    assert batch.columns[: len(headings)] == headings
    assert without_ends(row.cell_list for row in Row.objects.of(batch)) == rows
    plain = stage(original)
    assert [getattr(batch, verdict) for verdict in VERDICTS] == [
        getattr(plain, verdict) for verdict in VERDICTS
    ]
    assert batch.read == len(rows)
    told = [list(Row.objects.of(one).values_list("verdict", "parsed")) for one in (batch, plain)]
    assert told[0] == told[1]
