"""Today: the right numbers, for the right people, in a fixed number of queries."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.models import Deliverable, Milestone, Target
from households.choices import VisitOutcome
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

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


def test_the_number_of_queries_does_not_grow(client, project, coordinator, django_assert_max_num_queries):
    client.force_login(coordinator)
    street = StreetFactory(project=project)
    promise(project, (100, D(2021, 6, 3)))
    address = reverse("office:today", args=[project.slug])

    def queries():
        with django_assert_max_num_queries(40) as counted:
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
