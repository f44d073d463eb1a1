"""The figures of match, sub-grants and activities, counted by hand."""

import datetime

import pytest

from grants.actions import add_activity
from grants.actions.match import take_back_match
from grants.delivery_choices import MatchKind, MovementKind
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.delivery import given, make_sub_grant, moved, rate

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))


def values(project, period=OCTOBER):
    return {name: figures.value(name, project, period) or 0 for name in ("G20", "G21", "G22", "G23")}


def test_match_carried_cash_and_people_reached_of_october():
    """Match at the end of October: £15 of 1 October, £7.50 of 31 October and £100 in cash; September's £15 is taken back, November's is to
    come, the Sergeant's waits for a rate. Minutes of October: 60, 30 and the Sergeant's 20. Carried: £50 less £20. Reached: 40 and 2."""
    project, by = ProjectFactory(), UserFactory()
    rate(project)
    september = given(project, happened_on=D(2021, 9, 30))
    given(project, happened_on=D(2021, 10, 1))
    given(project, happened_on=D(2021, 10, 31), minutes=30)
    given(project, happened_on=D(2021, 11, 1))
    given(project, happened_on=D(2021, 10, 4), grade="Sergeant", minutes=20)  # waits for a rate
    given(project, happened_on=D(2021, 10, 4), kind=MatchKind.CASH, grade="", minutes=None, pence=100_00)
    take_back_match(contribution=september, reason="Typed twice", by=by)
    sub_grant = make_sub_grant(project, by)
    for kind, pence, day in (
        (MovementKind.TRANSFER, 50_00, D(2021, 10, 31)), (MovementKind.SPENT, 30_00, D(2021, 10, 31)),
        (MovementKind.REIMBURSED, 20_00, D(2021, 10, 31)), (MovementKind.TRANSFER, 9_00, D(2021, 11, 1)),
    ):  # fmt: skip
        moved(sub_grant, kind, pence, on=day)
    for title, day, reach in (
        ("Stall", D(2021, 10, 1), 40), ("School", D(2021, 10, 31), 2), ("Film", D(2021, 10, 5), None), ("Later", D(2021, 11, 1), 7),
        ("Planned", None, None),
    ):  # fmt: skip
        add_activity(project=project, title=title, stated_on=D(2021, 9, 6), held_on=day, reach=reach, by=by)
    given(ProjectFactory())
    assert values(project) == {"G20": 122_50, "G21": 110, "G22": 30_00, "G23": 42}
