"""Inventories of two councils in three layouts, and what other councils' files do: every row accounted for."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from imports.actions import decide_rows, merge_batch, undo_batch
from imports.models import Row
from imports.rules import BatchRefused
from lighting.models import Column
from tests.factories import imports as files
from tests.factories import lighting as make
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import StreetFactory

pytestmark = pytest.mark.django_db
FILES = Path(__file__).resolve().parents[2] / "data" / "lighting"


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def bring(project, by, headings, *rows, merge=True):
    batch = files.stage(
        project, files.listing(*rows, headings=headings), by=by, kind="columns", name="lamps.csv"
    )
    return merge_batch(batch_id=batch.pk, by=by) if merge else batch


def counts(batch):
    return {name: number for name, number in batch.counts.items() if number}


def real(project, by, name, merge=True):
    batch = files.stage(project, (FILES / name).read_bytes(), by=by, kind="columns", name=name)
    return merge_batch(batch_id=batch.pk, by=by) if merge else batch


@pytest.mark.parametrize(
    ("name", "rows"),
    [("camden_2018_120_rows.csv", 120), ("camden_2025_6_rows.csv", 6), ("cambridgeshire_6_rows.csv", 6)],
)
def test_each_real_layout_is_read_whole_and_again_changes_nothing(project, by, name, rows):
    assert counts(real(project, by, name)) == {"read": rows, "new": rows}
    assert counts(real(project, by, name)) == {"read": rows, "unchanged": rows}
    assert Column.objects.filter(project=project).count() == rows


def test_what_each_layout_says_arrives_in_its_place(project, by):
    real(project, by, "camden_2018_120_rows.csv")
    real(project, by, "camden_2025_6_rows.csv")
    real(project, by, "cambridgeshire_6_rows.csv")
    lamble = Column.objects.get(easting=528251, northing=185524)
    assert (lamble.street_name, lamble.switch_regime, lamble.before_milliwatts, lamble.place) == (
        "LAMBLE STREET",
        "35/18",
        61_000,
        "",
    )
    regent = Column.objects.get(asset_id="247234")
    assert (regent.height_mm, regent.installed_on, regent.before_source) == (
        6_000,
        datetime.date(2021, 12, 31),
        "Generic LED Lighting",
    )
    assert regent.place == "S/O NO. 150"
    beech = Column.objects.get(number="L2LAW")
    assert (beech.asset_id, beech.street_name, beech.town, beech.place, beech.rough) == (
        "42424",
        "BEECH END",
        "ALCONBURY",
        "OS 7",
        True,
    )
    assert abs(beech.easting - 518_800) < 500


def test_metres_mangled_numbers_and_blank_rows(project, by):
    headings = (
        "Column No",
        "Asset ID",
        "Road",
        "X",
        "Y",
        "Height (m)",
        "Lamp Watts",
        "Colour Temp",
        "Structural Test Date",
    )
    batch = bring(
        project, by, headings,
        ("12", "247234.0", "Clay Street", "299912.00", "528701.00", "6", "36W", "3000K", "44561"),
        ("", "", "", "", "", "", "", "", ""),
        ("01-Feb", "2.47E+05", "Clay Street", "299930", "528701", "5.5", "2x36", "warm", "31/12/2021"),
        ("", "2.47E+05", "York Street", "", "", "6", "36", "", ""),
        ("", "2.47E+05", "York Street", "0", "0", "6", "36", "", ""),
        ("14", "9,001", "York Street", "unknown", "unknown", "600", "36", "", ""),
        ("Total", "", "", "", "", "", "180", "", ""),
    )  # fmt: skip
    assert counts(batch) == {"read": 6, "new": 3, "refused": 3}
    first, second = Column.objects.filter(street_key="clay street").order_by("easting")
    assert (first.asset_id, first.number, first.height_mm, first.before_milliwatts, first.before_kelvin) == (
        "247234",
        "12",
        6_000,
        36_000,
        3_000,
    )
    assert first.structural_test_on == datetime.date(2021, 12, 31)
    assert (second.asset_id, second.number, second.height_mm, second.before_milliwatts) == (
        "",
        "",
        5_500,
        None,
    )
    why = Row.objects.of(batch).get(number=4).reason
    for words in ("01-Feb", "2.47E+05", "2x36", "warm"):
        assert words in why
    assert "rounded by a spreadsheet" in Row.objects.of(batch).get(number=5).reason


def test_a_later_list_changes_what_it_says_anew_and_fills_what_was_unknown(project, by):
    bring(
        project,
        by,
        ("Unit No", "Street", "Wattage", "Material"),
        ("1", "Clay Street", "90", "Steel"),
        ("2", "Clay Street", "90", "Steel"),
    )
    batch = bring(project, by, ("Asset Number", "Unit No", "Street", "Wattage", "Easting", "Northing"), ("A1", "1", "CLAY ST", "36", "299912", "528701"), ("A2", "02", "Clay Street", "90", "", ""), ("A3", "3", "Clay Street", "90", "", ""))  # fmt: skip
    assert counts(batch) == {"read": 3, "new": 1, "changed": 2}
    one, two, three = Column.objects.order_by("number_order")
    assert (one.asset_id, one.before_milliwatts, one.material, one.easting, one.street_name) == (
        "A1",
        36_000,
        "Steel",
        299_912,
        "Clay Street",
    )
    assert (two.asset_id, two.number, three.number) == ("A2", "2", "3")
    undo_batch(batch_id=batch.pk, by=by)
    one, two = Column.objects.order_by("number_order")
    assert (one.asset_id, one.before_milliwatts, one.easting, one.asset_key) == ("", 90_000, None, "")


def test_a_lamp_is_known_by_its_place_where_it_has_no_number(project, by):
    bring(
        project,
        by,
        ("Street", "Easting", "Northing", "Wattage"),
        ("Clay Street", "299912", "528701", "90"),
        ("Clay Street", "299940", "528701", "90"),
    )
    batch = bring(
        project,
        by,
        ("Id", "Street", "Easting", "Northing"),
        ("7", "Clay St", "299913", "528701"),
        ("8", "Clay St", "299980", "528701"),
    )
    assert counts(batch) == {"read": 2, "new": 1, "changed": 1}
    assert Column.objects.get(easting=299_912).asset_id == "7"


def test_what_is_unsure_waits_for_a_person(project, by):
    headings = ("Asset Number", "Unit No", "Street", "Easting", "Northing", "Wattage")
    bring(
        project, by, headings, ("A1", "1", "Clay Street", "299912", "528701", "90"), ("A2", "2", "Clay Street", "299940", "528701", "90"),
        ("A3", "3", "Clay Street", "299960", "528701", "90"),
    )  # fmt: skip
    batch = bring(
        project, by, headings,
        ("B1", "1", "Clay Street", "299912", "528701", "90"),  # renumbered, it stays in place
        ("A2", "2", "York Street", "300500", "528701", "90"),  # the number has gone to another street
        ("A9", "9", "Lowther Street", "299960", "528701", "90"),  # another street's column at this place
        ("A5", "5", "Clay Street", "299990", "528701", "90"),
        ("A5", "5", "Clay Street", "299990", "528701", "90"),
        ("A5", "5", "Clay Street", "299990", "528701", "36"),
        merge=False,
    )  # fmt: skip
    assert counts(batch) == {"read": 6, "new": 1, "review": 4, "duplicate": 1}
    reasons = [row.reason for row in Row.objects.of(batch).waiting()]
    assert "under another asset number" in reasons[0]
    assert "in another street" in reasons[1]
    assert "another street at this place" in reasons[2]
    assert "says otherwise" in reasons[3]
    renumbered = Row.objects.of(batch).waiting().first()
    old = Column.objects.get(asset_id="A1")
    assert renumbered.candidate_ids == [old.pk]
    decide_rows(batch_id=batch.pk, decisions={renumbered.pk: ("same", old.pk)}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    old.refresh_from_db()
    assert old.asset_id == "B1"


def test_columns_that_changed_numbers_within_one_list_are_told_apart(project, by):
    """Both numbers stand in the new list, so each row is its own column: nothing is taken for a renumbering."""
    headings = ("Asset Number", "Street", "Easting", "Northing")
    bring(project, by, headings, ("A1", "Clay Street", "299912", "528701"))
    batch = bring(
        project,
        by,
        headings,
        ("A1", "Clay Street", "299912", "528701"),
        ("A2", "Clay Street", "299912", "528701"),
    )
    assert counts(batch) == {"read": 2, "new": 1, "unchanged": 1}


def test_once_lit_a_list_speaks_of_the_lantern_that_hangs_there_now(project, by):
    scheme = make.make_scheme(project, by)
    make.make_column(scheme, by, before_milliwatts=90_000)
    make.light(scheme, by, milliwatts=36_000)
    headings = ("Unit No", "Street", "Wattage")
    assert counts(bring(project, by, headings, ("1", "Clay Street", "36"))) == {"read": 1, "unchanged": 1}
    bring(project, by, headings, ("1", "Clay Street", "30"))
    column = Column.objects.get()
    assert (column.before_milliwatts, column.after_milliwatts) == (90_000, 30_000)


def test_the_street_of_the_project_is_found_by_its_name(project, by):
    clay = StreetFactory(project=project, name="Clay Street")
    bring(project, by, ("Unit No", "Street"), ("1", "CLAY ST"), ("2", "Elsewhere Road"))
    assert [column.street for column in Column.objects.order_by("number_order")] == [clay, None]


def test_a_merge_stands_once_a_scheme_has_taken_a_column(project, by):
    batch = bring(project, by, ("Unit No", "Street"), ("1", "Clay Street"))
    make.actions.take_columns(scheme_id=make.make_scheme(project, by).pk, street_keys=["clay street"], by=by)
    with pytest.raises(BatchRefused, match="one column"):
        undo_batch(batch_id=batch.pk, by=by)


def test_the_command_prints_seven_numbers(project, by, tmp_path, capsys):
    path = tmp_path / "lamps.csv"
    path.write_text(files.listing(("1", "Clay Street"), ("", ""), ("2", ""), headings=("Lamp", "Road")))
    call_command(
        "import_columns",
        project.slug,
        str(path),
        "--mapping",
        "number=Lamp",
        "--merge",
        "--json",
        "--by",
        by.email,
    )
    assert (
        capsys.readouterr().out.strip()
        == '{"read": 2, "new": 1, "unchanged": 0, "changed": 0, "duplicate": 0, "review": 0, "refused": 1}'
    )
    assert Column.objects.get().number == "1"


def test_the_list_goes_back_in_the_countys_own_columns(project, by):
    headings = (
        "Ref",
        "Unit No",
        "Street",
        "Owner",
        "Column Height",
        "Wattage",
        "Lamp Type",
        "Electrical Test",
    )
    bring(project, by, headings, ("A1", "1", "Clay Street", "COUNTY COUNCIL", "600", "90", "SON", ""), ("A2", "2", "Clay Street", "=COUNTY", "600", "90", "SON", ""))  # fmt: skip
    scheme = make.make_scheme(project, by)
    make.actions.take_columns(scheme_id=scheme.pk, street_keys=["clay street"], by=by)
    make.make_column(scheme, by, number="3")
    make.light(scheme, by, milliwatts=36_500, source="LED")
    make.actions.change_column(
        column_id=Column.objects.get(number="1").pk,
        electrical_test_on=datetime.date(2021, 11, 4),
        height_mm=5_000,
        by=by,
    )
    from lighting.export import inventory

    rows = list(csv.reader(io.StringIO(inventory(scheme).lstrip("\ufeff"))))
    assert rows == [
        [*headings, "Energised on"],
        ["A1", "1", "Clay Street", "COUNTY COUNCIL", "500", "36.5", "LED", "04/11/2021", "03/11/2021"],
        ["A2", "2", "Clay Street", "'=COUNTY", "600", "36.5", "LED", "", "03/11/2021"],
        ["", "3", "Clay Street", "", "", "36.5", "LED", "", "03/11/2021"],
    ]


def test_without_a_list_of_the_countys_the_export_has_what_the_operator_asks_for(project, by):
    scheme = make.make_scheme(project, by)
    make.make_column(
        scheme, by, charge_code="4210000000100", switch_regime="821", place="Outside the library"
    )
    from lighting.export import inventory

    heading, row = csv.reader(io.StringIO(inventory(scheme).lstrip("\ufeff")))
    found = dict(zip(heading, row, strict=True))
    assert (found["Charge code"], found["Switch regime"], found["Location"]) == (
        "4210000000100",
        "821",
        "Outside the library",
    )
