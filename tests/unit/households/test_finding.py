"""The search box by plain SQL finds what the queryset of the same words finds."""

import pytest

from accounts.choices import Role
from households.finding import Found
from households.models import Household
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db

STREETS = ["Clay Street", "O’Neill Court", "Corporation Road", "Station Road"]
TEXTS = ["12", "12 a", "clay", "Clay St", "zz14", "ZZ14 1", "zz141ab", "o'neill", "%", "_", "14 st", "qq", ""]


@pytest.fixture
def project():
    project = ProjectFactory()
    for name in STREETS:
        street = StreetFactory(project=project, name=name)
        for number in ("2", "12", "12A", "14"):
            HouseholdFactory(street=street, number=number)
    HouseholdFactory(number="12")  # of another project
    return project


@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_the_queryset_finds_in_the_same_order(project, text):
    by = member(project)
    homes = Household.objects.visible_to(by, project).matching(text).in_walking_order().for_list()
    found = Found(by, project, text)
    assert [tuple(row) for row in found[0:50]] == [tuple(row) for row in homes]
    assert found.count() == len(homes)
    assert found[0:50] == [] or found[0:50][0]._fields == homes[0]._fields


def test_a_page_is_cut_and_the_count_is_of_all(project):
    found = Found(member(project), project, "12")
    assert found.count() == 8
    assert found[3:6] == found[0:8][3:6]


def test_who_may_not_see_homes_finds_none(project):
    found = Found(member(project, Role.PARTNER_READER), project, "12")
    assert (found.count(), found[0:50]) == (0, [])
