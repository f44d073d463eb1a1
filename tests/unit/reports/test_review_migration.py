"""The review comes to an office that has issued papers without one: they stay what they are, byte for byte."""

import pytest
from django.db import DatabaseError, transaction

from reports.models import Update
from tests.factories import reports as made
from tests.factories.accounts import ProjectFactory, member
from tests.unit.reports.conftest import on


@pytest.mark.django_db(transaction=True)
def test_papers_issued_before_stay_and_what_waited_is_reviewed(monkeypatch, migrate_room):
    for drawing in ("as_pdf", "as_large_print"):
        monkeypatch.setattr(f"reports.paper.{drawing}", lambda html: b"%PDF " + html.encode()[:40])
    project = ProjectFactory()
    writer, reviewer = member(project), member(project)
    issued = made.issued(project, writer, reviewer, summary="Well.")
    waiting = made.reviewed(project, writer, reviewer, starts_on=on(10, 1), as_at=on(10, 31))
    before = Update.objects.values("html", "pdf_sha256", "frozen", "approved_by").get(pk=issued.pk)
    migrate_room("reports", "0011_what_was_told_stays")
    migrate_room("reports", "0012_reviewed_before_it_is_approved")
    assert Update.objects.values("html", "pdf_sha256", "frozen", "approved_by").get(pk=issued.pk) == before
    old, waiting = Update.objects.get(pk=issued.pk), Update.objects.get(pk=waiting.pk)
    assert (old.without_review, old.reviewed_by, waiting.status) == (True, None, "in_review")
    assert (waiting.without_review, waiting.reviewed_by, waiting.review_note) == (False, None, "")
    with pytest.raises(DatabaseError), transaction.atomic():
        Update.objects.filter(pk=issued.pk).update(review_note="Sly")
