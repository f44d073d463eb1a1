"""What is recorded for a whole round: bulk, undo, and the sheet typed back in."""

import threading

import pytest
from django.db import connection

from doorstep.round_actions import record_nobody_in, type_in, undo_nobody_in
from households.actions import RoundRefused, end_round, make_round
from households.models import RoundDoor, Visit
from households.picking import Pick
from households.rounds import CANCEL, WALK
from packs.models import Kit, KitClash
from saferstreets.common import clock
from saferstreets.common.workflow import MoveRefused, Refused
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit
from tests.factories.rounds import DAY, round_of, street_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def homes():
    return street_of(5)


@pytest.fixture
def assistant(homes):
    return member(homes[0].project, "assistant")


@pytest.fixture
def walk(homes, assistant):
    return round_of(homes, walked_by=assistant)


def codes(walk):
    return list(walk.doors.order_by("position").values_list("short_code", flat=True))


def test_a_round_is_in_walking_order_with_reasons_and_codes(homes, assistant):
    walk = round_of(list(reversed(homes)), walked_by=assistant)
    assert list(walk.doors.values_list("household__number", flat=True)) == ["1", "2", "3", "4", "5"]
    assert {door.why for door in walk.doors.all()} == {"Not tried yet"}
    assert len(set(codes(walk))) == 5


def test_a_round_holds_fifty_doors_and_no_more(assistant):
    homes = street_of(51, assistant.memberships.get().project)
    with pytest.raises(RoundRefused, match="50 doors at most"):
        round_of(homes)
    assert round_of(homes[:50]).doors.count() == 50


def test_a_door_of_another_planned_round_of_the_day_is_left_out(homes, walk):
    with pytest.raises(RoundRefused, match="another round of the day"):
        round_of(homes)
    other = street_of(1, homes[0].project)
    made, left_out = make_round(
        project=homes[0].project, picks=[Pick(home.pk, 5) for home in homes + other], on_day=DAY, part_of_day="morning",
        walked_by=walk.walked_by, by=walk.walked_by,
    )  # fmt: skip
    assert (made.doors.count(), left_out) == (1, 5)
    end_round(round_id=walk.pk, move=CANCEL, by=walk.walked_by)
    assert round_of(homes).doors.count() == 5


def test_a_part_the_day_does_not_have_is_refused(homes):
    with pytest.raises(RoundRefused, match="weekend"):
        round_of(homes, part="weekend")


def test_a_round_ends_once(walk, assistant):
    end_round(round_id=walk.pk, move=WALK, by=assistant)
    for move in (WALK, CANCEL):
        with pytest.raises(MoveRefused):
            end_round(round_id=walk.pk, move=move, by=assistant)


def test_nobody_in_at_three_doors_and_undone(walk, homes, assistant):
    visits, left_out = record_nobody_in(walk=walk, homes=homes[:3], outcome="card_left", by=assistant)
    assert (len(visits), left_out) == (3, 0)
    again, _ = record_nobody_in(walk=walk, homes=homes[:3], outcome="card_left", by=assistant)
    assert again == []
    make_visit(homes[3], assistant, on=DAY, outcome="no_answer")
    assert undo_nobody_in(visits=visits, by=assistant) == 3
    assert list(Visit.objects.standing().values_list("household", flat=True)) == [homes[3].pk]
    once_more, _ = record_nobody_in(walk=walk, homes=homes[:3], outcome="no_answer", by=assistant)
    assert len(once_more) == 3
    assert (
        undo_nobody_in(visits=Visit.objects.filter(pk__in=[visit.pk for visit in visits]), by=assistant) == 0
    )


def test_ticks_leave_doors_with_a_visit_of_the_day_and_closed_ones_alone(walk, homes, assistant):
    make_visit(homes[0], assistant, on=DAY)
    make_visit(homes[1], assistant, on=DAY, outcome="hard_refusal")
    visits, left_out = record_nobody_in(walk=walk, homes=homes[:3], outcome="no_answer", by=assistant)
    assert ([visit.household for visit in visits], left_out) == ([homes[2]], 2)
    with pytest.raises(Refused):
        record_nobody_in(walk=walk, homes=homes, outcome="hard_refusal", by=assistant)


def test_a_sheet_typed_in_twice_by_two_people_is_one_visit_each(walk, homes, assistant):
    one, two, three, four, five = codes(walk)
    sheet = f"{one} N\n{two} C\n{three} P KIT-1 R S\n{four} B 27/11 pm\n{five} X"
    assert [answer.accepted for answer in type_in(walk=walk, text=sheet, by=assistant)] == [True] * 5
    answers = type_in(walk=walk, text=sheet.lower(), by=member(walk.project))
    assert [answer.words.split(":")[0] for answer in answers] == ["Recorded already"] * 5
    assert Visit.objects.count() == 5
    assert Kit.objects.get().code == "KIT1"
    assert Visit.objects.get(household=homes[3]).call_back_time == "in the afternoon"
    homes[4].refresh_from_db()
    assert homes[4].closed_on == DAY


def test_bad_lines_hinder_no_other(walk, assistant):
    one, two, *_ = codes(walk)
    wrong_letter = two[:2] + ("A" if two[2] != "A" else "B")
    text = f"{wrong_letter} N\nnonsense\n{one} N\n{two} P KIT R R"
    answers = type_in(walk=walk, text=text, by=assistant)
    assert [answer.accepted for answer in answers] == [False, False, True, False]
    assert [answer.text for answer in answers] == text.splitlines()
    assert "not on this round" in answers[0].words
    assert Visit.objects.count() == 1


def test_a_kit_code_of_another_home_is_kept_for_a_person_and_never_refused(walk, homes, assistant):
    other = street_of(1, walk.project)[0]
    make_visit(other, assistant, offers={"pack": "done"}, kit_code="KIT1")
    answer = type_in(walk=walk, text=f"{codes(walk)[0]} P KIT1", by=assistant)[0]
    assert (answer.accepted, Visit.objects.filter(household=homes[0]).count()) == (True, 1)
    clash = KitClash.objects.get()
    assert (clash.household, clash.kit, Kit.objects.get().household) == (homes[0], Kit.objects.get(), other)


def test_a_refused_pack_stores_nothing(walk, homes, assistant):
    make_visit(homes[0], assistant, offers={"pack": "done"})
    answer = type_in(walk=walk, text=f"{codes(walk)[0]} P KIT1", by=assistant)[0]
    assert (answer.accepted, Visit.objects.filter(household=homes[0]).count()) == (False, 1)
    assert not Kit.objects.exists()


def test_what_was_ticked_on_the_phone_is_not_typed_in_twice(walk, homes, assistant):
    record_nobody_in(walk=walk, homes=homes[:1], outcome="no_answer", by=assistant)
    one = codes(walk)[0]
    assert type_in(walk=walk, text=f"{one} N", by=assistant)[0].words.startswith("Recorded already")
    otherwise = type_in(walk=walk, text=f"{one} V", by=assistant)[0]
    assert not otherwise.accepted
    assert "No answer" in otherwise.words
    assert Visit.objects.count() == 1


def test_a_visit_from_elsewhere_is_told_and_doubled_only_when_meant(walk, homes, assistant):
    make_visit(homes[0], assistant, on=DAY, outcome="no_answer", hour=10)
    one = codes(walk)[0]
    told = type_in(walk=walk, text=f"{one} N", by=assistant)[0]
    assert not told.accepted
    assert "10:00" in told.words
    assert type_in(walk=walk, text=f"{one} N !", by=assistant)[0].accepted
    assert type_in(walk=walk, text=f"{one} N !", by=assistant)[0].words.startswith("Recorded already")
    assert Visit.objects.count() == 2


def test_after_a_withdrawal_the_line_counts_anew(walk, assistant):
    from doorstep.actions import withdraw_visit

    one = codes(walk)[0]
    type_in(walk=walk, text=f"{one} N", by=assistant)
    withdraw_visit(visit=Visit.objects.get(), reason="wrong", by=assistant)
    assert type_in(walk=walk, text=f"{one} V", by=assistant)[0].accepted
    assert Visit.objects.standing().get().outcome == "void"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_put_no_door_on_two_rounds_of_a_day():
    homes = street_of(20)
    people = [member(homes[0].project) for _ in range(4)]
    start = threading.Barrier(len(people))

    def make(person):
        try:
            start.wait()
            round_of(homes, walked_by=person, by=person)
        except RoundRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RoundDoor.objects.count() == 20
    assert clock.today() == DAY
