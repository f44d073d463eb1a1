"""Lists of burglaries: nothing about the person is kept, nothing is matched silently, nothing is dropped."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from households.importing.victim_reading import is_personal
from households.models import BurglaryRecord, Household
from imports.actions import decide_rows, discard_batch, merge_batch, undo_batch
from imports.models import Batch, Row
from imports.rules import BatchRefused, FileRefused, MappingRefused
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.imports import listing, stage_victims, verdicts

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Crime Ref",
    "Date of offence",
    "Victim name",
    "Phone",
    "Flat",
    "House Number",
    "Street",
    "Postcode",
)


def victims(*rows, headings=HEADINGS):
    return listing(*rows, headings=headings)


def row(
    reference="A/1",
    day="01/08/2021",
    flat="",
    number="14",
    street="Clay Street",
    postcode="",
    name="Secret Person",
):
    return [reference, day, name, "07700 900000", flat, number, street, postcode]


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


@pytest.fixture
def home(project):
    from households.actions import add_household

    street = StreetFactory(project=project, name="Clay Street")
    return add_household(project=project, street=street, number="14", by=None)


def confirm(batch, by):
    """A person confirms every row that waits, as the page shows it."""
    rows = batch.rows.filter(verdict="review")
    decide_rows(batch_id=batch.pk, decisions={one.pk: ("same", one.candidate_ids[0]) for one in rows}, by=by)
    return merge_batch(batch_id=batch.pk, by=by)


def test_a_match_waits_for_a_person_and_then_becomes_a_record(project, by, home):
    batch = stage_victims(project, victims(row()), by=by)
    (waiting,) = batch.rows.all()
    assert (waiting.verdict, waiting.candidate_ids, waiting.decision) == ("review", [home.pk], "")
    confirm(batch, by)
    record = BurglaryRecord.objects.get()
    assert (record.household, record.reference, str(record.happened_on), record.batch_id) == (
        home,
        "A/1",
        "2021-08-01",
        batch.pk,
    )
    assert (record.source, record.purpose) == ("Constabulary", "Security first")


def test_merged_without_a_word_nothing_is_recorded(project, by, home):
    batch = merge_batch(batch_id=stage_victims(project, victims(row()), by=by).pk, by=by)
    assert batch.counts == {
        "read": 1,
        "new": 0,
        "unchanged": 0,
        "changed": 0,
        "duplicate": 0,
        "review": 1,
        "refused": 0,
    }
    assert not BurglaryRecord.objects.exists()


def test_the_same_list_again_is_unchanged_and_a_longer_expiry_a_change(project, by, home):
    confirm(stage_victims(project, victims(row()), by=by), by)
    again = stage_victims(project, victims(row()), by=by)
    assert verdicts(again) == {2: "unchanged"}
    merge_batch(batch_id=again.pk, by=by)
    longer = stage_victims(project, victims(row()), by=by, expires_on="2999-03-31")
    assert verdicts(longer) == {2: "changed"}
    merge_batch(batch_id=longer.pk, by=by)
    assert str(BurglaryRecord.objects.get().expires_on) == "2999-03-31"
    undo_batch(batch_id=longer.pk, by=by)
    assert BurglaryRecord.objects.get().expires_on == clock.today() + datetime.timedelta(days=60)


def test_an_undo_takes_the_records_back(project, by, home):
    batch = confirm(stage_victims(project, victims(row()), by=by), by)
    undo_batch(batch_id=batch.pk, by=by)
    assert not BurglaryRecord.objects.exists()
    assert Household.objects.get() == home


def test_nothing_about_the_person_is_kept_anywhere(project, by, home):
    batch = stage_victims(project, victims(row(), row(reference="")), by=by)
    for kept in Row.objects.values():
        assert "Secret" not in json.dumps(kept)
        assert "07700" not in json.dumps(kept)
    assert batch.read == 2
    assert "Secret" not in json.dumps(Batch.objects.values("columns", "mapping", "facts", "file_name")[0])


@pytest.mark.parametrize(
    "heading",
    ["Name", "Victim", "Victim Name", "Surname", "DOB", "Date of birth", "Phone no", "E-mail address", "Age", "Victim age", "IP", "MO", "Notes", "Column C", "", "Owner Name", "Property owner name"],
)  # fmt: skip
def test_a_column_about_a_person_is_personal(heading):
    assert is_personal(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "House name",
        "Street Name",
        "Crime Ref",
        "Date",
        "Address",
        "Victim address",
        "Victim Postcode",
        "Town",
        "Building name or number",
        "UPRN",
    ],
)
def test_a_column_about_a_place_is_not(heading):
    assert not is_personal(heading)


def test_nobody_is_dropped_whatever_the_row(project, by, home):
    HouseholdFactory(street=home.street, number="16")
    batch = stage_victims(
        project,
        victims(
            row("A/1"), row("A/2", street="Elsewhere Road"), row("A/3", number="99"), row("A/4", flat="Flat 1"), row("A/5", day="the 14th"),
            row("", number="16"), row("A/7", day="01/08/2999"), row("A/8", number="", street=""), row("A/1"), row("A/9"), row("A/9", number="16"),
        ),
        by=by,
    )  # fmt: skip
    assert (
        sum(batch.counts[one] for one in ("new", "unchanged", "changed", "duplicate", "review", "refused"))
        == batch.read
        == 11
    )
    assert verdicts(batch) == {
        2: "review", 3: "review", 4: "review", 5: "review", 6: "refused", 7: "refused", 8: "refused", 9: "refused", 10: "duplicate",
        11: "review", 12: "review",
    }  # fmt: skip
    reasons = dict(batch.rows.values_list("number", "reason"))
    assert "not in the project’s register" in reasons[3]
    assert "no such home" in reasons[4]
    assert "no day" in reasons[6]
    assert "one person may have two homes" in reasons[11]
    assert "one person may have two homes" in reasons[12]


def test_a_reference_recorded_elsewhere_and_people_who_moved_are_reviewed(project, by, home):
    other = HouseholdFactory(street=home.street, number="16")
    Household.objects.filter(pk=other.pk).update(door_key="||16")
    confirm(stage_victims(project, victims(row()), by=by), by)
    make_visit(other, by, outcome="moved")
    batch = stage_victims(project, victims(row(number="16"), row("A/2", number="16")), by=by)
    elsewhere, moved = batch.rows.order_by("number")
    assert (elsewhere.verdict, set(elsewhere.candidate_ids)) == ("review", {home.pk, other.pk})
    assert "moved out" in moved.reason


def test_an_entry_merged_into_another_is_that_one(project, by, home):
    from doorstep.homes import merge_homes

    other = HouseholdFactory(street=StreetFactory(project=project))
    merge_homes(duplicate_id=home.pk, survivor_id=other.pk, by=by)
    assert stage_victims(project, victims(row()), by=by).rows.get().candidate_ids == [other.pk]


def test_a_victim_never_makes_a_home(project, by, home):
    batch = stage_victims(project, victims(row(number="99")), by=by)
    with pytest.raises(BatchRefused):
        decide_rows(batch_id=batch.pk, decisions={batch.rows.get().pk: ("new", None)}, by=by)
    discard_batch(batch_id=batch.pk, by=by)


@pytest.mark.parametrize(
    "wrong", [{"source": ""}, {"purpose": "x" * 201}, {"expires_on": "soon"}, {"expires_on": "2001-01-01"}]
)
def test_a_list_without_its_agreement_is_not_kept(project, by, wrong):
    with pytest.raises(FileRefused):
        stage_victims(project, victims(row()), by=by, **wrong)
    assert not Batch.objects.exists()


def test_a_list_without_headings_or_with_the_wrong_columns_is_not_kept(project, by):
    for content in ("A/1,01/08/2021,Secret Person,14 Clay Street,CA14 2AA\n", "Name,Phone\nSecret,1\n"):
        with pytest.raises(MappingRefused):
            stage_victims(project, content, by=by)
    assert not Row.objects.exists()


def test_the_command(project, by, home, tmp_path):
    file, said = tmp_path / "list.csv", StringIO()
    file.write_text(victims(row()))
    options = {"source": "Constabulary", "purpose": "Security first", "by": by.email, "json": True}
    call_command(
        "import_victims", project.slug, str(file), expires=str(clock.today()), stdout=said, **options
    )
    assert json.loads(said.getvalue())["review"] == 1
    with pytest.raises(CommandError):
        call_command("import_victims", project.slug, str(file), expires="never", **options)
