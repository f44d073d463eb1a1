"""One street by hand-written SQL: its numbers are the figures', its doors say what happened last."""

import datetime

import pytest

from households.choices import VisitOutcome
from households.models import Household
from office import one_street
from office.queries import STREET_COLUMNS
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.register import caution

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 11, 24)


@pytest.fixture
def street(settings):
    settings.DEMONSTRATION_TODAY = DAY
    return StreetFactory(project=ProjectFactory(starts_on=D(2021, 9, 1)))


def home(street, number):
    return HouseholdFactory(street=street, number=str(number))


def a_bit_of_everything(street):
    """A home for every outcome, packs in and out of the time, a withdrawn visit, states that are no home."""
    by = member(street.project)
    for number, outcome in enumerate(VisitOutcome, 1):
        later = {"call_back_on": DAY} if outcome == VisitOutcome.CALL_BACK else {}
        make_visit(home(street, number), by, outcome=outcome, on=D(2021, 10, 4), **later)
    for number, day in ((31, D(2021, 9, 1)), (32, DAY), (33, D(2021, 8, 31)), (34, D(2021, 11, 25))):
        deliver(home(street, number), by, on=min(day, DAY))
    twice = home(street, 35)
    deliver(twice, by, on=D(2021, 9, 2))
    deliver(twice, by, on=D(2021, 9, 3), again_reason="Lost")
    Household.objects.filter(pk=home(street, 36).pk).update(state="derelict")
    home(street, 37)
    return by


def test_the_numbers_are_the_figures(street):
    a_bit_of_everything(street)
    a_bit_of_everything(StreetFactory(project=street.project))
    a_bit_of_everything(StreetFactory())
    period = Period(street.project.starts_on, DAY)
    wanted = {name: figures.value(one, street.project, period, street=street) for name, one in STREET_COLUMNS}
    assert one_street.counts(street, DAY) == wanted
    assert len(set(wanted.values())) == 4


def test_each_door_shows_its_last_standing_visit_its_pack_and_what_to_heed(street):
    by = a_bit_of_everything(street)
    first = home(street, 0)
    make_visit(first, by, outcome="no_answer", on=D(2021, 10, 4), hour=9)
    make_visit(first, by, outcome="card_left", on=D(2021, 10, 4), hour=15)
    caution(first, by)
    rows = {row["door"]: row for row in one_street.doors(street, DAY, sees_cautions=True, limit=50)}
    assert (rows["0"]["visit"].outcome, rows["0"]["visit"].happened_on) == ("card_left", D(2021, 10, 4))
    assert rows["0"]["heed"] == ["Visit in pairs"]
    assert (rows["31"]["pack_on"], rows["31"]["label"]) == (D(2021, 9, 1), "Has a pack")
    assert rows["35"]["pack_on"] == D(2021, 9, 3)
    assert rows["37"]["visit"] is None
    hidden = one_street.doors(street, DAY, sees_cautions=False, limit=50)
    assert not any(row["heed"] for row in hidden)


def test_doors_come_page_by_page_in_walking_order(street):
    for number in (3, 1, 2, 10):
        home(street, number)
    assert [row["door"] for row in one_street.doors(street, DAY, sees_cautions=True, limit=2, offset=2)] == [
        "3",
        "10",
    ]
