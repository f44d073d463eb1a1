"""Every write of this room."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import record_event
from reports import paper, rules
from reports.choices import SectionKey
from reports.composition import compose
from reports.models import Section, Update
from reports.rules import UpdateRefused
from saferstreets.common import clock
from saferstreets.common.digests import canonical, digest
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import check_move


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
        raise UpdateRefused(
            "The words stand still while the update waits for approval, and for ever once it is issued."
        )
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
    """Send a draft for approval; its words stand still from now on. Raises MoveRefused from another status."""
    update = _moved(update_id, rules.SUBMIT)
    update.submitted_at, update.returned_reason = timezone.now(), ""
    update.save(update_fields=["status", "submitted_at", "returned_reason"])
    record_event(by=by, verb="update.submit", subject=update, fields=["status"])
    return update


@transaction.atomic
def return_update(*, update_id, reason, by):
    """Send it back to the writer with the reason. Raises MoveRefused unless it waits for approval."""
    update = _moved(update_id, rules.RETURN)
    update.submitted_at, update.returned_reason = None, reason
    update.save(update_fields=["status", "submitted_at", "returned_reason"])
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
    """Throw a draft away. Raises UpdateRefused once it waits for approval or is issued."""
    update = Update.objects.select_for_update().get(pk=update_id)
    if update.status not in rules.WRITABLE:
        raise UpdateRefused("Only a draft can be thrown away.")
    record_event(by=by, verb="update.discard", subject=update, fields=["starts_on", "as_at"])
    update.delete()


def issue_update(*, update_id, by, issued_at=None):
    """Approve and issue: freeze the figures, the names, the words, the page and the PDF with their digests.

    issued_at: the street's clock unless given (the demonstration issues in its own past). The paper is made before the lock is taken,
    so nobody waits for the drawing; of two people approving at once the second is refused with MoveRefused. Raises
    UpdateRefused for the person who prepared it or wrote any of its words last.
    """
    issued_at = issued_at or clock.now()
    update = Update.objects.select_related("project__lead_body", "supersedes").get(pk=update_id)
    check_approval(update, by)
    words = words_of(update)
    composition = composed(update, words, timezone.localdate(issued_at))
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
    return _freeze(update, made, words, by, issued_at)


@transaction.atomic
def _freeze(update, made, words, by, issued_at):
    update = _moved(update.pk, rules.ISSUE)
    if refusal := why_not_approve(update, by):
        raise UpdateRefused(refusal)
    if words_of(update) != words:
        raise UpdateRefused("The words were changed while you were approving. Read them again, then approve.")
    for field, value in made.items():
        setattr(update, field, value)
    update.approved_by, update.issued_at = by, issued_at
    update.save()
    update.sections.update(frozen=True)
    record_event(by=by, verb="update.issue", subject=update, fields=["status", "frozen", "pdf_sha256"])
    return update


def check_approval(update, by):
    """Raises MoveRefused or UpdateRefused, in words, unless `by` may approve this update now."""
    check_move(rules.ISSUE, update.status)
    if refusal := why_not_approve(update, by):
        raise UpdateRefused(refusal)


def why_not_approve(update, by):
    """Why `by` is no second person for this update, as a sentence; "" when they are. Reads only."""
    editors = update.sections.exclude(edited_by=None).values_list("edited_by", flat=True)
    return rules.may_not_approve(update.prepared_by_id, set(editors), by.pk)


def correction_words(update):
    """What a correction says on its front; "" for a first issue."""
    if update.supersedes is None:
        return ""
    when = long_date(timezone.localdate(update.supersedes.issued_at))
    return f"Corrects and replaces the update issued on {when}: {update.correction_reason}"


def words_of(update):
    """{section key: text} of an update, empty ones left out."""
    return dict(update.sections.exclude(text="").order_by("id").values_list("key", "text"))


def composed(update, words=None, today=None):
    """The composition of an update as known now, with its own words. today: as in compose."""
    with one_moment():
        words = words_of(update) if words is None else words
        return compose(update.project, update.period, words, today)


@contextmanager
def one_moment():
    """All reads inside see the database as it was at one moment, so that no two numbers of a paper can disagree."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
