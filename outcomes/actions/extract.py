"""The exposure extract goes to the evaluator: its key is made once, and every taking is written down."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from outcomes.models import ExtractKey


@transaction.atomic
def take_extract(*, project, by):
    """Write down that an extract is taken. Returns the key its pseudonyms are made with, as bytes; made at the first taking."""
    key, _made = ExtractKey.objects.get_or_create(
        project=project, defaults={"secret": secrets.token_bytes(32), "made_at": timezone.now()}
    )
    record_event(by=by, verb="extract.take", subject=project, project=project, fields=["exposures"])
    return bytes(key.secret)
