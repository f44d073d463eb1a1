"""Today: the right numbers, for the right people, in a fixed number of queries."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.models import Deliverable, Milestone, Target
from households import rounds
from households.actions import end_round
from households.choices import VisitOutcome
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.imports import listing, stage
from tests.factories.register import enquiry
from tests.factories.rounds import round_of, street_of

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2021, 11, 24)


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMONSTRATION_TODAY = TODAY


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(project):
    return member(project)


def promise(project, *targets, figure="P02"):
    deliverable = Deliverable.objects.create(
        project=project, title="Safer Homes Packs", section="packs", figure=figure, unit="homes"
    )
    for value, day in targets:
        Target.objects.create(
            project=project,
            deliverable=deliverable,
            value=value,
            stated_on=day,
            stated_in="the bid",
            recorded_at=timezone.now(),
        )
    return deliverable


def test_what_is_done_due_and_late(client, project, coordinator):
    homes = HouseholdFactory.create_batch(4, street=StreetFactory(project=project))
    promise(project, (150, D(2021, 6, 3)), (100, D(2021, 9, 6)))
    deliver(homes[0], coordinator, on=TODAY)
    make_visit(homes[1], coordinator, outcome=VisitOutcome.CALL_BACK, call_back_on=D(2021, 11, 23))
    make_visit(homes[2], coordinator, outcome=VisitOutcome.CALL_BACK, call_back_on=D(2021, 11, 25))
    make_visit(homes[3], coordinator, outcome=VisitOutcome.CALL_BACK, call_back_on=D(2021, 11, 20))
    make_visit(homes[3], coordinator, on=D(2021, 11, 21), outcome=VisitOutcome.NO_ANSWER)
    Milestone.objects.create(
        project=project,
        section="lighting",
        title="Start the lights",
        stated_on=D(2021, 9, 6),
        due_on=D(2021, 11, 23),
    )
    client.force_login(coordinator)
    page = client.get(reverse("office:today", args=[project.slug]))
    assert page.context["calls_due"] == 1
    (found,) = page.context["promises"]
    assert (found.actual, found.baseline.value, found.current.value, found.unapproved) == (1, 150, 100, True)
    assert page.context["left"] == 3
    text = page.content.decode()
    assert "First target 150 (3 June 2021), now 100 (6 September 2021)" in text
    assert "No approval recorded" in text
    assert "Start the lights" in text
    assert "1 pack delivered without a kit code" in text


def test_a_steady_pace_counts_from_the_first_post_not_from_the_award(client, project, coordinator):
    from grants.models import Post

    Post.objects.create(
        project=project, title="Safer Streets Assistant", filled=True, starts_on=D(2021, 11, 24)
    )
    promise(project, (100, D(2021, 6, 3)))
    client.force_login(coordinator)
    (found,) = client.get(reverse("office:today", args=[project.slug])).context["promises"]
    assert found.expected == round(100 * 1 / 92)  # 1 of the 92 working days from 24 November to 31 March
    assert found.needed == pytest.approx(100 / 91)


def test_an_empty_project_has_a_today(client, project, coordinator):
    client.force_login(coordinator)
    text = client.get(reverse("office:today", args=[project.slug])).content.decode()
    assert "No deliverables yet" in text
    assert "Nobody is waiting" in text
    assert "This project has no homes yet" in text
    HouseholdFactory(street=StreetFactory(project=project))
    assert "no homes yet" not in client.get(reverse("office:today", args=[project.slug])).content.decode()


def test_the_number_of_queries_does_not_grow(client, project, coordinator, django_assert_max_num_queries):
    client.force_login(coordinator)
    street = StreetFactory(project=project)
    promise(project, (100, D(2021, 6, 3)))
    address = reverse("office:today", args=[project.slug])

    def queries():
        with django_assert_max_num_queries(60) as counted:
            client.get(address)
        return len(counted)

    for home in HouseholdFactory.create_batch(2, street=street):
        make_visit(home, coordinator, outcome=VisitOutcome.CALL_BACK, call_back_on=D(2021, 11, 20))
    few = queries()
    for home in HouseholdFactory.create_batch(20, street=street):
        make_visit(home, coordinator, outcome=VisitOutcome.CALL_BACK, call_back_on=D(2021, 11, 20))
    assert queries() == few


def test_other_projects_do_not_exist_and_readers_are_refused(client, project):
    client.force_login(member(ProjectFactory()))
    assert client.get(reverse("office:today", args=[project.slug])).status_code == 404
    client.force_login(member(project, "partner_reader"))
    assert client.get(reverse("office:today", args=[project.slug])).status_code == 403


def test_what_waits_is_counted_for_those_who_may_do_it(client, project, coordinator):
    home = HouseholdFactory(street=StreetFactory(project=project))
    deliver(home, coordinator, kit_code="K1", on=TODAY)
    enquiry(project, address="1 Clay Street")
    enquiry(project, address="2 Clay Street")
    stage(project, listing(["1", "Clay Street", "Workington", "CA14 2AA", ""]), by=coordinator)
    enquiry(ProjectFactory())

    def told(person):
        client.force_login(person)
        waiting = client.get(reverse("office:today", args=[project.slug])).context["waiting"]
        return [(line["count"], line["words"]) for line in waiting]

    asked = (2, "people wait for a word from us")
    kit = (1, "kit not registered yet: what it marks cannot be traced")
    assert told(coordinator) == [asked, (1, "imported file is not merged yet"), kit]
    assert told(member(project, "assistant")) == [asked, kit]


def test_a_walker_finds_the_round_of_the_day_and_nobody_elses(client, project, coordinator):
    walker, other = member(project, "assistant"), member(project, "assistant")
    homes = street_of(4, project)
    mine = round_of(homes[:1], walked_by=walker, on_day=TODAY)
    theirs = round_of(homes[1:2], walked_by=other, on_day=TODAY)
    round_of(homes[2:3], walked_by=walker, on_day=TODAY + datetime.timedelta(days=1))
    end_round(
        round_id=round_of(homes[3:], walked_by=walker, on_day=TODAY).pk,
        move=rounds.CANCEL,
        by=coordinator,
    )
    for person, seen, walks in ((walker, {mine}, True), (coordinator, {mine, theirs}, False)):
        client.force_login(person)
        page = client.get(reverse("office:today", args=[project.slug]))
        assert set(page.context["rounds"]) == seen
        assert ("Walk today’s round" in page.content.decode()) is walks
