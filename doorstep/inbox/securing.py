"""What phones are told of backups: up to when they may forget, and when they must offer everything again."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from doorstep.inbox.keys import inbox_state
from doorstep.models import InboxState
from saferstreets.common.workflow import Refused

# What was being committed when the backup began may be missing from it.
MARGIN = datetime.timedelta(minutes=10)


class SecuringRefused(Refused):
    """The moment cannot be."""


@transaction.atomic
def secure(*, through, by=None):
    """Everything received until ten minutes before `through`, when the backup began, is safe. Never moves back. Returns the moment.

    Raises SecuringRefused for a moment to come.
    """
    if through > timezone.now():
        raise SecuringRefused("that moment is still to come")
    until = through - MARGIN
    for project in Project.objects.filter(devices__isnull=False).distinct():
        state = inbox_state(project.pk)
        if state.secured_through is None or state.secured_through < until:
            state.secured_through = until
            state.save(update_fields=["secured_through"])
            record_event(by=by, verb="inbox.secure", subject=state, fields=["secured_through"])
    return until


@transaction.atomic
def change_epoch(*, by=None):
    """The office was restored: phones offer again what they sent. What was said to be secured stays so."""
    for state in InboxState.objects.select_related("project"):
        state.epoch = uuid.uuid4()
        state.save(update_fields=["epoch"])
        record_event(by=by, verb="inbox.restore", subject=state, fields=["epoch"])
