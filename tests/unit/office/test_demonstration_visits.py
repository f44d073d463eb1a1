"""The rows written in bulk are the rows that the action writes."""

import datetime
from dataclasses import asdict, replace

import pytest

from accounts.models import AuditEvent
from doorstep.actions import record_visit
from grants.models import MatchContribution
from households.actions import add_household, add_street
from households.models import Household, Offer, Visit
from office.demonstration import households, rounds, visits
from packs.actions import add_specification, place
from packs.models import Balance, Delivery, Kit, KitMove, Movement
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
UNTIL = datetime.date(2021, 11, 24)
NOT_COMPARED = {
    "id",
    "project_id",
    "household_id",
    "street_id",
    "visit_id",
    "delivery_id",
    "specification_id",
    "recorded_at",
    "subject_id",
    "item_id",
    "from_location_id",
    "to_location_id",
    "location_id",
    "lane_id",
    "kit_id",
    "key",
    "source",
}


def with_streets(by):
    project = ProjectFactory()
    for name in ("Lonsdale Street", "Clay Street"):
        add_street(project=project, name=name, by=by)
    add_specification(project=project, from_on=rounds.FIRST_ROUND, contents=[("Pens", None)], by=by)
    return project


def same_home(home, project, by):
    """The home of the other project entered through the action."""
    street = project.streets.get(name=home.street.name)
    return add_household(
        project=project,
        street=street,
        by=by,
        flat=home.flat,
        number=home.number,
        postcode=home.postcode,
        tenure=home.tenure,
    )


def rows(model, project, order):
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in NOT_COMPARED]
    return list(model.objects.filter(project=project).order_by(*order).values_list(*columns))


def arguments(knock):
    return {
        name: value
        for name in asdict(replace(knock, household=None, by=None, officer=None))
        if name != "household"
        for value in [getattr(knock, name)]
    }


def test_bulk_writes_what_the_actions_write():
    by, officer = UserFactory(), UserFactory()
    bulk, single = with_streets(by), with_streets(by)
    households.fill(project=bulk, homes=120, seed=1, by=by)
    homes = list(Household.objects.filter(project=bulk).in_walking_order().select_related("street"))
    twins = {home.pk: same_home(home, single, by) for home in homes}
    assert rows(Household, bulk, ["walk_seq", "search"]) == rows(Household, single, ["walk_seq", "search"])

    since = AuditEvent.objects.latest("id").pk
    streets = [[home for home in homes if home.street_id == street.pk] for street in bulk.streets.all()]
    knocks = rounds.plan(
        streets=streets, assistants=[by, UserFactory()], officer=officer, until=UNTIL, seed=1
    )
    assert len({knock.outcome for knock in knocks}) >= 6
    for project in (bulk, single):  # enough for some doors, not for all
        receive(
            ItemFactory(project=project, kind="pack"), 5, by, to=place(project=project, kind="bag", holder=by)
        )
    since = AuditEvent.objects.latest("id").pk
    visits.record_all(project=bulk, knocks=knocks)
    for knock in sorted(knocks, key=lambda knock: knock.happened_at):
        record_visit(household=twins[knock.household.pk], **arguments(knock))

    for model, order in (
        (Visit, ["client_id"]), (Offer, ["visit__client_id", "kind"]), (Delivery, ["visit__client_id"]), (Kit, ["code"]),
        (Household, ["walk_seq", "search"]), (KitMove, ["kit__code"]),
        (Movement, ["id"]), (Balance, ["location__name", "lane__name"]), (MatchContribution, ["id"]),
    ):  # fmt: skip
        assert rows(model, bulk, order) == rows(model, single, order), model
        assert rows(model, bulk, order)
    ends = ("from_location__name", "to_location__name")
    drawn = [
        Movement.objects.filter(project=project).order_by("id").values_list(*ends)
        for project in (bulk, single)
    ]
    assert list(drawn[0]) == list(drawn[1])
    assert len(set(drawn[0])) > 2
    trail = [
        list(
            AuditEvent.objects.filter(project=project, id__gt=since)
            .order_by("id")
            .values_list("by", "verb", "subject_type", "fields")
        )
        for project in (bulk, single)
    ]
    assert trail[0] == trail[1]


def test_every_row_of_the_bulk_hangs_together():
    by = UserFactory()
    project = with_streets(by)
    households.fill(project=project, homes=120, seed=1, by=by)
    visits.invent(project=project, assistants=[by], officer=None, until=UNTIL, seed=1)
    for visit in Visit.objects.filter(project=project).select_related("household", "delivery__kit"):
        assert visit.street_id == visit.household.street_id
    for delivery in Delivery.objects.filter(project=project).select_related("visit", "specification"):
        assert (delivery.household_id, delivery.street_id, delivery.delivered_on) == (
            delivery.visit.household_id, delivery.visit.street_id, delivery.visit.happened_on,
        )  # fmt: skip
        assert delivery.specification.project_id == project.pk
    for kit in Kit.objects.filter(project=project).select_related("delivery"):
        assert kit.household_id == kit.delivery.household_id


def test_rounds_are_walked_on_working_days_and_some_saturdays_before_the_day_itself():
    homes = [[object() for _ in range(100)] for _ in range(20)]
    knocks = rounds.plan(streets=homes, assistants=["one", "two"], officer=None, until=UNTIL, seed=3)
    days = {knock.happened_at.date() for knock in knocks}
    assert min(days) == rounds.FIRST_ROUND
    assert max(days) == datetime.date(2021, 11, 23)
    saturdays = [day for day in days if day.weekday() > 4]
    assert saturdays == [day for day in saturdays if day.weekday() == 5]
    assert 1 <= len(saturdays) <= 4
    packs = sum(knock.offers.get("pack") == "done" for knock in knocks)
    assert 8 <= packs / (len(days) - len(saturdays)) <= 12  # a steady pace of about ten a working day


def test_the_same_seed_gives_the_same_rounds():
    homes = [[number for number in range(start, start + 50)] for start in (0, 100)]
    plans = [
        rounds.plan(streets=homes, assistants=["one"], officer=None, until=UNTIL, seed=seed)
        for seed in (1, 1, 2)
    ]
    assert plans[0] == plans[1] != plans[2]
