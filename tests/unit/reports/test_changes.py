"""What differs from the paper before, counted by hand."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from accounts.choices import Role
from doorstep.actions import withdraw_visit
from evidence.rules import DocumentRefused
from households.models import Visit
from reports import actions, letters, material, paper, rules
from reports.models import LargePrint, Photograph, Reason, Update
from saferstreets.common.periods import Period
from tests.factories import reports as made
from tests.factories.accounts import member
from tests.factories.cctv import photograph
from tests.factories.doorstep import deliver
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick(monkeypatch):
    """Issuing without the seconds that drawing takes."""
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF")
    monkeypatch.setattr("reports.paper.as_large_print", lambda html: b"%PDF large")


@pytest.fixture
def september(counted, quick):
    return made.issued(counted.project, counted.writer, counted.certifier)


def october(counted, **more):
    found = material.for_day(counted.project, on(10, 31))
    return found.composition(counted.project, Period(on(10, 1), on(10, 31)), **more)


def by_id(rows):
    return {row["id"]: row for row in rows}


def test_a_first_paper_is_compared_with_nothing(counted):
    assert october(counted)["changes"] is None


def test_what_moved_since_the_paper_before(counted, september):
    changes = october(counted)["changes"]
    packs = by_id(changes["moved"])["P01"]
    assert (packs["then"], packs["now"], packs["by"]) == ("3", "5", "+2")
    assert "R01" not in by_id(changes["moved"])
    assert (changes["to"], changes["restated"], changes["trail"]) == ("30 September 2021", [], [])


def test_a_late_record_restates_with_old_new_and_why(counted, september):
    deliver(counted.homes[7], counted.assistant, on=on(9, 15))
    packs = by_id(october(counted)["changes"]["restated"])["P01"]
    assert (packs["printed"], packs["now"]) == ("3", "4")
    assert packs["why"] == "1 of what it counts was recorded after that paper was issued."


def test_what_is_taken_back_restates_and_stands_in_the_trail(counted, september):
    visit = Visit.objects.filter(household=counted.homes[2]).get()
    withdraw_visit(visit=visit, reason="Another house", by=counted.writer)
    changes = october(counted)["changes"]
    visits = by_id(changes["restated"])["V01"]
    assert (visits["printed"], visits["now"]) == ("5", "4")
    assert "changed or withdrawn" in visits["why"]
    assert changes["trail"] == ["1 visit was withdrawn."]


def test_the_coordinators_reason_is_printed_in_its_place(counted, september):
    deliver(counted.homes[7], counted.assistant, on=on(9, 15))
    draft = made.draft(counted.project, counted.writer, starts_on=on(10, 1), as_at=on(10, 31))
    assert actions.give_reasons(
        update_id=draft.pk, texts={"P01": "A round sheet was found."}, by=counted.writer
    ) == ["P01"]
    composition = october(counted)
    assert by_id(composition["changes"]["restated"])["P01"]["why"] == "A round sheet was found."
    html = paper.document(composition, paper.working_copy(composition))
    assert "A round sheet was found." in html
    assert actions.give_reasons(update_id=draft.pk, texts={"P01": " "}, by=counted.writer) == ["P01"]
    assert not Reason.objects.exists()


def test_a_definition_that_changed_is_said(counted, september):
    before = material.for_day(counted.project, on(10, 31)).before
    row = by_id(before.frozen["figures"])["P01"]
    row["definition"], row["since_start"], row["since_words"] = "Something else.", 9, "9"
    found = material.Material(before=before).composition(counted.project, Period(on(10, 1), on(10, 31)))
    assert by_id(found["changes"]["restated"])["P01"]["why"] == "What it counts is defined anew."


def test_a_correction_is_compared_with_what_it_corrects(counted, september):
    deliver(counted.homes[7], counted.assistant, on=on(9, 15))
    new = actions.correct_update(update_id=september.pk, reason="A pack was missing", by=counted.writer)
    changes = actions.composed(new)["changes"]
    assert (changes["same"], changes["moved"]) == (True, [])
    assert by_id(changes["restated"])["P01"]["now"] == "4"


def test_steps_done_since_then_are_told(counted, september):
    from tests.factories.grants import step

    step(counted.project, counted.writer, "Lamps came", done_on=on(10, 1))
    assert [row["title"] for row in october(counted)["changes"]["steps"]] == ["Lamps came"]


def test_who_gave_a_reason_or_a_photograph_does_not_approve(counted, quick):
    draft = made.draft(counted.project, counted.writer)
    actions.add_photograph(
        update_id=draft.pk, section="packs", content=photograph(), alt="A pack", by=counted.certifier
    )
    actions.submit_update(update_id=draft.pk, by=counted.writer)
    with pytest.raises(rules.UpdateRefused, match="wrote part"):
        actions.review_update(update_id=draft.pk, note="Read", by=counted.certifier)
    actions.review_update(update_id=draft.pk, note="Read", by=member(counted.project))
    with pytest.raises(rules.UpdateRefused, match="wrote part"):
        actions.issue_update(update_id=draft.pk, by=counted.certifier)
    with pytest.raises(rules.UpdateRefused, match="Nothing is added"):
        actions.give_reasons(update_id=draft.pk, texts={"P01": "x"}, by=counted.writer)


def test_photographs_and_large_print_are_frozen_with_the_update(counted, quick):
    draft = made.draft(counted.project, counted.writer)
    kept = actions.add_photograph(
        update_id=draft.pk, section="packs", content=photograph(), alt="A pack on a table", by=counted.writer
    )
    dropped = actions.add_photograph(
        update_id=draft.pk, section="packs", content=photograph(), alt="Another", by=counted.writer
    )
    actions.drop_photograph(photograph_id=dropped.pk, by=counted.writer)
    update = made.sign_off(draft, counted.writer, counted.certifier)
    assert [one["alt"] for one in update.frozen["photographs"]] == ["A pack on a table"]
    assert 'alt="A pack on a table"' in update.html
    assert "data:image/jpeg;base64," in update.html
    for attempt in (
        lambda: Photograph.objects.filter(pk=kept.pk).update(alt="Sly"),
        lambda: LargePrint.objects.update(pdf=b"Sly"),
        lambda: LargePrint.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_what_is_no_photograph_is_refused(counted):
    draft = made.draft(counted.project, counted.writer)
    give = {"update_id": draft.pk, "section": "packs", "alt": "A pack", "by": counted.writer}
    with pytest.raises(rules.UpdateRefused, match="JPEG"):
        actions.add_photograph(content=b"%PDF-1.4 letter", **give)
    with pytest.raises(DocumentRefused):
        actions.add_photograph(content=b"GIF89a", **give)
    assert not Photograph.objects.exists()


def test_a_photograph_that_is_gone_stops_the_paper(counted):
    draft = made.draft(counted.project, counted.writer)
    kept = actions.add_photograph(
        update_id=draft.pk, section="packs", content=photograph(), alt="A pack", by=counted.writer
    )
    kept.document.file.storage.delete(kept.document.file.name)
    composition = actions.composed(draft)
    with pytest.raises(rules.UpdateRefused, match="no longer what was chosen"):
        paper.document(composition, paper.working_copy(composition))


def test_the_letter_names_nobody_and_goes_to_each_reader(counted, quick, django_capture_on_commit_callbacks):
    reader = member(counted.project, Role.PARTNER_READER)
    with django_capture_on_commit_callbacks(execute=True):
        update = made.issued(counted.project, counted.writer, counted.certifier)
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert set(told) == {reader.email, counted.certifier.email}
    letter = told[reader.email]
    assert letter.recipients() == [reader.email]
    assert "/updates/" in letter.body
    for person in (counted.writer, counted.certifier, counted.assistant):
        assert person.name not in letter.body
    assert letters.tell_readers(Update.objects.get(pk=update.pk)) == 2
