"""The four lists of the grant, and one deliverable: who opens them, what they show, what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import OrganisationName
from tests.factories.accounts import OrganisationFactory, ProjectFactory, UserFactory, member
from tests.factories.doorstep import deliver
from tests.factories.grants import make_agreement, make_deliverable, make_milestone, make_post, state_target
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
LISTS = ("grants:deliverable_list", "grants:milestone_list", "grants:agreement_list", "grants:post_list")
SEES = {Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER}


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory()


def opened(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_the_grant_open_its_lists(client, project, name, role):
    assert opened(client, member(project, role), name, project.slug).status_code == (
        200 if role in SEES else 403
    )


@pytest.mark.parametrize("name", LISTS)
def test_another_project_does_not_exist(client, project, name):
    assert opened(client, member(ProjectFactory()), name, project.slug).status_code == 404


def test_one_deliverable_opens_for_its_own_project_only(client, project):
    coordinator = member(project)
    theirs = make_deliverable(ProjectFactory(), UserFactory())
    ours = make_deliverable(project, coordinator)
    assert opened(client, coordinator, "grants:deliverable", project.slug, ours.pk).status_code == 200
    assert opened(client, coordinator, "grants:deliverable", project.slug, theirs.pk).status_code == 404
    assert (
        opened(
            client, member(project, Role.ASSISTANT), "grants:deliverable", project.slug, ours.pk
        ).status_code
        == 403
    )
    assert (
        opened(client, member(ProjectFactory()), "grants:deliverable", project.slug, ours.pk).status_code
        == 404
    )


def test_the_list_shows_both_targets_and_that_no_approval_is_recorded(client, project):
    coordinator = member(project)
    make_deliverable(project, coordinator, title="Target hardening", targets=(150, 100), figure="")
    page = opened(client, coordinator, "grants:deliverable_list", project.slug)
    for words in ("First target 150", "now 100", "No approval recorded", "Nothing counts it yet"):
        assert words in page.text


def test_an_approved_change_is_not_flagged(client, project):
    coordinator = member(project)
    deliverable = make_deliverable(project, coordinator, targets=(150,))
    state_target(deliverable, coordinator, value=100, stated_on=DAY, agreed_by="Home Office", agreed_on=DAY)
    for name, args in (("grants:deliverable_list", ()), ("grants:deliverable", (deliverable.pk,))):
        page = opened(client, coordinator, name, project.slug, *args)
        assert "No approval recorded" not in page.text
        assert "150" in page.text
    assert "Home Office, 24 November 2021" in page.text


def test_the_number_is_the_figure_up_to_today(client, project):
    coordinator = member(project)
    deliverable = make_deliverable(project, coordinator)
    street = StreetFactory(project=project)
    for day in (project.starts_on, DAY, DAY + datetime.timedelta(days=1)):
        deliver(HouseholdFactory(street=street), coordinator, on=day)
    page = opened(client, coordinator, "grants:deliverable", project.slug, deliverable.pk)
    assert "<strong>2</strong> of 1,300 homes" in page.text


def test_finance_reads_but_is_offered_no_change(client, project):
    deliverable = make_deliverable(project, UserFactory())
    make_milestone(project, UserFactory())
    make_post(project, UserFactory())
    finance = member(project, Role.FINANCE)
    pages = [opened(client, finance, name, project.slug) for name in LISTS]
    pages.append(opened(client, finance, "grants:deliverable", project.slug, deliverable.pk))
    for page in pages:
        assert not [
            words
            for words in ("Revise", "Add a", "Mark as done", "Record it", "/setup/")
            if words in page.text
        ]


def test_a_body_is_named_as_on_the_day(client, project):
    body = OrganisationFactory(name="Cumberland Council")
    OrganisationName.objects.create(
        organisation=body,
        text="Allerdale Borough Council",
        kind="official",
        until_on=datetime.date(2023, 3, 31),
    )
    make_agreement(project, body=body)
    page = opened(client, member(project), "grants:agreement_list", project.slug)
    assert "Allerdale Borough Council" in page.text
    assert "Cumberland Council" not in page.text


def test_late_steps_say_so(client, project):
    coordinator = member(project)
    make_milestone(project, coordinator, title="Past", due_on=DAY - datetime.timedelta(days=1))
    make_milestone(project, coordinator, title="Due today", due_on=DAY, due_words="November")
    page = opened(client, coordinator, "grants:milestone_list", project.slug)
    assert page.text.count('data-status="late"') == 1
    assert "November" in page.text


@pytest.mark.parametrize("name", LISTS)
def test_empty_lists_say_what_to_do(client, project, name):
    page = opened(client, member(project), name, project.slug)
    assert page.status_code == 200
    assert "yet" in page.text


@pytest.mark.parametrize("name", LISTS)
def test_twenty_rows_cost_what_two_cost(client, project, name):
    coordinator = member(project)

    def add(numbers):
        for number in numbers:
            make_deliverable(project, coordinator, title=f"Promise {number}", targets=(150, 100))
            make_milestone(project, coordinator, title=f"Step {number}")
            make_agreement(project, coordinator)
            make_post(project, coordinator, body=OrganisationFactory())

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert opened(client, coordinator, name, project.slug).status_code == 200
        return len(queries)

    add(range(2))
    cost()
    two = cost()
    add(range(2, 20))
    assert cost() == two
