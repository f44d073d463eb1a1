"""Every row one verdict; the six add up; the same file again changes nothing; a merge can be taken back."""

import threading

import pytest
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from households.actions import add_household, add_street
from households.models import Household, Street
from imports.actions import correct_columns, decide_rows, discard_batch, merge_batch, undo_batch
from imports.models import Batch, Row
from imports.rules import BatchRefused, counts
from saferstreets.common.workflow import MoveRefused
from tests.factories.accounts import ProjectFactory, member
from tests.factories.imports import listing, stage, verdicts

pytestmark = pytest.mark.django_db
SAID = ("new", "unchanged", "changed", "duplicate", "review", "refused")


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def merged(project, by, text):
    batch = stage(project, text, by=by)
    return merge_batch(batch_id=batch.pk, by=by)


def register(project):
    """The register as plain values, whatever its ids."""
    homes = Household.objects.filter(project=project).order_by(
        "street__name", "street__town", "walk_seq", "door_key", "postcode"
    )
    return list(
        homes.values_list(
            "street__name",
            "street__town",
            "flat",
            "name",
            "number",
            "postcode",
            "uprn",
            "reference",
            "tenure",
        )
    )


HEADINGS = ("Number", "Street", "Town", "Postcode", "UPRN")
FIRST = ["14", "Abbey Road", "Workington", "CA14 2AA", "100"]


@pytest.mark.parametrize(
    ("row", "verdict", "said"),
    [
        (["14", "ABBEY RD", "workington", "ca142aa", "100"], "duplicate", "Row 2 says the same"),
        (["14", "Abbey Road", "", "CA14 2AA", ""], "duplicate", "Row 2 says the same"),
        (["14", "Abbey Road", "Workington", "", ""], "duplicate", "Row 2 says the same"),
        (["14", "Abbey Road", "Workington", "CA14 2AB", ""], "review", "another postcode"),
        (["14", "Abbey Road", "Workington", "CA14 2AA", "101"], "review", "another UPRN"),
        (["16", "Abbey Road", "Workington", "CA14 2AA", "100"], "review", "same UPRN to another address"),
        (["14", "Abbey Road", "Maryport", "CA15 6AA", "101"], "new", ""),
        (["14A", "Abbey Road", "Workington", "CA14 2AA", ""], "new", ""),
        (["Flat 1, 14", "Abbey Road", "Workington", "CA14 2AA", ""], "new", ""),
        (["", "Abbey Road", "Workington", "CA14 2AA", ""], "refused", "No house number"),
        (["14", "", "Workington", "CA14 2AA", ""], "refused", "No street"),
        (["16", "Abbey Road", "Workington", "CA14", ""], "new", "only half of one"),
        (["16", "Abbey Road", "Workington", "CA14 2AA", "1.0E+11"], "new", "lost its digits"),
    ],
)  # fmt: skip
def test_a_second_row_of_the_file(project, by, row, verdict, said):
    batch = stage(project, listing(FIRST, row), by=by)
    second = Row.objects.of(batch).get(number=3)
    assert (second.verdict, said in second.reason) == (verdict, True), second.reason
    # Merged or not, the same file gives the same again.
    once = merge_batch(batch_id=batch.pk, by=by)
    again = stage(project, listing(FIRST, row), by=by)
    assert again.unchanged == once.new + once.changed
    assert (again.duplicate, again.review, again.refused) == (once.duplicate, once.review, once.refused)


@pytest.mark.parametrize(
    ("row", "verdict", "said"),
    [
        (FIRST, "unchanged", ""),
        (["14", "Abbey Rd", "", "", ""], "unchanged", ""),
        (["14", "Abbey Road", "Workington", "CA14 2AB", ""], "review", "another postcode"),
        (["14", "Abbey Road", "Workington", "CA14 2AA", "7"], "review", "another UPRN"),
        (["16", "Abbey Road", "Workington", "CA14 2AA", "100"], "review", "in the register at another address"),
        (["18", "Abbey Road", "Workington", "CA14 2AA", "300"], "changed", ""),
        (["20", "Abbey Road", "Workington", "CA14 2AA", ""], "changed", ""),
        (["Flat B, 22", "Abbey Road", "Workington", "", ""], "review", "looks like"),
        (["14", "Abbey Road", "Maryport", "", ""], "new", ""),
        (["14", "Abbey Road", "", "CA14 2AA", ""], "unchanged", ""),
    ],
)  # fmt: skip
def test_a_row_against_the_register(project, by, row, verdict, said):
    merged(
        project,
        by,
        listing(
            FIRST,
            ["18", "Abbey Road", "Workington", "CA14 2AA", ""],
            ["20", "Abbey Road", "Workington", "", ""],
            ["22B", "Abbey Road", "Workington", "", ""],
        ),
    )
    batch = stage(project, listing(row), by=by)
    found = Row.objects.of(batch).get()
    assert (found.verdict, said in found.reason) == (verdict, True), found.reason


def test_another_reference_is_taken_and_undo_puts_it_back(project, by):
    headings = ["Number", "Street", "Reference"]
    merged(project, by, listing(["1", "Mill Lane", "A1"], headings=headings))
    batch = merged(project, by, listing(["1", "Mill Lane", "B2"], headings=headings))
    assert counts(batch)["changed"] == 1
    assert Household.objects.get().reference == "B2"
    undo_batch(batch_id=batch.pk, by=by)
    assert Household.objects.get().reference == "A1"


def test_a_row_may_say_more_than_an_earlier_one(project, by):
    text = listing(["1", "Mill Lane", "", "", ""], ["1", "Mill Lane", "", "CA14 2AA", "5"])
    batch = merged(project, by, text)
    assert verdicts(batch) == {2: "new", 3: "changed"}
    home = Household.objects.get()
    assert (home.postcode, home.uprn) == ("CA14 2AA", "5")
    assert "ca142aa" in home.search
    assert stage(project, text, by=by).unchanged == 2
    undo_batch(batch_id=batch.pk, by=by)
    assert not Household.objects.exists()


def test_a_file_without_towns_finds_the_only_street_of_that_name(project, by):
    merged(project, by, listing(["1", "High Street", "Workington", "", ""]))
    assert stage(project, listing(["1", "High St", "", "", ""]), by=by).unchanged == 1
    merged(project, by, listing(["1", "High Street", "Maryport", "", ""]))
    row = Row.objects.of(stage(project, listing(["1", "High St", "", "", ""]), by=by)).get()
    assert (row.verdict, "more than one street" in row.reason) == ("review", True)


def test_a_locked_list_of_streets_sends_others_to_a_person(by, project):
    add_street(project=project, name="Mill Lane", town="", by=by)
    project.streets_locked = True
    project.save()
    batch = stage(
        project,
        listing(["1", "Mill Lane", "Workington", "", ""], ["1", "Clay Street", "Workington", "", ""]),
        by=by,
    )
    assert verdicts(batch) == {2: "new", 3: "review"}
    row = Row.objects.of(batch).waiting().get()
    decide_rows(batch_id=batch.pk, decisions={row.pk: ("new", None)}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert set(Street.objects.values_list("name", flat=True)) == {"Mill Lane", "Clay Street"}


def test_homes_entered_by_hand_are_found(project, by):
    street = add_street(project=project, name="Mill Lane", town="Workington", by=by)
    add_household(project=project, street=street, number="14", flat="Flat 2", postcode="CA14 2AA", by=by)
    batch = stage(project, listing(["Apt 2, 14", "Mill Ln", "Workington", "CA14 2AA", ""]), by=by)
    assert verdicts(batch) == {2: "unchanged"}


def test_the_register_moved_on_between_staging_and_merge(project, by):
    one, two = (stage(project, listing(FIRST), by=by) for _ in range(2))
    merge_batch(batch_id=one.pk, by=by)
    assert counts(merge_batch(batch_id=two.pk, by=by))["unchanged"] == 1
    assert Household.objects.count() == 1
    undo_batch(batch_id=two.pk, by=by)
    assert Household.objects.count() == 1


def test_two_homes_found_by_one_row_need_a_person(project, by):
    text = listing(["1", "Mill Lane", "", "CA14 2AA", ""], ["1", "Mill Lane", "", "CA14 2AB", ""])
    batch = stage(project, text, by=by)
    decide_rows(batch_id=batch.pk, decisions={Row.objects.of(batch).waiting().get().pk: ("new", None)}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert Household.objects.count() == 2
    assert stage(project, text, by=by).unchanged == 2
    row = Row.objects.of(stage(project, listing(["1", "Mill Lane", "", "", ""]), by=by)).get()
    assert (row.verdict, len(row.candidate_ids)) == ("review", 2)


def test_a_decision_about_a_home_that_will_not_be_there_stops_the_merge(project, by):
    text = listing(
        ["14B", "Mill Lane", "", "CA14 2AA", ""],
        ["14B", "Mill Lane", "", "CA14 2AB", ""],
        ["Flat B, 14", "Mill Lane", "", "CA14 2AB", ""],
    )
    batch = stage(project, text, by=by)
    second, third = Row.objects.of(batch).waiting()
    decide_rows(
        batch_id=batch.pk, decisions={second.pk: ("leave", None), third.pk: ("same", second.thing_id)}, by=by
    )
    with pytest.raises(BatchRefused, match="Row 4"):
        merge_batch(batch_id=batch.pk, by=by)
    assert not Household.objects.exists()
    batch.refresh_from_db()
    assert batch.status == "staged"


def test_columns_corrected(project, by):
    batch = stage(project, "A,B,Street\n1,2,Mill Lane\n", by=by, ask=True)
    assert batch.refused == 1
    correct_columns(batch_id=batch.pk, mapping={"number": ["B"], "street": ["Street"]}, by=by)
    batch.refresh_from_db()
    assert batch.new == 1
    merge_batch(batch_id=batch.pk, by=by)
    assert Household.objects.get().number == "2"


@pytest.mark.parametrize("action", [merge_batch, discard_batch])
def test_a_closed_batch_stays_closed(project, by, action):
    batch = stage(project, listing(FIRST), by=by)
    discard_batch(batch_id=batch.pk, by=by)
    before = AuditEvent.objects.count()
    with pytest.raises(MoveRefused):
        action(batch_id=batch.pk, by=by)
    assert AuditEvent.objects.count() == before


def test_undo_waits_for_the_import_that_built_on_it(project, by):
    one = merged(project, by, listing(["1", "Mill Lane", "", "", ""]))
    two = merged(project, by, listing(["1", "Mill Lane", "", "CA14 2AA", ""]))
    with pytest.raises(BatchRefused, match="Undo that import first"):
        undo_batch(batch_id=one.pk, by=by)
    undo_batch(batch_id=two.pk, by=by)
    undo_batch(batch_id=one.pk, by=by)
    assert not Household.objects.exists()


def test_projects_never_meet(project, by):
    merged(project, by, listing(FIRST))
    assert stage(ProjectFactory(), listing(FIRST)).new == 1


NUMBERS = st.sampled_from(
    [
        "1",
        "2",
        "1A",
        "01",
        "1-3",
        "Flat 1, 2",
        "Flat A, 1",
        "Apt 1, 2",
        "2/1",
        "Rose Cottage",
        "Room 1, 2",
        "",
        "?",
        "14 B",
        "=1+1",
    ]
)
# Streets as they are, and as people write them; a place or a postcode may be missing or spoilt, never another street's.
PLACES = st.sampled_from(
    [
        (
            ["Mill Lane", "mill ln", "MILL LANE"],
            ["Salterbeck", ""],
            ["Workington", "WORKINGTON", ""],
            ["CA14 2AA", "ca142aa", "", "CA14"],
        ),
        (["High Street", "HIGH ST."], ["", "Workington"], ["Workington", ""], ["CA14 2AB", "", "junk"]),
        (["High Street", "High St"], [""], ["Maryport"], ["CA15 6AA", "ca15 6aa", ""]),
        (
            ["St Michael's Road", "Saint Michaels Rd"],
            ["Harrington", ""],
            ["Workington", ""],
            ["CA14 5AA", ""],
        ),
        (["Broadway", ""], ["", "Seaton"], ["Workington"], ["", "CA14 1AA"]),
    ]
)
UPRNS = st.sampled_from(["", "", "", "1", "2", "3.0", "x", "0004"])
TENURE = st.sampled_from(["", "", "Council", "Private rented", "Freehold"])


@st.composite
def messy_rows(draw):
    """One row: number, street, locality, town, postcode, UPRN, tenure."""
    place = [draw(st.sampled_from(ways)) for ways in draw(PLACES)]
    return [draw(NUMBERS), *place, draw(UPRNS), draw(TENURE)]


MESSY = st.lists(messy_rows(), min_size=1, max_size=14)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=st.lists(MESSY, min_size=1, max_size=2))
def test_verdicts_add_up_and_the_same_file_again_changes_nothing(files):
    project = ProjectFactory()
    by = member(project)
    for rows in files:
        text = listing(*rows, headings=("Number", "Street", "Locality", "Town", "Postcode", "UPRN", "Tenure"))
        once = merged(project, by, text)
        found = counts(once)
        read = sum(any(cell.strip() for cell in row) for row in rows)
        assert found["read"] == read == sum(found[verdict] for verdict in SAID)
        assert Row.objects.of(once).count() == read
        before = register(project)
        again = merged(project, by, text)
        assert register(project) == before
        assert (again.new, again.changed, again.unchanged) == (
            0,
            0,
            once.new + once.changed + once.unchanged,
        ), (verdicts(once), verdicts(again))
        assert (again.duplicate, again.review, again.refused) == (once.duplicate, once.review, once.refused)
    for batch in Batch.objects.filter(project=project).order_by("-merged_at"):
        undo_batch(batch_id=batch.pk, by=by)
    assert register(project) == []
    assert not Street.objects.filter(project=project).exists()


TEXTS = st.lists(
    st.builds(
        " ".join,
        st.tuples(
            st.sampled_from(["1", "Flat 2 14", "12-14", "The Lodge", "", "Flat A", "2 Rose Court", "1 - 3", "Basement Flat 9", "99Z"]),
            st.sampled_from(["Mill Lane", "High St", "The Garth", "Broadway", "New Inn Hall Street", "Abbey Road North", ""]),
            st.sampled_from(["Oxford", "Headington Oxford", "Oxford Oxfordshire", "", "Workington Cumbria", ", Oxford,"]),
            st.sampled_from(["OX2 0AE", "", "OX20AE", "LS11", "OX2 OAE UK"]),
        ),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS)
def test_the_same_for_addresses_in_words(texts):
    project = ProjectFactory()
    by = member(project)
    text = listing(*[[one, "x"] for one in texts], headings=("Address", "Note"))
    once = merged(project, by, text)
    again = merged(project, by, text)
    assert (again.new, again.changed, again.unchanged) == (0, 0, once.new + once.changed), (
        verdicts(once),
        verdicts(again),
    )
    assert (again.duplicate, again.review, again.refused) == (once.duplicate, once.review, once.refused)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_merging_one_batch_at_once(project, by):
    batch = stage(project, listing(FIRST), by=by)
    assert sorted(_at_once(lambda: merge_batch(batch_id=batch.pk, by=by), 4)) == [
        "done",
        "refused",
        "refused",
        "refused",
    ]
    assert Household.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_importing_the_same_list_at_once(project, by):
    batches = iter([stage(project, listing(FIRST), by=by) for _ in range(4)])
    assert _at_once(lambda: merge_batch(batch_id=next(batches).pk, by=by), 4) == ["done"] * 4
    assert Household.objects.count() == 1
    assert sum(batch.new for batch in Batch.objects.all()) == 1


def _at_once(work, times):
    results, gate = [], threading.Barrier(times)

    def run():
        gate.wait()
        try:
            work()
            results.append("done")
        except (MoveRefused, BatchRefused):
            results.append("refused")
        finally:
            close_old_connections()
            from django.db import connection

            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
