"""The office's sealing keys: made for a month, kept until what was sealed with them is applied, then destroyed."""

import datetime
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from doorstep.choices import Cause, LetterStatus
from doorstep.inbox import sealing
from doorstep.inbox.reading import Unfit
from doorstep.models import DoorPhoto, InboxState, Letter, SealingKey

MONTH = datetime.timedelta(days=31)
KEPT_AFTER = datetime.timedelta(days=180)


def _secrets():
    """The office's secrets as bytes, the one to encrypt with first."""
    return tuple(text.encode() for text in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def inbox_state(project):
    """The project's epoch and how far it is backed up; made the first time somebody asks."""
    return InboxState.objects.get_or_create(project=project)[0]


@transaction.atomic
def current_key(*, project):
    """The key to seal with today; the first is made when it is asked for."""
    key = SealingKey.objects.filter(project=project, retired_at=None).first()
    if key:
        return key
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    return SealingKey.objects.filter(project=project, retired_at=None).first() or _make(project)


def _make(project):
    now = timezone.now()
    private, point = sealing.new_key_pair()
    kid = f"{now:%Y-%m}-{secrets.token_hex(4)}"
    key = SealingKey.objects.create(
        project=project, kid=kid, public_point=point, made_at=now,
        private_sealed=sealing.lock_private(private, _secrets()[0], kid),
    )  # fmt: skip
    record_event(by=None, verb="sealing_key.make", subject=key, fields=["kid"])
    return key


def private_for(project_id, kid):
    """The private half of the key called `kid`. Raises Unfit (unknown-key) for one the office never had, or has destroyed.

    Raises SealedWrongly when the office's own secret has changed: a fault of the office, not of the record.
    """
    key = SealingKey.objects.filter(project_id=project_id, kid=kid).first()
    if key is None:
        raise Unfit(Cause.UNKNOWN_KEY)
    if key.destroyed_at:
        raise Unfit(Cause.UNKNOWN_KEY, "The key it was sealed for has been destroyed, as planned.")
    return sealing.unlock_private(bytes(key.private_sealed), _secrets(), key.kid)


@transaction.atomic
def rotate_keys(*, project, now=None):
    """Retire a key older than a month and make the next; destroy those retired for 180 days when nothing waits for them.

    Returns (made, destroyed), lists of key ids.
    """
    now = now or timezone.now()
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    made, destroyed = [], []
    for key in SealingKey.objects.filter(project=project, retired_at=None, made_at__lte=now - MONTH):
        key.retired_at = now
        key.save(update_fields=["retired_at"])
        made.append(_make(project).kid)
    if not _anything_waits(project, since=now - KEPT_AFTER):
        old = SealingKey.objects.filter(project=project, destroyed_at=None, retired_at__lte=now - KEPT_AFTER)
        for key in old:
            key.private_sealed, key.destroyed_at = None, now
            key.save(update_fields=["private_sealed", "destroyed_at"])
            record_event(by=None, verb="sealing_key.destroy", subject=key, fields=["private_sealed"])
            destroyed.append(key.kid)
    return made, destroyed


def _anything_waits(project, since):
    """Is there a record nobody has applied or settled, or a photograph promised after `since` and still to come?"""
    letters = Letter.objects.filter(project=project)
    unread = letters.filter(status__in=(LetterStatus.STORED, LetterStatus.ATTENTION), settled_at=None)
    awaited = DoorPhoto.objects.filter(project=project, letter__decided_at__gt=since).awaited()
    return unread.exists() or awaited.exists()
