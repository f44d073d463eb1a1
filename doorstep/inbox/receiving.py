"""Taking envelopes in: one durable transaction before anything in them is read."""

import datetime
import hashlib
from itertools import chain

from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import record_event
from doorstep.choices import LetterStatus
from doorstep.inbox.reading import CHUNK
from doorstep.inbox.spelling import sha as sha_of
from doorstep.models import Chunk, Device, Envelope, Letter
from saferstreets.common.turn import in_turn
from saferstreets.common.workflow import Refused

MOST_ENVELOPES, MOST_BYTES = 50, 1024 * 1024
REQUESTS_A_MINUTE, BYTES_A_MINUTE, ENVELOPES_A_DAY = 60, 5 * 1024 * 1024, 2_000
BROUGHT = "WITH brought (sha, content) AS (%s)"
ENVELOPES = f"""
    INSERT INTO {Envelope._meta.db_table} (sha, content, project_id, device_id, handed_in_by_id, received_at)
    SELECT sha, content, %%s, %%s, %%s, %%s FROM brought WHERE TRUE
    ON CONFLICT (project_id, sha) DO NOTHING RETURNING id, sha
"""
LETTERS = f"""
    INSERT INTO {Letter._meta.db_table}
        (envelope_id, project_id, status, code, words, attempts, kind, skew_seconds, settled_reason)
    SELECT id, %%s, '{LetterStatus.STORED.value}', '', '', 0, '', 0, '' FROM new
"""
# PostgreSQL writes envelopes and letters by one statement, of two lists; SQLite, which has no lists, by two.
LISTS = "SELECT sha, content::bytea FROM unnest(%s::text[], %s::text[]) AS given (sha, content)"
BOTH = f"{BROUGHT}, new AS ({ENVELOPES}), letters AS ({LETTERS}) SELECT id, sha FROM new" % LISTS
FIRST, SECOND = f"{BROUGHT} {ENVELOPES}", f"WITH new (id) AS (%s) {LETTERS}"
# %s: more columns, as names of code and never of a request.
COUNTS = f"""
    UPDATE {Device._meta.db_table} SET
        minute_requests = 1 + CASE WHEN minute_at > %%s THEN minute_requests ELSE 0 END,
        minute_bytes = CASE WHEN minute_at > %%s THEN minute_bytes ELSE 0 END + %%s,
        minute_at = CASE WHEN minute_at > %%s THEN minute_at ELSE %%s END,
        day_envelopes = CASE WHEN day_on = %%s THEN day_envelopes ELSE 0 END + %%s,
        day_on = %%s, last_heard_at = %%s %s
    WHERE id = %%s RETURNING minute_requests, minute_bytes, day_envelopes
"""
QUARANTINE = datetime.timedelta(days=30)


class TooOften(Refused):
    """The phone has sent more than it may for now. wait: after how many seconds to try again."""

    def __init__(self, wait):
        super().__init__("This phone is sending too much. It will try again by itself.")
        self.wait = wait


def authorised(header):
    """The device whose token an Authorization header carries, as `by_token` has it; None for anything else.

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


@in_turn()
@transaction.atomic(durable=True)
def receive(*, device, contents, size, told=None):
    """Write every envelope as it came. Returns {sha: (key, received at, new)} for all of them.

    contents: bytes of each. size: of the whole request. told: what the phone says of itself, {field of Device: value}.
    Raises TooOften beyond the limits, and then nothing is stored. Nothing in the envelopes is read.
    """
    now = timezone.now()
    _count(device, now, len(contents), size, told or {})
    return _store(device.project_id, contents, now, device_id=device.pk)


@in_turn()
@transaction.atomic(durable=True)
def receive_file(*, project, contents, by):
    """The same for an exported file that a coordinator hands in. Writes one audit event."""
    known = _store(project.pk, contents, timezone.now(), handed_in_by_id=by.pk)
    record_event(by=by, verb="inbox.hand_in", subject=project, project=project, fields=["envelopes"])
    return known


def _store(project_id, contents, now, **brought):
    """Insert what is not here yet, each with its letter, by plain statements (decision 0170). Returns as `receive` does.

    What is new is told by the rows that came back, never by looking first: the same envelope may be on its way twice.
    """
    by_sha = {hashlib.sha256(content).hexdigest(): content for content in contents}
    if not by_sha:
        return {}
    at = connection.ops.adapt_datetimefield_value(now)
    brought = [project_id, brought.get("device_id"), brought.get("handed_in_by_id"), at]
    with connection.cursor() as cursor:
        new = _insert(cursor, by_sha, brought)
    known = {sha: (pk, now, True) for pk, sha in new}
    if others := by_sha.keys() - known.keys():
        here = Envelope.objects.filter(project_id=project_id, sha__in=others)
        known |= {sha: (pk, at, False) for sha, pk, at in here.values_list("sha", "pk", "received_at")}
    return known


def _insert(cursor, by_sha, brought):
    """These envelopes with their letters, by plain statements. brought: their project, phone, person and time. Returns [(key, sha)] of the new."""
    if connection.vendor == "postgresql":
        contents = [_as_bytea(content) for content in by_sha.values()]
        cursor.execute(BOTH, [[*by_sha], contents, *brought, brought[0]])
        return cursor.fetchall()
    pairs = chain.from_iterable(by_sha.items())
    cursor.execute(FIRST % _values("(%s, %s)", len(by_sha)), [*pairs, *brought])
    if new := cursor.fetchall():
        cursor.execute(SECOND % _values("(%s)", len(new)), [*(pk for pk, _ in new), brought[0]])
    return new


def _as_bytea(content):
    """Bytes as PostgreSQL reads them from a text: plain ASCII as it is, which is half as much to send and to read, all else in hex."""
    plain = content.isascii() and b"\\" not in content and b"\0" not in content
    return content.decode("ascii") if plain else f"\\x{content.hex()}"


def _values(row, count):
    return "VALUES " + ", ".join([row] * count)


def _count(device, now, envelopes, size, told):
    """Keep the counts of the running minute and day, and what the phone said, by one statement. Raises TooOften. Holds the device's row."""
    time = connection.ops.adapt_datetimefield_value
    minute, today = (
        time(now - datetime.timedelta(minutes=1)),
        connection.ops.adapt_datefield_value(now.date()),
    )
    values = [
        minute,
        minute,
        size,
        minute,
        time(now),
        today,
        envelopes,
        today,
        time(now),
        *told.values(),
        device.pk,
    ]
    with connection.cursor() as cursor:
        cursor.execute(COUNTS % "".join(f", {column} = %s" for column in told), values)
        requests, received, handed_in = cursor.fetchone()
    if handed_in > ENVELOPES_A_DAY:
        raise TooOften(3600)
    if requests > REQUESTS_A_MINUTE or received > BYTES_A_MINUTE:
        raise TooOften(60)


@in_turn()
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
