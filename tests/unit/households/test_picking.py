"""The best doors for a round: one door per reason, and one per reason to stay away."""

import datetime

import pytest

from households import ladder, rounds
from households.actions import make_round
from households.choices import PartOfDay, Side, VisitOutcome
from households.ladder import Step
from households.models import BurglaryRecord, Enquiry, RoundDoor, Vulnerability
from households.picking import Pick, best_doors
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (D(2021, 11, day) for day in (24, 25, 26, 27))
EVENING, MORNING = PartOfDay.EVENING, PartOfDay.MORNING


@pytest.fixture
def street():
    return StreetFactory(project=ProjectFactory(), name="Clay Street")


@pytest.fixture
def assistant(street):
    return member(street.project, "assistant")


def home(street, number, **facts):
    return HouseholdFactory(street=street, number=str(number), **facts)


def numbers(where, *, day=FRIDAY, part=EVENING, steps=ladder.LADDER, **how):
    """House numbers of the best doors, best first."""
    picks = best_doors(project=where.project, day=day, part=part, ladder=steps, **how)
    found = dict(where.households.values_list("pk", "number"))
    return [int(found.get(pick.household_id) or 0) for pick in picks]


def burgle(home, expires_on=FRIDAY):
    return BurglaryRecord.objects.create(
        project=home.project, household=home, reference="C1", source="list", purpose="first", expires_on=expires_on, recorded_at=clock.now()
    )  # fmt: skip


def need_more(home, by, ended_on=None):
    return Vulnerability.objects.create(
        project=home.project, household=home, category="older", source="resident", noted_on=D(2021, 10, 1), review_on=D(2022, 1, 1),
        ended_on=ended_on, recorded_by=by,
    )  # fmt: skip


def ask(home, promised_on, status="promised"):
    return Enquiry.objects.create(
        project=home.project, household=home, channel="web", want="pack", address="1", received_at=clock.now(), status=status,
        promised_on=promised_on,
    )  # fmt: skip


def call_back(home, by, on, *, promised, words="", **more):
    return make_visit(
        home, by, on=on, outcome=VisitOutcome.CALL_BACK, call_back_on=promised, call_back_time=words, **more
    )


def test_one_door_for_each_reason_in_their_order(street, assistant):
    tried_now = home(street, 1)
    make_visit(tried_now, assistant, on=WEDNESDAY, outcome="no_answer", hour=18)
    tried_else = home(street, 2)
    make_visit(tried_else, assistant, on=WEDNESDAY, outcome="no_answer", hour=10)
    home(street, 3)
    ask(home(street, 4), FRIDAY)
    call_back(home(street, 5), assistant, WEDNESDAY, promised=FRIDAY)
    need_more(home(street, 6), assistant)
    burgle(home(street, 7))
    assert numbers(street) == [7, 6, 5, 4, 3, 2, 1]
    picks = best_doors(project=street.project, day=FRIDAY, part=EVENING, ladder=ladder.LADDER)
    assert [pick.rank for pick in picks] == list(range(rounds.VICTIM, rounds.TRIED + 1))
    assert [pick.why for pick in picks[:2]] == ["Priority", "Priority"]


def test_left_out(street, assistant):
    home(street, 1, closed_on=WEDNESDAY)
    home(street, 2, state="void")
    deliver(home(street, 3), assistant, on=WEDNESDAY)
    make_visit(home(street, 4), assistant, on=WEDNESDAY, offers={"pack": "declined"})
    make_visit(home(street, 5), assistant, on=WEDNESDAY, offers={"pack": "already_has"})
    call_back(home(street, 6), assistant, WEDNESDAY, promised=SATURDAY)
    make_visit(home(street, 7), assistant, on=FRIDAY, outcome="no_answer", hour=9)
    used_up = home(street, 8)
    for hour in (10, 14, 18):
        make_visit(used_up, assistant, on=WEDNESDAY, outcome="no_answer", hour=hour)
    ask(home(street, 9), SATURDAY)
    make_round(
        project=street.project, picks=[Pick(home(street, 10).pk, 5)], on_day=FRIDAY, part_of_day=MORNING, walked_by=assistant, by=assistant
    )  # fmt: skip
    for number in (3, 4, 5, 6, 7, 8, 9):
        burgle(street.households.get(number=str(number)))  # a record of burglary overrules none of these
    home(street, 11)
    assert numbers(street) == [11]
    assert 10 in numbers(street, day=THURSDAY)  # the other round is on Friday


def test_a_promise_is_kept_beyond_the_ladder_and_after_a_pack(street, assistant):
    used_up = home(street, 1)
    for hour in (9, 14):
        make_visit(used_up, assistant, on=WEDNESDAY, outcome="no_answer", hour=hour)
    call_back(used_up, assistant, THURSDAY, promised=FRIDAY)
    has_pack = home(street, 2)
    deliver(has_pack, assistant, on=WEDNESDAY)
    ask(has_pack, FRIDAY)
    assert numbers(street) == [1, 2]


def test_a_promise_for_this_evening_waits_for_the_evening_and_outlives_a_try_of_the_day(street, assistant):
    call_back(home(street, 1), assistant, FRIDAY, promised=FRIDAY, words="in the evening", hour=10)
    assert numbers(street, part=MORNING) == []
    assert numbers(street, part=EVENING) == [1]
    assert numbers(street, day=SATURDAY, part=PartOfDay.WEEKEND) == [1]  # late, and still owed


def test_a_call_back_answered_by_a_later_visit_is_no_promise_any_more(street, assistant):
    kept = home(street, 1)
    call_back(kept, assistant, WEDNESDAY, promised=THURSDAY)
    make_visit(kept, assistant, on=THURSDAY, outcome="no_answer", hour=18)
    picks = best_doors(project=street.project, day=FRIDAY, part=EVENING, ladder=ladder.LADDER)
    assert [pick.rank for pick in picks] == [rounds.TRIED]


def test_records_that_ran_out_rank_no_higher_than_others(street, assistant):
    burgle(home(street, 3), expires_on=THURSDAY)
    need_more(home(street, 2), assistant, ended_on=THURSDAY)
    home(street, 1)
    assert numbers(street) == [1, 2, 3]


def test_a_withdrawn_visit_was_no_try(street, assistant):
    from doorstep.actions import withdraw_visit

    visit = make_visit(home(street, 1), assistant, on=FRIDAY, outcome="no_answer")
    withdraw_visit(visit=visit, reason="wrong door", by=assistant)
    assert [
        pick.rank
        for pick in best_doors(project=street.project, day=FRIDAY, part=EVENING, ladder=ladder.LADDER)
    ] == [rounds.NEVER_TRIED]


@pytest.mark.parametrize(
    ("on", "hour", "day", "part", "rank"),
    [
        (WEDNESDAY, 16, FRIDAY, PartOfDay.AFTERNOON, rounds.TRIED),
        (WEDNESDAY, 17, FRIDAY, PartOfDay.AFTERNOON, rounds.OTHER_TIME),
        (D(2021, 10, 6), 11, FRIDAY, MORNING, rounds.TRIED),  # eleven in summer is ten by Greenwich
        (D(2021, 10, 6), 12, FRIDAY, MORNING, rounds.OTHER_TIME),  # noon in summer is eleven by Greenwich
        (D(2021, 10, 31), 18, FRIDAY, EVENING, rounds.OTHER_TIME),  # a Sunday evening is weekend
        (D(2021, 10, 31), 18, SATURDAY, PartOfDay.WEEKEND, rounds.TRIED),
    ],
)
def test_tried_before_goes_by_the_clock_on_the_wall(street, assistant, on, hour, day, part, rank):
    make_visit(home(street, 1), assistant, on=on, hour=hour, outcome="no_answer")
    assert [
        pick.rank for pick in best_doors(project=street.project, day=day, part=part, ladder=ladder.LADDER)
    ] == [rank]


def test_a_ladder_with_parts_of_its_own(street, assistant):
    steps = (Step(), Step(EVENING))
    for number, hour in ((1, 18), (2, 10)):
        make_visit(home(street, number), assistant, on=WEDNESDAY, outcome="no_answer", hour=hour)
    assert numbers(street, steps=steps) == [1, 2]  # the evening step is due, tried then before or not
    ranks = [pick.rank for pick in best_doors(project=street.project, day=FRIDAY, part=MORNING, ladder=steps)]
    assert ranks == [rounds.TRIED, rounds.TRIED]
    assert numbers(street, steps=(Step(),)) == []


def test_street_side_number_and_limit(street, assistant):
    other = StreetFactory(project=street.project, name="Able Street")
    for number in (12, 3, 2, 11, 1):
        home(street, number)
    HouseholdFactory(street=street, number="", name="The Lodge", door_key="the lodge", walk_seq=999_900_000)
    HouseholdFactory(street=other, number="9")
    assert numbers(street, street=street, side=Side.ODD) == [1, 3, 11, 0]
    assert numbers(street, street=street, side=Side.EVEN) == [2, 12, 0]
    assert numbers(street, street=street, how_many=3) == [1, 2, 3]
    assert numbers(street) == [0, 1, 2, 3, 11, 12, 0]  # Able Street comes first


def test_another_projects_doors_are_never_seen(street, assistant):
    burgle(HouseholdFactory())
    home(street, 1)
    assert numbers(street) == [1]


def test_three_statements_at_most_and_one_when_the_first_is_enough(
    street, assistant, django_assert_num_queries
):
    for number in range(1, 4):
        burgle(home(street, number))
    with django_assert_num_queries(1):
        numbers_of = best_doors(
            project=street.project, day=FRIDAY, part=EVENING, ladder=ladder.LADDER, how_many=3
        )
    assert len(numbers_of) == 3
    with django_assert_num_queries(3):
        best_doors(project=street.project, day=FRIDAY, part=EVENING, ladder=ladder.LADDER)
    assert not RoundDoor.objects.exists()
