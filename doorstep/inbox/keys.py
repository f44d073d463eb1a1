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


def inbox_state(project_id):
    """The project's epoch and how far it is backed up; made the first time somebody asks."""
    return InboxState.objects.get_or_create(project_id=project_id)[0]


def _current(project):
    return SealingKey.objects.filter(project=project, offered_at__isnull=False, retired_at=None).first()


@transaction.atomic
def current_key(*, project):
    """The key to seal with today; the first is made, and offered at once, when it is asked for."""
    key = _current(project)
    if key:
        return key
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    return _current(project) or _make(project, timezone.now(), offered=True)


def _make(project, now, offered=False):
    private, point = sealing.new_key_pair()
    kid = f"{now:%Y-%m}-{secrets.token_hex(4)}"
    key = SealingKey.objects.create(
        project=project, kid=kid, public_point=point, made_at=now, offered_at=now if offered else None,
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
    return unlocked(key)


def unlocked(key):
    """The private half of a key that is not destroyed. Raises SealedWrongly as above."""
    return sealing.unlock_private(bytes(key.private_sealed), _secrets(), key.kid)


@transaction.atomic
def rotate_keys(*, project, now=None):
    """Make the next key when the current one is a month old; offer it once it is backed up; destroy those that nothing needs.

    Returns (made, offered, destroyed), lists of key ids. Destroyed: retired for 180 days, and nothing waits.
    """
    now = now or timezone.now()
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    made, offered, destroyed = [], [], []
    current, following = (
        _current(project),
        SealingKey.objects.filter(project=project, offered_at=None).first(),
    )
    if current and not following and current.made_at <= now - MONTH:
        following = _make(project, now)
        made.append(following.kid)
    secured = inbox_state(project.pk).secured_through
    if following and secured and following.made_at <= secured:
        SealingKey.objects.filter(pk=current.pk).update(retired_at=now)
        SealingKey.objects.filter(pk=following.pk).update(offered_at=now)
        offered.append(following.kid)
    if not _anything_waits(project, since=now - KEPT_AFTER):
        destroyed = [_destroy(key, now) for key in _forgettable(project, now)]
    return made, offered, destroyed


def _forgettable(project, now):
    return SealingKey.objects.filter(project=project, destroyed_at=None, retired_at__lte=now - KEPT_AFTER)


def _destroy(key, now):
    key.private_sealed, key.destroyed_at = None, now
    key.save(update_fields=["private_sealed", "destroyed_at"])
    record_event(by=None, verb="sealing_key.destroy", subject=key, fields=["private_sealed"])
    return key.kid


def _anything_waits(project, since):
    """Is there a record nobody has applied or settled, or a photograph promised after `since` and still to come?"""
    letters = Letter.objects.filter(project=project)
    unread = letters.filter(status__in=(LetterStatus.STORED, LetterStatus.ATTENTION), settled_at=None)
    awaited = DoorPhoto.objects.filter(project=project, letter__decided_at__gt=since).awaited()
    return unread.exists() or awaited.exists()
