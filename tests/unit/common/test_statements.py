"""A statement is made once, and answers for any project and any day as one made anew would."""

import datetime

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from households.models import Household, Street, Visit
from packs.choices import ItemKind
from packs.models import Item, Movement
from saferstreets.common import figures, statements
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime.date(2021, 5, 1), datetime.date(2021, 6, 1)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(statements, "_kept", {})


@pytest.fixture
def home():
    return HouseholdFactory()


def knock(home, *days):
    by = member(home.project)
    for day in days:
        make_visit(home, by, on=day)


def visits(project, since):
    return Visit.objects.filter(project=project, happened_on__gte=since).aggregate(n=Count("pk"))


def asked(make, *values):
    return statements.ask(["visits"], make, *values)["n"]


def test_it_is_made_once_and_asked_with_each_value(home):
    other = HouseholdFactory()
    made = []

    def make(*values):
        made.append(values)
        return visits(*values)

    knock(home, MAY, JUNE)
    knock(other, JUNE)
    with CaptureQueriesContext(connection) as queries:
        counted = [
            asked(make, household.project.pk, day) for household in (home, other) for day in (MAY, JUNE)
        ]
    assert counted == [2, 1, 1, 1]
    assert (len(made), len(queries)) == (1, 4)
    assert str(JUNE) in queries[-1]["sql"]


def test_values_that_are_the_same_are_told_so_and_make_another_statement(home):
    knock(home, MAY)

    def make(project, since, until):
        found = Visit.objects.filter(project=project, happened_on__gte=since)
        return (found if since == until else found.filter(happened_on__lte=until)).aggregate(n=Count("pk"))

    pk = home.project.pk
    assert [asked(make, pk, *days) for days in ((MAY, JUNE), (MAY, MAY), (JUNE, JUNE), (MAY, JUNE))] == [
        1,
        1,
        0,
        1,
    ]
    assert len(statements._kept) == 2


@pytest.mark.parametrize(
    "reckoned",
    [
        lambda day: day.replace(day=1),
        lambda day: day < JUNE,
        lambda day: min(day, JUNE),
        lambda day: day.isoformat(),
    ],
)
def test_reckoning_with_a_day_is_an_error_and_no_wrong_number(home, reckoned):
    with pytest.raises((AttributeError, TypeError)):
        asked(lambda project, since: visits(project, reckoned(since)), home.project.pk, MAY)


def test_one_that_depends_on_what_is_found_first_is_an_error(home):
    def make(project):
        streets = list(Street.objects.filter(project=project).values_list("pk", flat=True))
        return Household.objects.filter(street__in=streets).aggregate(n=Count("pk"))

    with pytest.raises(RuntimeError, match="cannot be kept"):
        asked(make, home.project.pk)
    assert not statements._kept


def test_what_django_knows_without_asking_is_not_kept(home):
    def make(project):
        return Visit.objects.filter(project=project, outcome__in=[]).aggregate(n=Count("pk"))

    with CaptureQueriesContext(connection) as queries:
        assert [asked(make, home.project.pk) for _ in range(2)] == [0, 0]
    assert not queries


def test_every_number_of_an_update_is_kept():
    assert [found.id for found in figures.printed_figures() if not found.kept] == []


def test_found_first_is_in():
    for kind in (ItemKind.PACK, ItemKind.TORCH):
        item = ItemFactory(kind=kind)
        receive(item, 5, member(item.project))
    items = Item.objects.filter(kind=ItemKind.TORCH)
    found = Movement.objects.filter(item__found_first=items)
    assert set(found) == set(Movement.objects.filter(item__in=items)) != set()
    assert ("= ANY(ARRAY(SELECT" in str(found.query)) == (connection.vendor == "postgresql")
