"""The update from the first draft to the issued paper."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import record_event
from reports import letters, material, paper, rules
from reports.choices import SectionKey
from reports.models import LargePrint, Photograph, Section, Update
from reports.rules import UpdateRefused
from saferstreets.common import clock
from saferstreets.common.digests import canonical, digest
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import check_move

REVIEW_FIELDS = ("reviewed_by", "reviewed_at", "review_note")


class TextsDiffer(UpdateRefused):
    """Somebody else has changed the same words meanwhile; nothing was stored. theirs: {key: (text now, who)}."""

    def __init__(self, theirs):
        super().__init__(
            "Somebody else has changed the same words since you opened this page. Nothing is lost: see both texts below."
        )
        self.theirs = theirs


@transaction.atomic
def draft_update(*, project, starts_on, as_at, by):
    """Begin an update for a period. Its words are carried forward from the last issued one.

    Raises UpdateRefused for a period that cannot be, one that is issued already, or one that somebody has begun.
    """
    rules.period_of(starts_on, as_at, project.starts_on)
    others = Update.objects.filter(project=project, as_at=as_at)
    if others.open().exists():
        raise UpdateRefused(f"There is already a draft to {long_date(as_at)}. Open that one.")
    if others.issued().exists():
        raise UpdateRefused(f"The update to {long_date(as_at)} is issued. Open it and correct it instead.")
    last = Update.objects.filter(project=project).last_before(as_at)
    update = Update.objects.create(
        project=project, starts_on=starts_on, as_at=as_at, prepared_by=by, prepared_at=timezone.now()
    )
    _begin_sections(update, last)
    record_event(by=by, verb="update.draft", subject=update, fields=["starts_on", "as_at"])
    return update


@transaction.atomic
def correct_update(*, update_id, reason, by):
    """Begin a correction: a new draft for the same period with the same words, which supersedes the issued one on issue.

    Raises UpdateRefused unless the update is issued and not yet corrected.
    """
    old = Update.objects.select_for_update().get(pk=update_id)
    if not Update.objects.filter(pk=old.pk).current().exists():
        raise UpdateRefused(
            "Only the issued update in force can be corrected. Open the latest one for this period."
        )
    if Update.objects.filter(project_id=old.project_id, as_at=old.as_at).open().exists():
        raise UpdateRefused("A correction of this update has been begun. Open that one.")
    update = Update.objects.create(
        project_id=old.project_id, starts_on=old.starts_on, as_at=old.as_at, supersedes=old, correction_reason=reason, prepared_by=by,
        prepared_at=timezone.now(),
    )  # fmt: skip
    _begin_sections(update, old)
    Photograph.objects.bulk_create(
        Photograph(
            project_id=one.project_id, update=update, section=one.section, document_id=one.document_id, alt=one.alt, caption=one.caption, added_by=by
        )
        for one in old.photographs.order_by("id")
    )  # fmt: skip
    record_event(by=by, verb="update.correct", subject=update, fields=["supersedes", "correction_reason"])
    return update


def _begin_sections(update, source):
    texts = dict(source.sections.values_list("key", "text")) if source else {}
    Section.objects.bulk_create(
        Section(project_id=update.project_id, update=update, key=key, text=texts.get(key, ""))
        for key in SectionKey.values
    )


@transaction.atomic
def write_sections(*, update_id, texts, by, seen=None):
    """Store the words of a draft. texts: {section key: text}; empty words print nothing.

    seen: {key: rules.mark of the text the writer was shown}. What the writer did not touch is left alone; words that
    somebody else has changed meanwhile raise TextsDiffer and nothing is stored. Without `seen` the texts replace what is
    there. Raises UpdateRefused unless it is a draft. Returns the keys that changed.
    """
    update = Update.objects.select_for_update().get(pk=update_id)
    if update.status not in rules.WRITABLE:
        raise UpdateRefused("The words stand still while the update waits, and for ever once it is issued.")
    sections = {section.key: section for section in update.sections.select_related("edited_by")}
    changed, theirs = [], {}
    for key, text in texts.items():
        section, text = sections[key], rules.tidy(text)
        shown = rules.mark(section.text) if seen is None else seen.get(key)
        if text == section.text or (seen is not None and rules.mark(text) == shown):
            continue
        if rules.mark(section.text) != shown:
            theirs[key] = (section.text, str(section.edited_by or "Somebody else"))
        section.text, section.edited_by, section.edited_at = text, by, timezone.now()
        changed.append(key)
    if theirs:
        raise TextsDiffer(theirs)
    for key in changed:
        sections[key].save(update_fields=["text", "edited_by", "edited_at"])
    if changed:
        record_event(by=by, verb="update.write", subject=update, fields=changed)
    return changed


@transaction.atomic
def submit_update(*, update_id, by):
    """Send a draft for review; its words stand still from now on. Raises MoveRefused from another status."""
    update = _moved(update_id, rules.SUBMIT)
    update.submitted_at, update.returned_reason = timezone.now(), ""
    update.save(update_fields=["status", "submitted_at", "returned_reason"])
    record_event(by=by, verb="update.submit", subject=update, fields=["status"])
    return update


@transaction.atomic
def review_update(*, update_id, note, by, reviewed_at=None):
    """Record that `by` has read it: what was checked, and what the approver should know.

    reviewed_at: now, unless the demonstration tells of its own past. Raises MoveRefused unless it waits for review,
    UpdateRefused for the person who prepared it or wrote any of it last.
    """
    update = _moved(update_id, rules.REVIEW)
    if refusal := why_not(rules.REVIEW, update, by):
        raise UpdateRefused(refusal)
    update.reviewed_by, update.reviewed_at, update.review_note = by, reviewed_at or clock.now(), note
    update.save(update_fields=["status", *REVIEW_FIELDS])
    record_event(by=by, verb="update.review", subject=update, fields=["status", "review_note"])
    return update


@transaction.atomic
def return_update(*, update_id, reason, by):
    """Send it back to the writer with the reason; a review counts no more. Raises MoveRefused unless it waits."""
    update = _moved(update_id, rules.RETURN)
    update.submitted_at, update.returned_reason = None, reason
    update.reviewed_by, update.reviewed_at, update.review_note = None, None, ""
    update.save(update_fields=["status", "submitted_at", "returned_reason", *REVIEW_FIELDS])
    record_event(by=by, verb="update.return", subject=update, fields=["status", "returned_reason"])
    return update


def _moved(update_id, move):
    """The locked update with its new status, unsaved."""
    update = Update.objects.select_for_update().select_related("project").get(pk=update_id)
    check_move(move, update.status)
    update.status = move.target
    return update


@transaction.atomic
def discard_update(*, update_id, by):
    """Throw a draft away. Raises UpdateRefused once it waits or is issued."""
    update = Update.objects.select_for_update().get(pk=update_id)
    if update.status not in rules.WRITABLE:
        raise UpdateRefused("Only a draft can be thrown away.")
    record_event(by=by, verb="update.discard", subject=update, fields=["starts_on", "as_at"])
    update.delete()


def issue_update(*, update_id, by, issued_at=None):
    """Approve and issue: freeze the figures, the names, the words, the page and the PDFs with their digests.

    issued_at: the street's clock unless given (the demonstration issues in its own past). The paper is made before the lock is taken,
    so nobody waits for the drawing; of two people approving at once the second is refused with MoveRefused. Raises
    UpdateRefused for the person who prepared it or wrote any of its words last.
    """
    issued_at = issued_at or clock.now()
    update = Update.objects.select_related("project__lead_body", "supersedes").get(pk=update_id)
    check_approval(update, by)
    with one_moment():
        taken = material.of_update(update)
        composition = taken.composition(update.project, update.period, timezone.localdate(issued_at))
    html = paper.document(composition, paper.issued(composition, issued_at, correction_words(update)))
    made = {
        "frozen": composition,
        "frozen_sha256": digest(canonical(composition)),
        "html": html,
        "html_sha256": digest(html),
        "pdf": paper.as_pdf(html),
        "renderer": paper.versions(),
    }
    made["pdf_sha256"] = digest(made["pdf"])
    return _freeze(update, made, paper.as_large_print(html), taken, by, issued_at)


@transaction.atomic
def _freeze(update, made, large, taken, by, issued_at):
    update = _moved(update.pk, rules.ISSUE)
    if refusal := why_not(rules.ISSUE, update, by):
        raise UpdateRefused(refusal)
    now = material.of_update(update)
    if (now.words, now.reasons, now.photographs) != (taken.words, taken.reasons, taken.photographs):
        raise UpdateRefused("The words were changed while you were approving. Read them again, then approve.")
    for field, value in made.items():
        setattr(update, field, value)
    update.approved_by, update.issued_at = by, issued_at
    update.save()
    LargePrint.objects.create(
        project_id=update.project_id, update=update, pdf=large, pdf_sha256=digest(large)
    )
    for part in (update.sections, update.reasons, update.photographs):
        part.update(frozen=True)
    record_event(by=by, verb="update.issue", subject=update, fields=["status", "frozen", "pdf_sha256"])
    transaction.on_commit(lambda: letters.tell_readers(update))
    return update


def check_approval(update, by):
    """Raises MoveRefused or UpdateRefused, in words, unless `by` may approve this update now."""
    check_move(rules.ISSUE, update.status)
    if refusal := why_not(rules.ISSUE, update, by):
        raise UpdateRefused(refusal)


def why_not(move, update, by):
    """Why `by` is no second person who may review or approve this update, as a sentence; "" when they are. Reads only."""
    editors = set(update.sections.exclude(edited_by=None).values_list("edited_by", flat=True))
    editors |= set(update.reasons.values_list("edited_by", flat=True))
    editors |= set(update.photographs.values_list("added_by", flat=True))
    return rules.may_not(move, update.prepared_by_id, editors, by.pk)


def correction_words(update):
    """What a correction says on its front; "" for a first issue."""
    if update.supersedes is None:
        return ""
    when = long_date(timezone.localdate(update.supersedes.issued_at))
    return f"Corrects and replaces the update issued on {when}: {update.correction_reason}"


def composed(update, today=None):
    """The composition of an update as known now, with its own words. today: as in compose."""
    with one_moment():
        return material.of_update(update).composition(update.project, update.period, today)


@contextmanager
def one_moment():
    """All reads inside see the database as it was at one moment, so that no two numbers of a paper can disagree."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
