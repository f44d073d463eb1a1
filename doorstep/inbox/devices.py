"""Phones: enrolled by their person, revoked by the coordinator."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.sign_outs import end_sign_ins
from doorstep.inbox.spelling import b64u, sha
from doorstep.models import Device
from saferstreets.common.workflow import Refused


class PhoneRefused(Refused):
    """The phone cannot be changed like this."""


@transaction.atomic
def enrol_phone(*, project, name, signing_key, persisted, app, by, earlier=()):
    """Let a person's phone hand in. Returns (device, token); the token is nowhere kept, only its hash. Writes one audit event.

    earlier: {device id: how far it had counted} of this person's enrolments on the same phone, so that their gaps are known too.
    """
    token = secrets.token_bytes(32)
    device = Device.objects.create(
        project=project, user=by, name=name, token_sha256=sha(token), signing_key=signing_key, persisted=persisted, app=app,
        enrolled_at=timezone.now(),
    )  # fmt: skip
    for public_id, witness in dict(earlier).items():
        own = Device.objects.filter(project=project, user=by, public_id=public_id)
        own.filter(witness__lt=witness).update(witness=witness)
    record_event(by=by, verb="device.enrol", subject=device, fields=["name", "signing_key"])
    return device, b64u(token)


@transaction.atomic
def revoke_phone(*, device_id, by):
    """Report a phone lost: its person is signed out everywhere, it drops what it can read when it next calls, and what it hands in waits
    for a person.

    Raises PhoneRefused when it was revoked before. Writes one audit event.
    """
    device = Device.objects.select_for_update(of=("self",)).get(pk=device_id)
    if device.revoked_at:
        raise PhoneRefused("This phone was already reported lost.")
    device.revoked_at, device.revoked_by = timezone.now(), by
    device.save(update_fields=["revoked_at", "revoked_by"])
    end_sign_ins(device.user_id)
    record_event(by=by, verb="device.revoke", subject=device, fields=["revoked_at"])
    return device
