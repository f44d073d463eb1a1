"""Taking envelopes in: one durable transaction before anything in them is read."""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from doorstep.inbox.reading import CHUNK
from doorstep.inbox.spelling import sha as sha_of
from doorstep.models import Chunk, Device, Envelope, Letter
from saferstreets.common.workflow import Refused

MOST_ENVELOPES, MOST_BYTES = 50, 1024 * 1024
REQUESTS_A_MINUTE, BYTES_A_MINUTE, ENVELOPES_A_DAY = 60, 5 * 1024 * 1024, 2_000
QUARANTINE = datetime.timedelta(days=30)


class TooOften(Refused):
    """The phone has sent more than it may for now. wait: after how many seconds to try again."""

    def __init__(self, wait):
        super().__init__("This phone is sending too much. It will try again by itself.")
        self.wait = wait


def authorised(header):
    """The device whose token an Authorization header carries, with its project; None for anything else.

    A revoked phone may hand in for thirty days more.
    """
    scheme, _, rest = header.partition(" ")
    public_id, _, token = rest.partition(".")
    if scheme != "Deposit" or len(public_id) != 36 or not 0 < len(token) < 100:
        return None
    device = Device.objects.by_token(public_id, token)
    if device and device.revoked_at and device.revoked_at < timezone.now() - QUARANTINE:
        return None
    return device


@transaction.atomic(durable=True)
def receive(*, device, contents, size, told=None):
    """Write every envelope as it came. Returns {sha: (key, received at, new)} for all of them.

    contents: bytes of each. size: of the whole request. told: what the phone says of itself, {field of Device: value}.
    Raises TooOften beyond the limits, and then nothing is stored. Nothing in the envelopes is read.
    """
    now = timezone.now()
    _count(device, now, len(contents), size, told or {})
    return _store(device.project_id, contents, now, device_id=device.pk)


@transaction.atomic(durable=True)
def receive_file(*, project, contents, by):
    """The same for an exported file that a coordinator hands in. Writes one audit event."""
    known = _store(project.pk, contents, timezone.now(), handed_in_by_id=by.pk)
    record_event(by=by, verb="inbox.hand_in", subject=project, project=project, fields=["envelopes"])
    return known


def _store(project_id, contents, now, **brought):
    by_sha = {hashlib.sha256(content).hexdigest(): content for content in contents}
    if not by_sha:
        return {}
    Envelope.objects.bulk_create(
        (
            Envelope(project_id=project_id, sha=sha, content=content, received_at=now, **brought)
            for sha, content in by_sha.items()
        ),
        ignore_conflicts=True,
    )
    rows = list(
        Envelope.objects.filter(project_id=project_id, sha__in=by_sha).values_list("sha", "pk", "received_at")
    )
    Letter.objects.bulk_create(
        (Letter(project_id=project_id, envelope_id=pk) for _, pk, received_at in rows if received_at == now),
        ignore_conflicts=True,
    )
    return {sha: (pk, received_at, received_at == now) for sha, pk, received_at in rows}


def _count(device, now, envelopes, size, told):
    """Keep the counts of the running minute and day, and what the phone said. Raises TooOften. Locks the device's row."""
    held = (
        Device.objects.select_for_update()
        .only("minute_at", "minute_requests", "minute_bytes", "day_on", "day_envelopes")
        .get(pk=device.pk)
    )
    same_minute = held.minute_at is not None and now - held.minute_at < datetime.timedelta(minutes=1)
    same_day = held.day_on == now.date()
    requests = 1 + (held.minute_requests if same_minute else 0)
    received = size + (held.minute_bytes if same_minute else 0)
    today = envelopes + (held.day_envelopes if same_day else 0)
    if today > ENVELOPES_A_DAY:
        raise TooOften(3600)
    if requests > REQUESTS_A_MINUTE or received > BYTES_A_MINUTE:
        raise TooOften(60)
    Device.objects.filter(pk=device.pk).update(
        minute_at=held.minute_at if same_minute else now, minute_requests=requests, minute_bytes=received,
        day_on=now.date(), day_envelopes=today, last_heard_at=now, **told,
    )  # fmt: skip


@transaction.atomic(durable=True)
def receive_chunk(*, device, uid, part, number, content):
    """Write a piece of a photograph as it came. Returns its SHA-256. Raises TooOften, and Refused for one that is too long."""
    if not content or len(content) > CHUNK:
        raise Refused("A piece of a photograph has 262,144 bytes at most.")
    now = timezone.now()
    _count(device, now, 0, len(content), {})
    found = sha_of(content)
    Chunk.objects.bulk_create(
        [
            Chunk(
                project_id=device.project_id, device_id=device.pk, uid=uid, part=part, number=number, sha=found,
                content=content, received_at=now,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return found


def arrived(device, *seqs):
    """Note that these numbers of the phone's records are here: how far there is no gap, and the highest. Locks the device's row."""
    held = Device.objects.select_for_update().only("contiguous_seq", "highest_seq").get(pk=device.pk)
    up_to, highest = held.contiguous_seq, max(held.highest_seq, *seqs)
    if up_to + 1 in seqs:
        later = Letter.objects.filter(project_id=device.project_id, author=device, seq__gt=up_to)
        for following in later.order_by("seq").values_list("seq", flat=True).iterator():
            if following > up_to + 1:
                break
            up_to = following
    if (up_to, highest) != (held.contiguous_seq, held.highest_seq):
        Device.objects.filter(pk=device.pk).update(contiguous_seq=up_to, highest_seq=highest)
