"""What the set-up pages refuse, in words, with nothing written."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, Membership, Organisation
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    ProjectFactory,
    UserFactory,
    member,
)
from tests.factories.grants import make_deliverable

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)


def date(name, day):
    """A date as three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


EVE = DAY - datetime.timedelta(days=1)
FACTS = {"name": "Barrow", **date("starts_on", EVE), **date("ends_on", DAY)}
AREA = {"name": "South", "vintage": "2011"}
DELIVERABLE = {"title": "Safer Homes Packs", "section": "packs", "unit": "homes", "figure": "P02"}
REFUSED = [
    ("setup_facts", {**FACTS, "name": ""}, "Enter the name of the project"),
    ("setup_facts", {"name": "Barrow"}, "Enter the first day of delivery"),
    (
        "setup_facts",
        {**FACTS, **date("ends_on", EVE - datetime.timedelta(days=1))},
        "Delivery must end on or after the day it starts",
    ),
    ("setup_facts", {**FACTS, "award_pence": "lots"}, "Award must be an amount in pounds and pence"),
    ("setup_facts", {**FACTS, "body": "999999"}, "Choose one of the answers shown"),
    ("setup_areas", {**AREA, "codes": "E0101912"}, "is not an LSOA code"),
    ("setup_areas", {**AREA, "codes": "E01019120\ne01019120"}, "The same code is there twice"),
    ("setup_areas", {**AREA, "codes": "E010191200"}, "Line 1 has 10 characters; a line may have 9"),
    ("setup_streets", {"names": "  \n "}, "Enter the streets"),
    ("setup_streets", {"names": "x" * 101}, "Line 1 has 101 characters; a line may have 100"),
    ("setup_streets", {"names": "Street\n" * 2001}, "no more than 2,000 lines"),
    ("setup_posts", {"title": ""}, "Enter the title of the post"),
    (
        "setup_posts",
        {"title": "Assistant", **date("starts_on", DAY), **date("ends_on", EVE)},
        "cannot end before it starts",
    ),
    ("setup_posts", {"title": "Assistant", "training": "PCSOs\nPCSOs"}, "already entered for this post"),
    ("setup_deliverables", {**DELIVERABLE, "value": "1300"}, "Enter the day the target was stated"),
    ("setup_deliverables", {**DELIVERABLE, "figure": "Z99"}, "Choose one of the answers shown"),
    (
        "setup_members",
        {"email": "nobody", "role": "assistant"},
        "Enter an email address in the correct format",
    ),
    (
        "setup_members",
        {"email": "new@demo.example", "role": "assistant"},
        "Nobody has this email address here yet",
    ),
    ("setup_members", {"email": "new@demo.example", "name": "New", "role": ""}, "Select the role"),
    (
        "setup_members",
        {"email": "new@demo.example", "name": "New", "role": "assistant", **date("until", EVE)},
        "must be on or after",
    ),
]


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project(client):
    """Of which the signed-in person is the one coordinator."""
    project = ProjectFactory()
    client.force_login(member(project))
    return project


@pytest.mark.parametrize(("part", "sent", "words"), REFUSED, ids=[words for _, _, words in REFUSED])
def test_it_is_refused_in_words(client, project, part, sent, words):
    page = client.post(reverse(f"office:{part}", args=[project.slug]), sent)
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert words in page.text
    assert not AuditEvent.objects.exists()


def test_two_bodies_at_once_are_refused(client, project):
    body = OrganisationFactory()
    page = client.post(
        reverse("office:setup_facts", args=[project.slug]), {**FACTS, "body": body.pk, "new_body": "Another"}
    )
    assert "not both" in page.text
    assert Organisation.objects.count() == 1


def test_a_promise_is_entered_once(client, project):
    make_deliverable(project, UserFactory())
    page = client.post(reverse("office:setup_deliverables", args=[project.slug]), DELIVERABLE)
    assert "already a deliverable of this project" in page.text


def test_a_closed_account_is_not_added(client, project):
    user = UserFactory(is_active=False)
    page = client.post(
        reverse("office:setup_members", args=[project.slug]), {"email": user.email, "role": "assistant"}
    )
    assert "account of this person is closed" in page.text
    assert Membership.objects.filter(user=user).count() == 0


def test_the_last_coordinator_cannot_go(client, project):
    membership = Membership.objects.get(project=project)
    page = client.post(
        reverse("office:setup_member_end", args=[project.slug, membership.pk]), date("until", DAY)
    )
    assert "The project needs a coordinator" in page.text
    sent = {"email": membership.user.email, "role": "coordinator", **date("until", DAY)}
    assert (
        "The project needs a coordinator"
        in client.post(reverse("office:setup_members", args=[project.slug]), sent).text
    )
    membership.refresh_from_db()
    assert membership.until is None


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("sign-in", "is used by the office itself"),
        ("taken", "There is already a project with the short name"),
        ("not a slug", "letters, numbers and hyphens only"),
        ("", "Enter the short name for the web address"),
    ],
)
def test_a_short_name_is_refused_in_words(client, project, slug, words):
    MembershipFactory(project=ProjectFactory(slug="taken"))
    page = client.post(
        reverse("project_new"),
        {"name": "Barrow", "slug": slug, **date("starts_on", EVE), **date("ends_on", DAY)},
    )
    assert words in page.text
    assert not AuditEvent.objects.exists()
