"""A second source: it fills what nobody knew, overwrites nothing, and where it disagrees both values are kept."""

import datetime

import pytest

from households.actions.homes import HomeChanged, change_home
from households.actions.other_values import settle_value
from households.models import Household, HouseholdValue
from imports.actions import decide_rows, merge_batch, undo_batch
from imports.models import Row
from imports.rules import BatchRefused, counts
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.imports import listing, stage, verdicts

pytestmark = pytest.mark.django_db
HEADINGS = ("Number", "Street", "Postcode", "UPRN", "Tenure")
D = datetime.date


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def a_list(*rows):
    return listing(*rows, headings=HEADINGS)


def merged(project, by, text, name="homes.csv"):
    return merge_batch(batch_id=stage(project, text, by=by, name=name).pk, by=by)


def as_same(batch, by):
    """Decide that every doubtful row is the first home shown for it."""
    rows = Row.objects.of(batch).waiting()
    decide_rows(batch_id=batch.pk, decisions={row.pk: ("same", row.candidate_ids[0]) for row in rows}, by=by)


def beside():
    return list(HouseholdValue.objects.order_by("field").values_list("field", "value", "source"))


def test_uprn_and_tenure_come_to_known_homes_and_what_a_visit_found_stands(project, by):
    merged(project, by, a_list(["1", "Mill Lane", "", "", ""], ["2", "Mill Lane", "", "", ""]))
    make_visit(Household.objects.get(number="1"), by=by, outcome="void")
    batch = merged(
        project,
        by,
        a_list(["1", "Mill Ln", "", "100", "Council"], ["2", "Mill Ln", "", "200", "Private rented"]),
    )
    assert counts(batch)["changed"] == 2
    assert list(Household.objects.order_by("number").values_list("uprn", "tenure", "state")) == [
        ("100", "social_rented", "void"),
        ("200", "private_rented", "occupied"),
    ]
    assert beside() == []


def test_another_tenure_is_kept_beside_ours_and_the_same_file_again_changes_nothing(project, by):
    merged(project, by, a_list(["1", "Mill Lane", "", "", "Council"]))
    theirs = a_list(["1", "Mill Lane", "", "", "Private rented"])
    batch = merged(project, by, theirs, name="stock.csv")
    assert verdicts(batch) == {2: "changed"}
    assert Household.objects.get().tenure == "social_rented"
    assert beside() == [("tenure", "private_rented", "stock.csv")]
    assert verdicts(merged(project, by, theirs)) == {2: "unchanged"}
    assert len(beside()) == 1


def test_another_uprn_waits_for_a_person_and_is_kept_beside_ours(project, by):
    merged(project, by, a_list(["1", "Mill Lane", "CA14 2AA", "100", ""]))
    theirs = a_list(["1", "Mill Lane", "CA14 2AB", "200", ""])
    batch = stage(project, theirs, by=by)
    assert verdicts(batch) == {2: "review"}
    as_same(batch, by)
    merge_batch(batch_id=batch.pk, by=by)
    assert Household.objects.values_list("postcode", "uprn").get() == ("CA14 2AA", "100")
    assert [row[:2] for row in beside()] == [("postcode", "CA14 2AB"), ("uprn", "200")]
    assert verdicts(stage(project, theirs, by=by)) == {2: "unchanged"}


@pytest.mark.parametrize(("take", "tenure"), [(True, "private_rented"), (False, "social_rented")])
def test_what_was_settled_is_not_asked_again_by_either_list(project, by, take, tenure):
    ours, theirs = (a_list(["1", "Mill Lane", "", "", said]) for said in ("Council", "Private rented"))
    merged(project, by, ours)
    merged(project, by, theirs)
    settle_value(value_id=HouseholdValue.objects.get().pk, take=take, by=by)
    for text in (ours, theirs):
        assert verdicts(merged(project, by, text)) == {2: "unchanged"}
    assert Household.objects.get().tenure == tenure
    assert not HouseholdValue.objects.unsettled().exists()


def test_undo_drops_what_the_file_said_beside_ours(project, by):
    first = merged(project, by, a_list(["1", "Mill Lane", "", "", "Council"]))
    second = merged(project, by, a_list(["1", "Mill Lane", "", "", "Private rented"]))
    with pytest.raises(BatchRefused, match="value of another source"):
        undo_batch(batch_id=first.pk, by=by)
    undo_batch(batch_id=second.pk, by=by)
    assert beside() == []
    undo_batch(batch_id=first.pk, by=by)
    assert not Household.objects.exists()


def test_somebody_at_the_desk_sees_what_a_file_filled_meanwhile(project, by):
    merged(project, by, a_list(["1", "Mill Lane", "", "", ""]))
    seen = Household.objects.get()
    merged(project, by, a_list(["1", "Mill Lane", "", "100", ""]))
    with pytest.raises(HomeChanged):
        change_home(household_id=seen.pk, version=seen.version, by=by, uprn="", tenure="owner_occupied")
    assert Household.objects.get().uprn == "100"


def test_a_row_about_an_entry_that_was_merged_is_about_the_home_it_is(project, by):
    from doorstep.homes import merge_homes

    merged(project, by, a_list(["14B", "Mill Lane", "", "", ""], ["15", "Mill Lane", "", "", ""]))
    kept, other = Household.objects.get(number="14B"), Household.objects.get(number="15")
    merge_homes(duplicate_id=other.pk, survivor_id=kept.pk, by=by)
    theirs = a_list(["15", "Mill Lane", "CA14 2AA", "100", "Council"])
    assert verdicts(merged(project, by, theirs)) == {2: "changed"}
    kept.refresh_from_db()
    assert (kept.uprn, kept.tenure, kept.postcode) == ("100", "social_rented", "CA14 2AA")
    assert Household.objects.get(pk=other.pk).uprn == ""
    assert verdicts(merged(project, by, theirs)) == {2: "unchanged"}
