"""Where the homes stand, counted by hand; and the knocks by the hour."""

import datetime

import pytest

from doorstep.actions import withdraw_visit
from households.choices import HouseholdState, PartOfDay
from households.ladder import part_of_day
from households.models import Household
from office import forecast_queries
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
WHOLE = Period(D(2021, 6, 3), D(2022, 3, 31))


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def by(street):
    return member(street.project, "assistant")


def test_every_home_stands_in_one_place(street, by):
    def home():
        return HouseholdFactory(street=street)

    home()  # never tried
    for tries in (1, 2):
        door = home()
        for day in range(tries):
            make_visit(door, by, on=D(2021, 10, 4 + day), outcome="no_answer" if day else "card_left")
    deliver(home(), by)
    make_visit(home(), by, outcome="soft_refusal")
    make_visit(home(), by, outcome="hard_refusal")
    make_visit(home(), by, offers={"pack": "declined"})
    make_visit(home(), by, outcome="call_back", call_back_on=D(2021, 10, 8))
    refused_later = home()
    make_visit(refused_later, by, outcome="call_back", call_back_on=D(2021, 10, 8))
    make_visit(refused_later, by, on=D(2021, 10, 8), outcome="soft_refusal")
    make_visit(home(), by, outcome="void")
    make_visit(home(), by, outcome="unsafe")  # seen, but nobody could have answered: as good as never tried
    withdraw_visit(visit=make_visit(home(), by, outcome="void"), reason="Wrong door", by=by)
    HouseholdFactory(street=street, state=HouseholdState.DUPLICATE, duplicate_of=Household.objects.first())
    HouseholdFactory()  # another project's
    found = forecast_queries.standing(street.project)
    assert found.with_pack == 1
    assert found.refused == 4
    assert found.tried == {1: 1, 2: 1}
    assert found.waiting == 1
    assert found.untried == 3
    assert (found.no_home, found.looked_at) == (1, 10)
    assert found.entries == 12
    assert found.open == 6


def test_the_hours_add_up_to_the_figures(street, by):
    homes = HouseholdFactory.create_batch(4, street=street)
    make_visit(homes[0], by, on=D(2021, 10, 4), hour=10, outcome="no_answer")
    make_visit(homes[1], by, on=D(2021, 10, 4), hour=10)
    make_visit(homes[2], by, on=D(2021, 10, 9), hour=18, outcome="soft_refusal")
    make_visit(homes[3], by, on=D(2021, 10, 9), hour=18, outcome="void")
    hours = forecast_queries.hours(street.project, WHOLE)
    assert sum(hour.knocks for hour in hours) == figures.value("V08", street.project, WHOLE) == 3
    assert sum(hour.answered for hour in hours) == figures.value("V09", street.project, WHOLE) == 2
    assert {(hour.day, hour.at.hour, hour.knocks, hour.answered) for hour in hours} == {
        (D(2021, 10, 4), 10, 2, 1),
        (D(2021, 10, 9), 18, 1, 1),
    }


@pytest.mark.parametrize("day", [D(2021, 10, 29), D(2021, 11, 1)])
def test_hours_are_those_on_the_wall_in_summer_and_in_winter(street, by, day):
    for hour in (11, 12, 16, 17):
        make_visit(HouseholdFactory(street=street), by, on=day, hour=hour)
    shares = forecast_queries.shares(
        forecast_queries.hours(street.project, WHOLE), lambda hour: part_of_day(hour.at)
    )
    assert {part: share.of for part, share in shares.items()} == {
        PartOfDay.MORNING: 1,
        PartOfDay.AFTERNOON: 2,
        PartOfDay.EVENING: 1,
    }
