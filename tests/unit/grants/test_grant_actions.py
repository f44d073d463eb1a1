import datetime

import pytest
from django.db import transaction

from accounts.models import AuditEvent, Organisation
from evidence.models import Document
from evidence.rules import DocumentRefused
from grants import actions
from grants.choices import AgreementKind, Section
from grants.models import Agreement, Deliverable, Milestone, Target, Training
from tests.factories.accounts import OrganisationFactory, ProjectFactory, UserFactory
from tests.factories.grants import make_agreement, make_deliverable, make_milestone, make_post, state_target

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
LETTER = b"%PDF-1.7 a letter"


@pytest.fixture(autouse=True)
def kept_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by():
    return UserFactory()


def events(verb):
    return AuditEvent.objects.filter(verb=verb).count()


def test_a_deliverable_takes_the_next_place(project, by):
    first = make_deliverable(project, by, targets=())
    second = make_deliverable(project, by, targets=(), title="Target hardening")
    assert (first.position, second.position) == (1, 2)
    assert events("deliverable.add") == 2


def test_a_deliverable_is_entered_once_and_only_with_a_known_figure(project, by):
    make_deliverable(project, by, targets=())
    for details, words in (
        ({}, "already a deliverable"),
        ({"title": "Another", "figure": "Z99"}, "no figure Z99"),
    ):
        with pytest.raises(actions.GrantRefused, match=words):
            make_deliverable(project, by, targets=(), **details)
    assert Deliverable.objects.count() == 1
    assert events("deliverable.add") == 1


def test_the_same_title_in_another_project_is_another_promise(project, by):
    make_deliverable(project, by)
    make_deliverable(ProjectFactory(), by)
    assert Deliverable.objects.count() == 2


def test_change_deliverable_writes_only_what_differs(project, by):
    deliverable = make_deliverable(project, by)
    actions.change_deliverable(deliverable=deliverable, by=by, title=deliverable.title, figure="P02")
    assert events("deliverable.change") == 0
    actions.change_deliverable(deliverable=deliverable, by=by, figure="P01", unit="packs")
    assert AuditEvent.objects.get(verb="deliverable.change").fields == ["figure", "unit"]
    deliverable.refresh_from_db()
    assert (deliverable.figure, deliverable.unit) == ("P01", "packs")


@pytest.mark.parametrize("changes", [{"title": "Taken"}, {"figure": "Z99"}])
def test_change_deliverable_refuses_a_taken_title_and_an_unknown_figure(project, by, changes):
    make_deliverable(project, by, title="Taken")
    deliverable = make_deliverable(project, by)
    with pytest.raises(actions.GrantRefused):
        actions.change_deliverable(deliverable=deliverable, by=by, **changes)
    assert events("deliverable.change") == 0


def test_a_revision_keeps_what_was_stated_before(project, by):
    deliverable = make_deliverable(project, by, targets=(150,))
    state_target(deliverable, by, value=100, stated_on=DAY)
    assert list(deliverable.targets.order_by("stated_on").values_list("value", "agreed_by")) == [
        (150, ""),
        (100, ""),
    ]
    assert events("target.state") == 2


@pytest.mark.parametrize("half", [{"agreed_by": "Home Office"}, {"agreed_on": DAY}])
def test_half_an_approval_is_refused(project, by, half):
    deliverable = make_deliverable(project, by, targets=())
    with pytest.raises(actions.GrantRefused, match="both who agreed"):
        state_target(deliverable, by, **half)
    assert not Target.objects.exists()


def test_the_letter_is_kept_as_a_document_of_the_project(project, by):
    deliverable = make_deliverable(project, by, targets=())
    target = state_target(deliverable, by, agreed_by="Home Office", agreed_on=DAY, letter=LETTER)
    assert target.letter.project == project
    with target.letter.file.open() as kept:
        assert kept.read() == LETTER


def test_a_letter_the_office_does_not_keep_leaves_no_target(project, by):
    deliverable = make_deliverable(project, by, targets=())
    with pytest.raises(DocumentRefused), transaction.atomic():
        state_target(deliverable, by, letter=b"MZ a program")
    assert not Target.objects.exists()
    assert not Document.objects.exists()


def test_a_post_cannot_end_before_it_starts(project, by):
    with pytest.raises(actions.GrantRefused, match="cannot end before"):
        make_post(project, by, starts_on=DAY, ends_on=DAY - datetime.timedelta(days=1))
    assert make_post(project, by, starts_on=DAY, ends_on=DAY).pk


def test_training_is_entered_once_and_given_once(project, by):
    training = make_post(project, by).training.get()
    with pytest.raises(actions.GrantRefused, match="already entered"):
        actions.add_training(post=training.post, given_by="PCSOs", by=by)
    actions.record_training_done(training=training, done_on=DAY, by=by)
    with pytest.raises(actions.GrantRefused, match="already recorded"):
        actions.record_training_done(training=training, done_on=DAY, by=by)
    assert Training.objects.get().done_on == DAY
    assert (events("training.add"), events("training.done")) == (1, 1)


def test_an_agreement_of_one_kind_with_one_body_is_entered_once(project, by):
    body = OrganisationFactory()
    make_agreement(project, by, body=body)
    with pytest.raises(actions.GrantRefused, match="already entered"):
        make_agreement(project, by, body=body)
    make_agreement(project, by, body=body, kind=AgreementKind.MEMORANDUM)
    make_agreement(ProjectFactory(), by, body=body)
    assert Agreement.objects.count() == events("agreement.add") == 3


def test_an_agreement_may_name_a_new_body(project, by):
    agreement = make_agreement(project, by, body="Workington Town Council")
    assert agreement.body == Organisation.objects.get(name="Workington Town Council")


def test_a_milestone_is_reached_once(project, by):
    milestone = make_milestone(project, by)
    with pytest.raises(actions.GrantRefused, match="already entered"):
        make_milestone(project, by)
    actions.mark_milestone_done(milestone=milestone, done_on=DAY, by=by)
    with pytest.raises(actions.GrantRefused, match="already marked"):
        actions.mark_milestone_done(milestone=milestone, done_on=DAY, by=by)
    assert Milestone.objects.get().done_on == DAY
    assert (events("milestone.add"), events("milestone.done")) == (1, 1)


def test_an_activity_is_entered_once(project, by):
    actions.add_activity(project=project, title="A session at the school", stated_on=DAY, by=by, reach=12)
    with pytest.raises(actions.GrantRefused):
        actions.add_activity(project=project, title="A session at the school", stated_on=DAY, by=by)
    assert events("activity.add") == 1


def test_sections_follow_the_order_of_the_update(project, by):
    make_milestone(project, by, section=Section.ENGAGEMENT, title="Leaflet")
    make_milestone(project, by, section=Section.PACKS, title="Contents finalised", done_on=DAY)
    make_milestone(project, by, section=Section.PACKS, title="Quotations received")
    sections = Milestone.objects.filter(project=project).by_section(DAY)
    assert [(section["label"], [row["label"] for row in section["rows"]]) for section in sections] == [
        ("Safer Homes Packs", ["Done", "Ahead, no day planned"]),
        ("Engagement", ["Ahead, no day planned"]),
    ]
