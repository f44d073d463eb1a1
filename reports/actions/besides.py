"""What a draft gets besides its words: photographs, and reasons for restated numbers."""

from django.db import transaction

from accounts.actions import record_event
from evidence.actions import keep_document
from evidence.choices import DocumentType
from reports import rules
from reports.models import Photograph, Update
from reports.rules import UpdateRefused

MOST_PHOTOGRAPHS = 12


def _draft(update_id):
    """The locked update. Raises UpdateRefused unless it is a draft."""
    update = Update.objects.select_for_update().select_related("project").get(pk=update_id)
    if update.status not in rules.WRITABLE:
        raise UpdateRefused("Nothing is added or taken away while the update waits, or once it is issued.")
    return update


@transaction.atomic
def add_photograph(*, update_id, section, content, alt, caption="", by):
    """Put a photograph under a heading. content: bytes of a JPEG, which evidence cleans of place and camera.

    Raises UpdateRefused unless it is a draft with room for one more, DocumentRefused for what is no photograph.
    """
    update = _draft(update_id)
    if update.photographs.count() >= MOST_PHOTOGRAPHS:
        raise UpdateRefused(f"An update has room for {MOST_PHOTOGRAPHS} photographs. Take one away first.")
    document = keep_document(project=update.project, title=alt[:160], content=content, by=by)
    if document.type != DocumentType.JPEG:
        raise UpdateRefused("Only a photograph (JPEG) can be printed.")
    photograph = Photograph.objects.create(
        project_id=update.project_id, update=update, section=section, document=document, alt=alt, caption=caption, added_by=by
    )  # fmt: skip
    record_event(by=by, verb="update.photograph", subject=update, fields=["photographs", section])
    return photograph


@transaction.atomic
def drop_photograph(*, photograph_id, by):
    """Take a photograph out of a draft; the file itself stays among the evidence."""
    photograph = Photograph.objects.select_related("update").get(pk=photograph_id)
    update = _draft(photograph.update_id)
    photograph.delete()
    record_event(by=by, verb="update.photograph_drop", subject=update, fields=["photographs"])


@transaction.atomic
def give_reasons(*, update_id, texts, by):
    """Store why restated numbers differ. texts: {figure id: words}; empty words leave it to what the records tell.

    Raises UpdateRefused unless it is a draft. Returns the ids that changed.
    """
    update = _draft(update_id)
    kept, changed = dict(update.reasons.values_list("figure", "text")), []
    for figure, text in texts.items():
        text = rules.tidy(text)
        if text == kept.get(figure, ""):
            continue
        changed.append(figure)
        if text:
            update.reasons.update_or_create(
                project_id=update.project_id, figure=figure, defaults={"text": text, "edited_by": by}
            )
        else:
            update.reasons.filter(figure=figure).delete()
    if changed:
        record_event(by=by, verb="update.reason", subject=update, fields=changed)
    return changed
