"""The update's way from draft to paper: every status with every move, a second person, one clean result."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.choices import Role
from accounts.models import AuditEvent
from reports import actions, material, rules
from reports.actions.updates import _freeze
from reports.choices import SectionKey, UpdateStatus
from reports.material import Material
from reports.models import Section, Update
from saferstreets.common import clock
from saferstreets.common.digests import digest
from saferstreets.common.workflow import MoveRefused
from tests.factories import reports as made
from tests.factories.accounts import ProjectFactory, member
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(london, db):
    return ProjectFactory()


@pytest.fixture
def writer(project):
    return member(project)


@pytest.fixture
def certifier(project):
    return member(project, Role.CERTIFIER)


@pytest.fixture
def quick(monkeypatch):
    """Issuing without the second that drawing takes."""
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF " + html.encode()[:40])
    monkeypatch.setattr("reports.paper.as_large_print", lambda html: b"%PDF large " + html.encode()[:40])


def make(status, project, writer, certifier):
    steps = {
        UpdateStatus.DRAFT: made.draft,
        UpdateStatus.IN_REVIEW: made.in_review,
        UpdateStatus.REVIEWED: made.reviewed,
    }
    if status in steps:
        return steps[status](project, writer, summary="Well.")
    return made.issued(project, writer, certifier, summary="Well.")


MOVES = {
    rules.SUBMIT: lambda update, writer, certifier: actions.submit_update(update_id=update.pk, by=writer),
    rules.REVIEW: lambda update, writer, certifier: actions.review_update(
        update_id=update.pk, note="Figures read", by=certifier
    ),
    rules.RETURN: lambda update, writer, certifier: actions.return_update(
        update_id=update.pk, reason="Not yet", by=certifier
    ),
    rules.ISSUE: lambda update, writer, certifier: actions.issue_update(update_id=update.pk, by=certifier),
}


@pytest.mark.parametrize("status", UpdateStatus)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_starts_only_from_its_statuses(status, move, project, writer, certifier, quick):
    update = make(status, project, writer, certifier)
    events = AuditEvent.objects.count()
    if status in move.sources:
        MOVES[move](update, writer, certifier)
        assert Update.objects.get().status == move.target
        assert AuditEvent.objects.count() == events + 1
        assert AuditEvent.objects.last().verb == f"update.{move.name}"
    else:
        with pytest.raises(MoveRefused):
            MOVES[move](update, writer, certifier)
        assert Update.objects.get().status == status
        assert AuditEvent.objects.count() == events


def test_neither_preparer_nor_a_last_writer_approves(project, writer, certifier, quick):
    update = made.draft(project, writer, summary="Mine.")
    actions.write_sections(update_id=update.pk, texts={"award": "The certifier's."}, by=certifier)
    actions.submit_update(update_id=update.pk, by=writer)
    wrote = ((writer, "prepared"), (certifier, "wrote part"))
    for person, words in wrote:
        with pytest.raises(rules.UpdateRefused, match=f"{words}.*review it"):
            actions.review_update(update_id=update.pk, note="Read", by=person)
    actions.review_update(update_id=update.pk, note="Read", by=member(project, Role.FINANCE))
    for person, words in wrote:
        with pytest.raises(rules.UpdateRefused, match=f"{words}.*approve it"):
            actions.issue_update(update_id=update.pk, by=person)
    assert not Update.objects.issued().exists()


def test_a_review_is_recorded_and_a_return_takes_it_back(project, writer, certifier, quick):
    update = made.in_review(project, writer)
    reviewed = actions.review_update(update_id=update.pk, note="Figures read", by=certifier)
    assert (reviewed.status, reviewed.reviewed_by, reviewed.review_note) == (
        UpdateStatus.REVIEWED,
        certifier,
        "Figures read",
    )
    actions.return_update(update_id=update.pk, reason="Say more", by=certifier)
    update.refresh_from_db()
    assert (update.reviewed_by, update.reviewed_at, update.review_note) == (None, None, "")
    actions.submit_update(update_id=update.pk, by=writer)
    with pytest.raises(MoveRefused):
        actions.issue_update(update_id=update.pk, by=certifier)


def test_the_database_wants_a_review_by_another(project, writer, certifier, quick):
    update = made.in_review(project, writer)
    for change in (
        {"status": UpdateStatus.REVIEWED},
        {"without_review": True},
        {
            "status": UpdateStatus.REVIEWED,
            "reviewed_by": writer,
            "reviewed_at": clock.now(),
            "review_note": "Read",
        },
        {
            "status": UpdateStatus.REVIEWED,
            "reviewed_by": certifier,
            "reviewed_at": clock.now(),
            "review_note": "",
        },
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Update.objects.filter(pk=update.pk).update(**change)
    reviewed = made.reviewed(project, writer, certifier, starts_on=on(10, 1), as_at=on(10, 31))
    with pytest.raises(DatabaseError), transaction.atomic():
        Update.objects.filter(pk=reviewed.pk).update(reviewed_by=None, reviewed_at=None, review_note="")


def test_the_database_refuses_a_preparer_who_approves(project, writer, certifier, quick):
    update = made.reviewed(project, writer)
    with pytest.raises(DatabaseError), transaction.atomic():
        _freeze(update, {}, b"", Material(), certifier, clock.now())
    update.approved_by = writer
    with pytest.raises(DatabaseError), transaction.atomic():
        update.save()


def test_issuing_freezes_everything(project, writer, certifier, quick):
    update = made.issued(project, writer, certifier, summary="Well.")
    update.refresh_from_db()
    assert update.frozen["narrative"] == {"summary": "Well."}
    assert digest(bytes(update.pdf)) == update.pdf_sha256
    assert digest(update.html) == update.html_sha256
    assert rules.short(update.frozen_sha256) in update.html
    attempts = (
        lambda: Update.objects.filter(pk=update.pk).update(correction_reason="Sly"),
        lambda: Section.objects.filter(update=update).update(text="Sly"),
        lambda: Section.objects.filter(update=update)._raw_delete("default"),
        lambda: Update.objects.filter(pk=update.pk)._raw_delete("default"),
        lambda: Section.objects.create(project=project, update=update, key="summary", text="Sly"),
        lambda: Section.objects.create(project=project, update=update, key="invented", text="Sly"),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_words_stand_still_while_they_wait(project, writer, certifier, quick):
    update = made.in_review(project, writer, summary="Well.")
    with pytest.raises(rules.UpdateRefused, match="stand still"):
        actions.write_sections(update_id=update.pk, texts={"summary": "Better."}, by=writer)


def test_the_second_saver_sees_both_and_overwrites_nothing(project, writer):
    update, other = made.draft(project, writer, summary="First.", award="Award."), member(project)
    seen = {key: rules.mark(text) for key, text in update.sections.values_list("key", "text")}
    actions.write_sections(
        update_id=update.pk, texts={"summary": "Hers.", "award": "Award."}, seen=seen, by=other
    )
    with pytest.raises(actions.TextsDiffer) as differ:
        actions.write_sections(
            update_id=update.pk, texts={"summary": "Mine.", "award": "Mine."}, seen=seen, by=writer
        )
    assert differ.value.theirs == {"summary": ("Hers.", other.name)}
    assert dict(update.sections.exclude(text="").values_list("key", "text")) == {
        "summary": "Hers.",
        "award": "Award.",
    }


def test_what_the_writer_did_not_touch_is_left_alone(project, writer):
    update, other = made.draft(project, writer, summary="First."), member(project)
    seen = {key: rules.mark(text) for key, text in update.sections.values_list("key", "text")}
    actions.write_sections(update_id=update.pk, texts={"summary": "Hers."}, seen=seen, by=other)
    assert actions.write_sections(
        update_id=update.pk, texts={"summary": "First.\r\n", "award": "New."}, seen=seen, by=writer
    ) == ["award"]
    assert update.sections.get(key="summary").text == "Hers."


def test_one_draft_and_one_issue_for_a_last_day(project, writer, certifier, quick):
    made.draft(project, writer)
    with pytest.raises(rules.UpdateRefused, match="already a draft"):
        made.draft(project, writer)
    made.sign_off(Update.objects.get(), writer, certifier)
    with pytest.raises(rules.UpdateRefused, match="is issued"):
        made.draft(project, writer)


def test_words_are_carried_forward(project, writer, certifier, quick):
    made.issued(project, writer, certifier, sustainability="Lasts.")
    later = made.draft(project, writer, starts_on=on(10, 1), as_at=on(10, 31))
    section = later.sections.get(key="sustainability")
    assert (section.text, section.edited_by) == ("Lasts.", None)
    assert later.sections.count() == len(SectionKey)


def test_a_correction_supersedes_and_keeps_the_old_one(project, writer, certifier, quick):
    old = made.issued(project, writer, certifier, summary="Wrong.")
    new = actions.correct_update(update_id=old.pk, reason="A number was wrong", by=writer)
    with pytest.raises(rules.UpdateRefused, match="has been begun"):
        actions.correct_update(update_id=old.pk, reason="Again", by=writer)
    actions.write_sections(update_id=new.pk, texts={"summary": "Right."}, by=writer)
    new = made.sign_off(new, writer, certifier)
    assert list(Update.objects.current()) == [new]
    assert Update.objects.issued().count() == 2
    assert "Corrects and replaces the update issued on 24 November 2021: A number was wrong" in new.html
    with pytest.raises(rules.UpdateRefused, match="in force"):
        actions.correct_update(update_id=old.pk, reason="Again", by=writer)


def test_words_for_a_day_come_from_the_nearest_update(project, writer, certifier, quick):
    made.issued(project, writer, certifier, summary="September.")
    assert (
        material.for_day(project, on(10, 31)).words
        == material.for_day(project, made.SEPTEMBER).words
        == {"summary": "September."}
    )
    assert material.for_day(project, on(9, 29)).words == {}
    made.draft(project, writer, starts_on=on(10, 1), as_at=on(10, 31), summary="October.")
    assert material.for_day(project, on(10, 31)).words == {"summary": "October."}


def test_only_a_draft_is_thrown_away(project, writer, certifier, quick):
    update = made.draft(project, writer)
    actions.discard_update(update_id=update.pk, by=writer)
    assert not Section.objects.exists()
    update = made.in_review(project, writer)
    with pytest.raises(rules.UpdateRefused):
        actions.discard_update(update_id=update.pk, by=writer)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_issues(project, writer, quick):
    certifiers = [member(project, Role.CERTIFIER) for _ in range(2)]
    update, barrier, results = (
        made.reviewed(project, writer, summary="Well."),
        threading.Barrier(2, timeout=20),
        [],
    )

    def approve(person):
        barrier.wait()
        try:
            actions.issue_update(update_id=update.pk, by=person)
            results.append("issued")
        except MoveRefused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[person]) for person in certifiers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["issued", "refused"]
    assert AuditEvent.objects.filter(verb="update.issue").count() == 1
