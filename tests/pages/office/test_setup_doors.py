"""Who opens the set-up pages, and what each form does with a good answer."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEvent, Membership, Project, User
from grants.models import Deliverable, Post, Target
from households.models import Area, AreaLsoa, Street
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    ProjectFactory,
    UserFactory,
    member,
)
from tests.factories.grants import make_deliverable, make_post
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
PARTS = (
    "setup",
    "setup_facts",
    "setup_areas",
    "setup_streets",
    "setup_posts",
    "setup_deliverables",
    "setup_members",
)


def date(name, day):
    """A date as three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(client, project):
    """Signed in."""
    user = member(project)
    client.force_login(user)
    return user


def url(project, part, *args):
    return reverse(f"office:{part}", args=[project.slug, *args])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", Role)
def test_only_the_coordinator_sets_up(client, project, part, role):
    client.force_login(member(project, role))
    assert client.get(url(project, part)).status_code == (200 if role == Role.COORDINATOR else 403)


@pytest.mark.parametrize("part", PARTS)
def test_another_project_does_not_exist(client, project, part):
    client.force_login(member(ProjectFactory()))
    assert client.get(url(project, part)).status_code == 404


def test_things_of_another_project_do_not_exist(client, project, coordinator):
    theirs = ProjectFactory()
    deliverable = make_deliverable(theirs, UserFactory())
    membership = MembershipFactory(project=theirs)
    assert client.get(url(project, "setup_deliverable", deliverable.pk)).status_code == 404
    assert client.post(url(project, "setup_member_end", membership.pk), date("until", DAY)).status_code == 404
    assert Membership.objects.get(pk=membership.pk).until is None


def test_the_overview_says_what_is_missing(client, project, coordinator):
    page = client.get(url(project, "setup"))
    tasks = {task["title"]: (task["label"], task["hint"]) for task in page.context["tasks"]}
    assert tasks["Facts of the project"] == (
        "Missing",
        "Not entered: fund and round, lead body, award, date of award",
    )
    assert tasks["Deliverables and targets"][0] == "Missing"
    assert tasks["People and their roles"] == ("Entered", "1 person")


def test_the_overview_says_what_is_entered(client, project, coordinator):
    StreetFactory.create_batch(2, project=project)
    StreetFactory()  # another project's
    make_deliverable(project, coordinator)
    make_deliverable(project, coordinator, title="Street lighting", targets=())
    page = client.get(url(project, "setup"))
    tasks = {task["title"]: (task["label"], task["hint"]) for task in page.context["tasks"]}
    assert tasks["Streets"] == ("Entered", "2 streets, 0 homes")
    assert tasks["Deliverables and targets"] == ("Entered", "2 deliverables, 1 without a number to reach")


FACTS = {
    "name": "Barrow",
    "round": "SSF1",
    "award_pence": "£436,994",
    "new_body": "OPCC",
    **date("starts_on", DAY),
    **date("ends_on", DAY),
}


def test_facts_are_changed_and_a_new_body_is_entered(client, project, coordinator):
    assert client.post(url(project, "setup_facts"), FACTS).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.award_pence, project.lead_body.name) == ("Barrow", 43_699_400, "OPCC")
    assert AuditEvent.objects.filter(verb="project.change", by=coordinator).count() == 1


def test_facts_sent_unchanged_change_nothing(client, project, coordinator):
    body = OrganisationFactory()
    sent = {
        "name": project.name,
        "body": body.pk,
        **date("starts_on", project.starts_on),
        **date("ends_on", project.ends_on),
    }
    client.post(url(project, "setup_facts"), sent)
    client.post(url(project, "setup_facts"), sent)
    assert AuditEvent.objects.filter(verb="project.change").count() == 1


def test_an_area_is_entered_with_its_codes(client, project, coordinator):
    sent = {
        "name": "St Michael’s South",
        "codes": "e01019120\n\n E01019121 ",
        "vintage": "2011",
        "inferred": "on",
    }
    assert client.post(url(project, "setup_areas"), sent).status_code == 302
    area = Area.objects.get(project=project)
    assert set(area.lsoas.values_list("code", "vintage", "inferred")) == {
        ("E01019120", "2011", True),
        ("E01019121", "2011", True),
    }
    assert "E01019120 (2011 boundaries, inferred)" in client.get(url(project, "setup_areas")).text


def test_many_streets_are_pasted_and_those_there_stay(client, project, coordinator):
    StreetFactory(project=project, name="Clay Street", key="clay street|workington")
    area = Area.objects.create(project=project, name="South")
    sent = {"names": "Lonsdale Street\nclay st\n\n  York   Street ", "town": "Workington", "area": area.pk}
    page = client.post(url(project, "setup_streets"), sent, follow=True)
    assert "2 streets added. Already there: clay st." in page.text
    assert set(Street.objects.filter(area=area).values_list("name", "town")) == {
        ("Lonsdale Street", "Workington"),
        ("York Street", "Workington"),
    }


def test_a_street_cannot_be_put_in_another_projects_area(client, project, coordinator):
    area = Area.objects.create(project=ProjectFactory(), name="Elsewhere")
    page = client.post(url(project, "setup_streets"), {"names": "Clay Street", "area": area.pk})
    assert "There is a problem" in page.text
    assert not Street.objects.filter(project=project).exists()


def test_a_post_is_entered_with_its_training(client, project, coordinator):
    sent = {
        "title": "Safer Streets Assistant",
        "filled": "on",
        **date("starts_on", DAY),
        "training": "PCSOs\nCrime Prevention Officers",
    }
    assert client.post(url(project, "setup_posts"), sent).status_code == 302
    post = Post.objects.get(project=project)
    assert (post.starts_on, post.body, post.training.count()) == (DAY, None, 2)


DELIVERABLE = {"title": "Safer Homes Packs", "section": "packs", "unit": "homes", "figure": "P02"}


def test_a_deliverable_is_entered_with_its_first_target(client, project, coordinator):
    sent = {**DELIVERABLE, "value": "1300", "stated_in": "The bid", **date("stated_on", DAY)}
    assert client.post(url(project, "setup_deliverables"), sent).status_code == 302
    assert Target.objects.get(deliverable__figure="P02").value == 1300


def test_a_deliverable_may_be_counted_by_nothing_yet(client, project, coordinator):
    client.post(url(project, "setup_deliverables"), {**DELIVERABLE, "figure": ""})
    assert Deliverable.objects.get(project=project).figure == ""
    assert not Target.objects.exists()


def test_a_deliverable_changes_its_figure(client, project, coordinator):
    deliverable = make_deliverable(project, coordinator)
    assert (
        client.post(
            url(project, "setup_deliverable", deliverable.pk), {**DELIVERABLE, "figure": "P01"}
        ).status_code
        == 302
    )
    deliverable.refresh_from_db()
    assert deliverable.figure == "P01"


def test_what_goes_in_the_pack_is_entered_on_the_pages_of_the_packs(client, project, coordinator):
    page = client.get(url(project, "setup")).text
    assert reverse("packs:specification", args=[project.slug]) in page
    assert "No version yet" in page


def test_a_new_person_gets_an_account_without_a_password(client, project, coordinator):
    sent = {"email": "New@Demo.example", "name": "New Person", "role": "assistant"}
    page = client.post(url(project, "setup_members"), sent, follow=True)
    assert "A letter tells them how to set a password" in page.text
    user = User.objects.get(email="new@demo.example")
    assert not user.has_usable_password()
    assert Membership.objects.get(project=project, user=user).role == Role.ASSISTANT
    assert project.locations.filter(kind="bag", holder=user).exists()


def test_somebody_with_an_account_joins_without_a_second_one(client, project, coordinator):
    user = UserFactory(email="there@demo.example")
    client.post(
        url(project, "setup_members"),
        {"email": "THERE@demo.example", "role": "finance", **date("until", DAY)},
    )
    assert Membership.objects.get(project=project, user=user).until == DAY


def test_a_role_is_ended(client, project, coordinator):
    membership = MembershipFactory(project=project, role=Role.ASSISTANT)
    assert client.post(url(project, "setup_member_end", membership.pk), date("until", DAY)).status_code == 302
    membership.refresh_from_db()
    assert membership.until == DAY


def test_a_project_is_created_and_its_creator_coordinates_it(client, project, coordinator):
    sent = {"name": "Barrow 3", "slug": "Barrow-3", **date("starts_on", DAY), **date("ends_on", DAY)}
    answer = client.post(reverse("project_new"), sent)
    created = Project.objects.get(slug="barrow-3")
    assert answer.headers["Location"] == url(created, "setup")
    assert Membership.objects.get(project=created).user == coordinator
    assert set(created.locations.values_list("kind", flat=True)) >= {"store", "supplier", "bag"}
    assert created.demonstration  # as the whole house is: its papers must say so
    assert client.get(url(created, "setup")).status_code == 200


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.FINANCE])
def test_others_create_no_project(client, project, role):
    client.force_login(member(project, role))
    assert client.get(reverse("project_new")).status_code == 403


@pytest.mark.parametrize("part", PARTS)
def test_twenty_rows_cost_what_two_cost(client, project, coordinator, part):
    def add(numbers):
        for number in numbers:
            area = Area.objects.create(project=project, name=f"Area {number}")
            AreaLsoa.objects.create(project=project, area=area, code="E01019120")
            HouseholdFactory(street=StreetFactory(project=project, area=area))
            make_deliverable(project, coordinator, title=f"Promise {number}")
            make_post(project, coordinator, body=OrganisationFactory())
            MembershipFactory(project=project, role=Role.ASSISTANT)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(project, part)).status_code == 200
        return len(queries)

    add(range(2))
    cost()
    two = cost()
    add(range(2, 20))
    assert cost() == two
