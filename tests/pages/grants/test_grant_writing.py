"""Stating a target, marking a step as done and the other forms of the grant."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEvent, Organisation
from grants.models import Activity, Agreement, Milestone, Target
from tests.factories.accounts import ProjectFactory, UserFactory, member
from tests.factories.grants import make_agreement, make_deliverable, make_milestone, make_post

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)


def date(name, day):
    """A date as three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


TARGET = {"value": "100", "stated_in": "A letter", **date("stated_on", DAY)}
MILESTONE = {"section": "lighting", "title": "Columns ordered"}
ACTIVITY = {"title": "A session at the school", "reach": "12"}
AGREEMENT = {"new_body": "Workington Town Council", "kind": "memorandum", "in_place": "on"}


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY = DAY
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def project():
    return ProjectFactory()


def doors(project, by):
    """{URL: what is sent} of every door that writes, for a thing of `project`."""
    deliverable, milestone = make_deliverable(project, by), make_milestone(project, by)
    training = make_post(project, by).training.get()
    return {
        ("grants:target_revise", deliverable.pk): TARGET,
        ("grants:milestone_add",): MILESTONE,
        ("grants:milestone_done", milestone.pk): date("done_on", DAY),
        ("grants:activity_add",): ACTIVITY,
        ("grants:agreement_add",): AGREEMENT,
        ("grants:training_done", training.pk): date("done_on", DAY),
    }


def address(project, door):
    return reverse(door[0], args=[project.slug, *door[1:]])


def test_the_coordinator_opens_and_sends_every_form(client, project):
    coordinator = member(project)
    client.force_login(coordinator)
    for door, sent in doors(project, coordinator).items():
        assert client.get(address(project, door)).status_code == 200
        before = AuditEvent.objects.count()
        assert client.post(address(project, door), sent).status_code == 302, door
        assert AuditEvent.objects.count() > before


@pytest.mark.parametrize("role", [Role.FINANCE, Role.ASSISTANT, Role.PARTNER_READER])
def test_nobody_else_writes(client, project, role):
    sent_to = doors(project, UserFactory())
    client.force_login(member(project, role))
    before = AuditEvent.objects.count()
    for door, sent in sent_to.items():
        assert client.post(address(project, door), sent).status_code == 403
    assert AuditEvent.objects.count() == before


def test_another_projects_things_do_not_exist(client, project):
    coordinator = member(project)
    sent_to = doors(ProjectFactory(), UserFactory())
    client.force_login(coordinator)
    before = AuditEvent.objects.count()
    for door, sent in sent_to.items():
        if len(door) == 2:
            assert client.post(address(project, door), sent).status_code == 404
    assert AuditEvent.objects.count() == before


def test_a_project_one_is_not_in_does_not_exist(client, project):
    client.force_login(member(ProjectFactory()))
    for door, sent in doors(project, UserFactory()).items():
        assert client.post(address(project, door), sent).status_code == 404


def revise(client, project, **changes):
    coordinator = member(project)
    deliverable = make_deliverable(project, coordinator, targets=(150,))
    client.force_login(coordinator)
    return client.post(
        reverse("grants:target_revise", args=[project.slug, deliverable.pk]), {**TARGET, **changes}
    )


def test_a_letter_is_kept_with_the_target(client, project):
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 agreed", content_type="application/pdf")
    revise(client, project, agreed_by="Home Office", **date("agreed_on", DAY), letter=letter)
    target = Target.objects.latest("id")
    assert target.letter.size_bytes == len(b"%PDF-1.7 agreed")
    page = client.get(reverse("grants:deliverable", args=[project.slug, target.deliverable_id]))
    assert target.letter.get_absolute_url() in page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agreed_by": "Home Office"}, "Enter the day it was agreed"),
        (date("agreed_on", DAY), "Enter who agreed it"),
        ({"value": "0"}, "Target must be 1 or more"),
        ({"value": "many"}, "Target must be a whole number"),
        (
            date("stated_on", DAY + datetime.timedelta(days=1)),
            "Stated on must be on or before 24 November 2021",
        ),
        ({"stated_in": ""}, "Enter where it is stated"),
        ({"stated_on_day": "", "stated_on_month": "", "stated_on_year": ""}, "Enter the day it was stated"),
        ({"letter": SimpleUploadedFile("letter.pdf", b"MZ a program")}, "This is not a PDF"),
        ({"letter": SimpleUploadedFile("letter.pdf", b"")}, "The selected file is empty"),
    ],
)
def test_a_target_that_cannot_stand_is_refused_in_words(client, project, changes, words):
    page = revise(client, project, **changes)
    assert page.status_code == 200
    assert page.text.count(words) >= 1
    assert "There is a problem" in page.text
    assert list(Target.objects.values_list("value", flat=True)) == [150]


def test_what_is_there_or_done_already_is_refused_in_words(client, project):
    coordinator = member(project)
    milestone = make_milestone(project, coordinator, done_on=DAY)
    agreement = make_agreement(project, coordinator)
    client.force_login(coordinator)
    for door, sent, words in (
        (("grants:milestone_done", milestone.pk), date("done_on", DAY), "already marked as done"),
        (
            ("grants:milestone_add",),
            {"section": milestone.section, "title": milestone.title},
            "already entered",
        ),
        (("grants:agreement_add",), {"body": agreement.body_id, "kind": agreement.kind}, "already entered"),
    ):
        assert words in client.post(address(project, door), sent).text
    assert (Milestone.objects.count(), Agreement.objects.count()) == (1, 1)


def test_an_agreement_needs_one_body(client, project):
    client.force_login(member(project))
    url = reverse("grants:agreement_add", args=[project.slug])
    body = Organisation.objects.create(name="Cumbria Constabulary")
    assert "Choose a body, or enter a new one" in client.post(url, {"kind": "memorandum"}).text
    assert "not both" in client.post(url, {**AGREEMENT, "body": body.pk}).text
    assert not Agreement.objects.exists()


def test_an_activity_keeps_who_was_counted(client, project):
    client.force_login(member(project))
    client.post(reverse("grants:activity_add", args=[project.slug]), ACTIVITY)
    assert (Activity.objects.get().reach, Activity.objects.get().stated_on) == (12, DAY)
