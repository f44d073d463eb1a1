"""What the migrations of this room do to the rows of an office that is already at work."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.choices import Role
from doorstep.actions import withdraw_visit
from packs import checking
from packs.actions import open_places, place
from packs.choices import PlaceKind
from packs.models import Balance, Delivery, Location, Movement
from tests.factories.accounts import MembershipFactory, ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory

DAY = datetime.date(2021, 10, 4)


def do_again(name):
    """Do the data migration `name` to the rows that are there, with the models it was written for."""
    loader = MigrationExecutor(connection).loader
    state = loader.project_state([("packs", name)])
    loader.get_migration("packs", name).operations[0].code(state.apps, None)


def before_stock_was_kept(home, by, *, withdrawn=False):
    """A pack handed over when nothing was counted yet: its delivery moved nothing."""
    visit = make_visit(home, by, on=DAY)
    if withdrawn:
        visit = withdraw_visit(visit=visit, reason="Wrong door", by=by)
    return Delivery.objects.create(
        project=home.project, household=home, street=home.street, visit=visit, delivered_on=DAY, recorded_at=timezone.now(), recorded_by=by,
        withdrawn_at=visit.withdrawn_at,
    )  # fmt: skip


@pytest.mark.django_db
def test_packs_delivered_so_far_are_drawn_from_what_no_bag_covered():
    home = HouseholdFactory()
    street, project = home.street, home.project
    first, second = member(project, Role.ASSISTANT), member(project, Role.ASSISTANT)
    by_hand = [
        before_stock_was_kept(home, first),
        before_stock_was_kept(HouseholdFactory(street=street), first),
        before_stock_was_kept(HouseholdFactory(street=street), second),
        before_stock_was_kept(HouseholdFactory(street=street), second, withdrawn=True),
    ]
    theirs = before_stock_was_kept(HouseholdFactory(), first)
    deliver(HouseholdFactory(street=street), first, on=DAY)  # counted already
    assert checking.faults() != []
    do_again("0010_packs_delivered_so_far")
    assert checking.faults() == []
    drawn = Movement.objects.filter(project=project)
    assert drawn.filter(key__in=[f"delivery:{one.pk}" for one in by_hand]).count() == 4
    assert drawn.get(reverses__isnull=False).source == f"packs.Delivery:{by_hand[-1].pk}"
    short = {
        person: Balance.objects.get(location__kind="unreconciled", location__holder=person, project=project).quantity
        for person in (first, second)
    }  # fmt: skip
    assert short == {first: -3, second: -1}
    assert Movement.objects.get(project=theirs.project).happened_on == DAY
    count = Movement.objects.count()
    do_again("0010_packs_delivered_so_far")
    assert (Movement.objects.count(), checking.faults()) == (count, [])


@pytest.mark.django_db(transaction=True)
def test_projects_from_before_get_their_places_and_bags(migrate_room):
    """There and back again: what is there stays, and the action finds nothing left to make."""
    projects = ProjectFactory(), ProjectFactory()
    coordinator, assistant = member(projects[0]), member(projects[0], Role.ASSISTANT)
    MembershipFactory(project=projects[0], role=Role.ASSISTANT, until=datetime.date(2020, 1, 1))
    member(projects[0], Role.FINANCE)
    store = place(project=projects[0], kind=PlaceKind.STORE)
    bag = place(project=projects[0], kind=PlaceKind.BAG, holder=assistant)
    for name in ("0012_what_was_decided_and_received_stands", "0013_places_of_every_project"):
        migrate_room("packs", name)
    places = Location.objects.filter(project=projects[0])
    assert {store, bag} < set(places)
    assert places.filter(kind="bag").values_list("holder", flat=True).count() == 2
    assert places.exclude(kind="bag").count() == Location.objects.filter(project=projects[1]).count() == 5
    for project in projects:
        assert open_places(project=project, by=coordinator) == 0
