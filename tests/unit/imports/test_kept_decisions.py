"""What a person decided about a look-alike is kept for the next file, from whatever source."""

import pytest

from accounts.models import AuditEvent
from doorstep.homes import merge_homes
from households.models import Household, HouseholdValue
from imports.actions import decide_many, decide_rows, forget_decision, merge_batch, undo_batch
from imports.models import KeptDecision, Row
from imports.rules import BatchRefused
from saferstreets.common.workflow import MoveRefused
from tests.factories.accounts import ProjectFactory, member
from tests.factories.imports import listing, stage, stage_victims, verdicts

pytestmark = pytest.mark.django_db
KNOWN = ["14B", "Mill Lane", "", "", ""]
LIKE = ["Flat B, 14", "Mill Lane", "", "", ""]


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


@pytest.fixture
def home(project, by):
    """14B Mill Lane, in the register by a file of its own."""
    merge_batch(batch_id=stage(project, listing(KNOWN), by=by).pk, by=by)
    return Household.objects.get()


def decided(project, by, choice, row=LIKE, merge=True):
    """A file with the look-alike, decided about and merged."""
    batch = stage(project, listing(row), by=by)
    waiting = Row.objects.of(batch).waiting().get()
    thing = waiting.candidate_ids[0] if choice == "same" else None
    decide_rows(batch_id=batch.pk, decisions={waiting.pk: (choice, thing)}, by=by)
    return merge_batch(batch_id=batch.pk, by=by) if merge else batch


def next_file(project, by, *rows):
    batch = stage(project, listing(*rows), by=by)
    return batch, list(Row.objects.of(batch))


def test_the_same_look_alike_is_not_asked_about_again(project, by, home):
    decided(project, by, "same")
    batch, (row,) = next_file(project, by, LIKE)
    assert (row.verdict, row.thing_id) == ("unchanged", home.pk)
    assert "it is 14B Mill Lane" in row.reason
    assert (batch.review, batch.unchanged) == (0, 1)
    merge_batch(batch_id=batch.pk, by=by)
    assert Household.objects.count() == 1


@pytest.mark.parametrize(
    "row",
    [
        ["FLAT B 14", "MILL LN.", "Workington", "CA14 2AA", "100"],
        ["Apartment B, 14", "Mill Lane", "", "CA142AA", "100"],
    ],
)
def test_nor_in_the_list_of_another_source_that_writes_it_otherwise_and_says_more(project, by, home, row):
    decided(project, by, "same")
    batch, (found,) = next_file(project, by, row)
    assert (found.verdict, found.thing_id) == ("changed", home.pk)
    merge_batch(batch_id=batch.pk, by=by)
    home.refresh_from_db()
    assert (home.postcode, home.uprn) == ("CA14 2AA", "100")
    assert next_file(project, by, row)[1][0].verdict == "unchanged"


def test_another_uprn_afterwards_is_kept_beside_ours(project, by, home):
    decided(project, by, "same", [*LIKE[:4], "100"])
    merge_batch(batch_id=next_file(project, by, [*LIKE[:4], "200"])[0].pk, by=by)
    home.refresh_from_db()
    assert home.uprn == "100"
    assert HouseholdValue.objects.get().value == "200"


def test_a_uprn_that_is_another_homes_is_a_new_question(project, by, home):
    decided(project, by, "same")
    merge_batch(batch_id=next_file(project, by, ["99", "Mill Lane", "", "", "700"])[0].pk, by=by)
    assert next_file(project, by, [*LIKE[:4], "700"])[1][0].verdict == "review"


def test_a_home_of_its_own_stays_one(project, by, home):
    decided(project, by, "new")
    assert Household.objects.count() == 2
    batch, (row,) = next_file(project, by, LIKE)
    assert row.verdict == "unchanged"
    assert row.thing_id != home.pk


def test_what_was_left_out_is_left_out_again_and_may_be_decided_anew(project, by, home):
    decided(project, by, "leave")
    batch, (row,) = next_file(project, by, LIKE)
    assert (row.verdict, row.decision) == ("review", "leave")
    assert "Left out, as decided on" in row.reason
    assert not Row.objects.of(batch).undecided().exists()
    decide_rows(batch_id=batch.pk, decisions={row.pk: ("same", home.pk)}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert next_file(project, by, LIKE)[1][0].verdict == "unchanged"
    assert KeptDecision.objects.get().thing_id == home.pk


def test_the_reader_of_this_file_has_the_last_word(project, by, home):
    mine = decided(project, by, "new", merge=False)
    decided(project, by, "same")
    merge_batch(batch_id=next_file(project, by, ["1", "Mill Lane", "", "", ""])[0].pk, by=by)
    merge_batch(batch_id=mine.pk, by=by)  # judged again, because the register has moved on
    assert verdicts(mine) == {2: "review"}
    assert Household.objects.filter(flat="Flat B").exists()


def test_a_decision_follows_the_home_it_turned_out_to_be(project, by, home):
    decided(project, by, "same")
    merge_batch(batch_id=next_file(project, by, ["15", "Mill Lane", "", "", ""])[0].pk, by=by)
    kept = Household.objects.get(number="15")
    merge_homes(duplicate_id=home.pk, survivor_id=kept.pk, by=by)
    row = next_file(project, by, LIKE)[1][0]
    assert (row.verdict, row.thing_id) == ("unchanged", kept.pk)


def test_undo_and_forget_ask_again(project, by, home):
    batch = decided(project, by, "same")
    undo_batch(batch_id=batch.pk, by=by)
    assert next_file(project, by, LIKE)[1][0].verdict == "review"
    decided(project, by, "same")
    forget_decision(decision_id=KeptDecision.objects.get().pk, by=by)
    assert next_file(project, by, LIKE)[1][0].verdict == "review"
    assert AuditEvent.objects.filter(verb="batch.forget").count() == 1


def test_projects_decide_for_themselves_and_victims_lists_each_time(project, by, home):
    decided(project, by, "same")
    other = ProjectFactory()
    elsewhere = member(other)
    merge_batch(batch_id=stage(other, listing(KNOWN), by=elsewhere).pk, by=elsewhere)
    assert next_file(other, elsewhere, LIKE)[1][0].verdict == "review"
    text = "Crime reference,Address\nEXAMPLE-1,14B Mill Lane\n"
    victims = stage_victims(project, text, by=by)
    decide_rows(batch_id=victims.pk, decisions={Row.objects.of(victims).get().pk: ("leave", None)}, by=by)
    merge_batch(batch_id=victims.pk, by=by)
    assert not KeptDecision.objects.filter(kind="victims").exists()
    assert Row.objects.of(stage_victims(project, text, by=by)).get().decision == ""


def test_many_rows_are_decided_at_once_and_the_unclear_stay_open(project, by):
    known = [[f"{n}B", "Mill Lane", "", "CA14 2AA", ""] for n in range(1, 4)]
    known.append(["1B", "Mill Lane", "", "CA14 2AB", ""])
    batch = stage(project, listing(*known), by=by)
    rows = Row.objects.of(batch).waiting()
    decide_rows(batch_id=batch.pk, decisions={row.pk: ("new", None) for row in rows}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    batch = stage(project, listing(*[[f"Flat B, {n}", "Mill Lane", "", "", ""] for n in range(1, 4)]), by=by)
    assert batch.review == 3
    assert decide_many(batch_id=batch.pk, why="Nobody waits for this", choice="same", by=by) == (0, 0)
    assert decide_many(batch_id=batch.pk, why="", choice="same", by=by) == (2, 1)
    assert Row.objects.of(batch).undecided().get().number == 2
    merge_batch(batch_id=batch.pk, by=by)
    with pytest.raises(MoveRefused):
        decide_many(batch_id=batch.pk, why="", choice="leave", by=by)
    assert Household.objects.count() == 4
    assert KeptDecision.objects.count() == 3


def test_a_list_that_needs_care_is_decided_row_by_row(project, by, home):
    batch = stage_victims(project, "Crime reference,Address\nEXAMPLE-1,14B Mill Lane\n", by=by)
    with pytest.raises(BatchRefused, match="one by one"):
        decide_many(batch_id=batch.pk, why="", choice="same", by=by)
