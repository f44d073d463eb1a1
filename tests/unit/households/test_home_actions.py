"""Correcting, splitting and merging homes: nothing overwritten silently, nothing lost, nothing counted twice."""

import datetime
import random
import threading

import pytest
from django.db import connection

from accounts.models import AuditEvent
from doorstep.actions import record_visit, withdraw_visit
from doorstep.homes import AGAIN, FAMILY, MergeRefused, merge_homes
from households.actions.homes import HomeChanged, HomeRefused, change_home, split_home
from households.actions.other_values import settle_value
from households.models import Household, HouseholdValue, Visit
from packs.models import Delivery, Kit
from saferstreets.common import clock, figures
from saferstreets.common.periods import Period
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
ROUND = Period(D(2021, 6, 3), D(2022, 3, 31))


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def by(home):
    return member(home.project)


def fresh(home):
    return Household.objects.get(pk=home.pk)


def test_a_change_moves_the_door_in_the_street_and_in_the_search(home, by):
    changed = change_home(
        household_id=home.pk, version=1, by=by, number="14", flat="Flat 2", tenure="private_rented"
    )
    assert (changed.version, changed.tenure, changed.door_key) == (2, "private_rented", "flat 2||14")
    assert list(Household.objects.matching("flat 2 14")) == [home]
    assert AuditEvent.objects.get(verb="household.change").fields == ["flat", "number", "tenure"]


def test_no_change_writes_nothing(home, by):
    assert change_home(household_id=home.pk, version=1, by=by, number=home.number).version == 1
    assert not AuditEvent.objects.filter(verb="household.change").exists()


def test_the_second_person_overwrites_nothing(home, by):
    change_home(household_id=home.pk, version=1, by=by, tenure="private_rented")
    with pytest.raises(HomeChanged) as refused:
        change_home(household_id=home.pk, version=1, by=by, tenure="owner_occupied")
    assert refused.value.now.tenure == "private_rented"
    assert fresh(home).tenure == "private_rented"


def test_of_many_random_pairs_none_overwrites_silently(home, by):
    """Two people read, then save in any order: the second is always told, whatever the two changed."""
    chance = random.Random(3)
    edits = [
        {"tenure": "private_rented"},
        {"uprn": "123"},
        {"state": "void"},
        {"kind": "flat"},
        {"reference": "R"},
    ]
    for turn in range(100):
        seen = fresh(home)
        first, second = ({**chance.choice(edits), "name": f"{turn} {who}"} for who in ("one", "two"))
        change_home(household_id=home.pk, version=seen.version, by=by, **first)
        with pytest.raises(HomeChanged):
            change_home(household_id=home.pk, version=seen.version, by=by, **second)
        assert fresh(home).name == f"{turn} one"


def test_a_door_or_uprn_that_another_home_has_is_refused(home, by):
    other = HouseholdFactory(street=home.street, uprn="10001")
    with pytest.raises(HomeRefused):
        change_home(household_id=home.pk, version=1, by=by, number=other.number)
    with pytest.raises(HomeRefused):
        change_home(household_id=home.pk, version=1, by=by, uprn="10001")
    with pytest.raises(HomeRefused):
        change_home(household_id=home.pk, version=1, by=by, number="")


def test_a_state_entered_at_the_desk_holds_until_a_later_visit_says_otherwise(home, by):
    earlier = make_visit(home, by, on=D(2021, 10, 4))
    change_home(household_id=home.pk, version=1, by=by, state="void")
    withdraw_visit(visit=earlier, reason="Typed at the wrong home", by=by)
    assert fresh(home).state == "void"
    make_visit(home, by, on=D(2021, 10, 5))
    assert fresh(home).state == "void"
    make_visit(home, by, on=clock.today() + datetime.timedelta(days=1))
    assert fresh(home).state == "occupied"


def test_a_visit_that_changes_the_state_is_a_new_version(home, by):
    make_visit(home, by, outcome="void")
    with pytest.raises(HomeChanged):
        change_home(household_id=home.pk, version=1, by=by, state="derelict")


def test_a_split_keeps_the_visits_and_makes_the_flats(home, by):
    deliver(home, by)
    before = figures.value("R01", home.project, ROUND)
    flats = split_home(household_id=home.pk, version=1, flats=["Flat 1", "Flat 2", "flat 02"], by=by)
    assert [(flat.flat, flat.split_from_id, flat.version) for flat in flats] == [
        ("Flat 1", home.pk, 1),
        ("flat 02", home.pk, 1),
    ]
    assert fresh(home).state == "split"
    assert Visit.objects.get().household == home
    assert figures.value("R01", home.project, ROUND) == before + 1
    assert figures.value("P01", home.project, ROUND) == 1
    make_visit(home, by, on=clock.today() + datetime.timedelta(days=1))
    assert fresh(home).state == "split"


def test_a_split_joins_flats_that_are_there_and_takes_more_later(home, by):
    (there, _) = split_home(household_id=home.pk, version=1, flats=["1", "2"], by=by)
    again = split_home(household_id=home.pk, version=2, flats=["Flat 1", "Flat 3"], by=by)
    assert again[0] == there
    assert home.split_into.count() == 3


@pytest.mark.parametrize("flats", [[], ["Flat 1"], ["Flat 1", "FLAT 01"]])
def test_a_split_needs_two_flats(home, by, flats):
    with pytest.raises(HomeRefused):
        split_home(household_id=home.pk, version=1, flats=flats, by=by)
    assert fresh(home).state == "occupied"


def test_a_closed_home_is_not_split_and_an_old_version_neither(home, by):
    with pytest.raises(HomeChanged):
        split_home(household_id=home.pk, version=7, flats=["1", "2"], by=by)
    make_visit(home, by, outcome="hard_refusal")
    with pytest.raises(HomeRefused):
        split_home(household_id=home.pk, version=fresh(home).version, flats=["1", "2"], by=by)


def numbers(project):
    return {
        one: figures.value(one, project, ROUND)
        for one in ("R01", "V01", "V02", "V03", "V08", "P01", "P02", "P03", "P05")
    }


def test_a_merge_moves_everything_and_doubles_no_figure(home, by):
    other = HouseholdFactory(street=StreetFactory(project=home.project), uprn="10009", tenure="social_rented")
    make_visit(home, by)
    first, second = deliver(home, by, kit_code="A1"), deliver(other, by, on=D(2021, 10, 6), kit_code="A2")
    register.make_resident(other, by)
    register.burglary_record(other)
    register.caution(other, by)
    before = numbers(home.project)
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    after = numbers(home.project)
    assert {one: after[one] - before[one] for one in before if after[one] != before[one]} == {
        "R01": -1,
        "V02": -1,
        "V03": -1,
        "P02": -1,
    }
    assert set(Visit.objects.values_list("household", "street")) == {(home.pk, home.street_id)}
    assert set(Kit.objects.values_list("household", flat=True)) == {home.pk}
    reasons = dict(Delivery.objects.values_list("visit", "again_reason"))
    assert reasons == {first.pk: "", second.pk: AGAIN}
    stays, gone = fresh(home), fresh(other)
    assert (stays.uprn, stays.tenure, stays.version) == ("10009", "social_rented", 2)
    assert (gone.state, gone.duplicate_of_id) == ("duplicate", home.pk)
    event = AuditEvent.objects.get(verb="household.merge")
    assert event.subject_id == str(home.pk)
    assert {"visits:1", "deliveries:1", "kits:1", "residents:1"} <= set(event.fields)


def test_the_later_pack_is_the_second_one_whichever_entry_stays(home, by):
    other = HouseholdFactory(street=home.street)
    later, earlier = deliver(home, by, on=D(2021, 10, 9)), deliver(other, by, on=D(2021, 10, 5))
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    assert dict(Delivery.objects.values_list("visit", "again_reason")) == {earlier.pk: "", later.pk: AGAIN}


def test_a_refusal_at_either_entry_closes_the_home(home, by):
    other = HouseholdFactory(street=home.street)
    make_visit(other, by, outcome="hard_refusal")
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    assert fresh(home).closed_on == D(2021, 10, 4)


def test_no_room_keeps_a_row_at_the_entry_that_went(home, by):
    """Whatever room points at homes, now or later, the merge moves its rows."""
    other = HouseholdFactory(street=home.street)
    deliver(other, by, kit_code="A1")
    register.make_resident(other, by)
    register.note_vulnerability(other, by)
    register.burglary_record(other)
    register.caution(other, by)
    register.promised(other, by)
    register.referral(other, by)
    register.other_value(other, by)
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    for relation in Household._meta.related_objects:
        if relation.field.name not in FAMILY:
            assert not relation.related_model._base_manager.filter(**{relation.field.name: other}).exists()


def test_a_visit_sent_for_the_entry_that_went_is_recorded_at_the_home(home, by):
    other = HouseholdFactory(street=home.street)
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    visit = make_visit(other, by)
    assert visit.household == home
    again, created = record_visit(
        client_id=visit.client_id,
        household=other,
        outcome=visit.outcome,
        happened_at=visit.happened_at,
        by=by,
    )
    assert (again, created) == (visit, False)


def test_merges_that_make_no_sense_are_refused_and_write_nothing(home, by):
    other, third = HouseholdFactory(street=home.street), HouseholdFactory(street=home.street)
    abroad = HouseholdFactory(street=StreetFactory(project=ProjectFactory()))
    flats = split_home(household_id=third.pk, version=1, flats=["1", "2"], by=by)
    merge_homes(duplicate_id=other.pk, survivor_id=home.pk, by=by)
    events = AuditEvent.objects.count()
    for gone, stays in (
        (home, home),
        (home, abroad),
        (other, home),
        (third, other),
        (home, flats[0]),
        (third, home),
        (flats[0], third),
    ):
        with pytest.raises(MergeRefused):
            merge_homes(duplicate_id=gone.pk, survivor_id=stays.pk, by=by)
    assert AuditEvent.objects.count() == events


def test_what_another_source_says_is_settled_either_way(home, by):
    theirs, ours = (
        register.other_value(home, by),
        register.other_value(home, by, field="tenure", value="owner_occupied"),
    )
    settle_value(value_id=theirs.pk, take=True, by=by)
    settle_value(value_id=ours.pk, take=False, by=by)
    assert (fresh(home).uprn, fresh(home).tenure) == ("10002223334", "unknown")
    assert not HouseholdValue.objects.unsettled().exists()
    with pytest.raises(HomeRefused, match="settled this already"):
        settle_value(value_id=ours.pk, take=True, by=by)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_one_moment_give_one_version(home, by):
    told, start = [], threading.Barrier(2)

    def save(name):
        start.wait()
        try:
            change_home(household_id=home.pk, version=1, by=by, name=name)
        except HomeChanged as changed:
            told.append(changed.now.name)
        finally:
            connection.close()

    people = [threading.Thread(target=save, args=[name]) for name in ("Rose Cottage", "Ivy Cottage")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (len(told), fresh(home).version) == (1, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_merging_the_same_two_the_other_way_round(home, by):
    other, answers, start = HouseholdFactory(street=home.street), [], threading.Barrier(2)

    def merge(gone, stays):
        start.wait()
        try:
            merge_homes(duplicate_id=gone, survivor_id=stays, by=by)
            answers.append("merged")
        except MergeRefused:
            answers.append("refused")
        finally:
            connection.close()

    people = [
        threading.Thread(target=merge, args=pair) for pair in ((home.pk, other.pk), (other.pk, home.pk))
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(answers) == ["merged", "refused"]
