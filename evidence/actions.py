"""Every write of this room."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from evidence import rules
from evidence.models import Document
from saferstreets.common.digests import digest


@transaction.atomic
def keep_document(*, project, title, content, by):
    """Keep a file. content: its bytes; by: None for one that came through a signed link. Returns the document.

    Raises DocumentRefused for what the office does not keep.
    """
    kind, clean = rules.checked(content)
    document = Document(
        project=project, title=title, type=kind, size_bytes=len(clean), sha256=digest(clean),
        added_by=by, added_at=timezone.now(),
    )  # fmt: skip
    document.file.save("", ContentFile(clean), save=False)
    document.save()
    record_event(by=by, verb="document.keep", subject=document, fields=["title", "sha256"])
    return document
