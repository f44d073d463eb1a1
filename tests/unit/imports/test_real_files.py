"""Real address files of other offices: every row accounted for, and the same file again changes nothing."""

from pathlib import Path

import pytest

from imports.actions import merge_batch, stage_batch
from imports.rules import FileRefused
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
FILES = Path(__file__).resolve().parents[2] / "data" / "addresses"
# (file, rows that are not blank)
COUNTED = [
    ("oxford_hmo_register_2018.first300.csv", 300),
    ("oxford_hmo_temporary_exemptions_2018.csv", 16),
    ("leeds_ls11_household_premises.first300.csv", 300),
    ("trafford_land_and_building_assets.first150.csv", 150),
    ("ems-idox-eros.csv", 9),
    ("ems-xpress-dc.csv", 9),
    ("encoding-windows1252.tsv", 9),
    ("ext-csv-with-tsv-ext.tsv", 9),
    ("halarose-cumbria.csv", 5),
]


def stage(project, by, name):
    return stage_batch(project=project, kind="addresses", path=FILES / name, file_name=name, by=by)


@pytest.mark.parametrize(("name", "read"), COUNTED)
def test_every_row_is_accounted_for_and_again_changes_nothing(name, read):
    project = ProjectFactory()
    by = member(project)
    once = stage(project, by, name)
    assert once.read == read == once.rows.count()
    assert sum(count for verdict, count in once.counts.items() if verdict != "read") == read
    merge_batch(batch_id=once.pk, by=by)
    assert project.households.count() == once.new
    again = stage(project, by, name)
    assert (again.new, again.changed) == (0, 0)
    assert again.unchanged == once.new + once.changed + once.unchanged
    assert (again.duplicate, again.review, again.refused) == (once.duplicate, once.review, once.refused)


def test_what_clean_files_hold_is_all_new():
    for name in (
        "ems-idox-eros.csv",
        "ems-xpress-dc.csv",
        "encoding-windows1252.tsv",
        "halarose-cumbria.csv",
    ):
        project = ProjectFactory()
        batch = stage(project, member(project), name)
        assert batch.new == batch.read, name


@pytest.mark.parametrize("name", ["small-files-empty.csv", "small-files-nearly_empty.csv"])
def test_a_file_without_rows_is_refused_in_words(name):
    project = ProjectFactory()
    with pytest.raises(FileRefused, match=r"Nothing was imported"):
        stage(project, member(project), name)
    assert not project.batches.exists()
