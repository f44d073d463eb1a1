"""Photographs of doors: pieces put together, opened, made anew without their metadata, and kept as evidence."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.actions import record_event
from doorstep.choices import Cause
from doorstep.inbox import keys, reading, sealing
from doorstep.inbox.reading import CHUNK, Unfit
from doorstep.inbox.spelling import sha, unb64u
from doorstep.models import Chunk, DoorPhoto
from evidence.actions import keep_document
from evidence.rules import DocumentRefused


def pieces(size):
    """How many pieces a sealed part of `size` bytes is cut into."""
    return -(-size // CHUNK)


def have(project_id, uid, part):
    """The numbers of the pieces of a part that are here; none when all are and they do not fit together."""
    numbers = set(
        Chunk.objects.filter(project_id=project_id, uid=uid, part=part).values_list("number", flat=True)
    )
    photo = DoorPhoto.objects.filter(project_id=project_id, letter__uid=uid, part=part).first()
    if photo is None:
        return sorted(numbers)
    if photo.document_id or photo.fault:
        return list(range(pieces(photo.size)))
    all_here = numbers >= set(range(pieces(photo.size)))
    return [] if all_here and _sealed(photo, uid) is None else sorted(numbers)


def keep_those_here(letter):
    """Keep each photograph of this record whose pieces have all come."""
    for photo in DoorPhoto.objects.filter(project_id=letter.project_id, letter=letter).awaited():
        keep(photo.pk)


def keep_when_here(project_id, uid, part):
    """Keep the photograph that a piece belongs to, if its record has come and all its pieces have."""
    photo = DoorPhoto.objects.filter(project_id=project_id, letter__uid=uid, part=part).awaited().first()
    if photo:
        keep(photo.pk)


def keep_all_here(project):
    """The same for every record of a project, for what a fault left behind."""
    awaited = DoorPhoto.objects.filter(project=project).awaited()
    uids = Chunk.objects.filter(project=project).values("uid")
    for key in awaited.filter(letter__uid__in=uids).values_list("pk", flat=True)[:100]:
        keep(key)


def _sealed(photo, uid):
    """The sealed part put together from the newest of each piece; None when one is missing or the hash differs."""
    found = Chunk.objects.filter(project_id=photo.project_id, uid=uid, part=photo.part).order_by("pk")
    newest = {chunk.number: bytes(chunk.content) for chunk in found}
    whole = b"".join(newest.get(number, b"") for number in range(pieces(photo.size)))
    return whole if len(whole) == photo.size and sha(whole) == photo.sha else None


@transaction.atomic
def keep(key):
    """Make the picture anew and keep it, if all its pieces are here. What cannot be kept says why; nothing is tried twice."""
    photo = (
        DoorPhoto.objects.select_for_update(of=("self",))
        .select_related("letter__envelope", "letter__author__user", "project")
        .get(pk=key)
    )
    if photo.document_id or photo.fault:
        return
    sealed = _sealed(photo, photo.letter.uid)
    if sealed is None:
        return
    try:
        picture = sealing.open_part(_content_key(photo), sealed)
        photo.document = keep_document(
            project=photo.project,
            title=f"Photograph: {photo.get_what_display()}",
            content=picture,
            by=photo.taken_by,
        )
    except DocumentRefused as refused:
        photo.fault = str(refused)[:200]
    except (sealing.SealedWrongly, Unfit):
        photo.fault = "It does not open."
    photo.save(update_fields=["document", "fault"])
    record_event(by=photo.taken_by, verb="door_photo.keep", subject=photo, fields=["document"])


def _content_key(photo):
    opened = reading.take_apart(bytes(photo.letter.envelope.content))
    payload = reading.unseal(opened, keys.private_for(photo.project_id, opened.header["kid"]))
    try:
        return unb64u(payload["keys"][str(photo.part)], 32)
    except (KeyError, TypeError, ValueError) as fault:
        raise Unfit(Cause.INVALID) from fault


@transaction.atomic
def forget_pieces(project, secured_through):
    """Remove the pieces of pictures that are kept and backed up. Returns how many."""
    kept = DoorPhoto.objects.filter(
        project=project,
        document__added_at__lt=secured_through,
        letter__uid=OuterRef("uid"),
        part=OuterRef("part"),
    )
    return Chunk.objects.filter(Exists(kept), project=project).delete()[0]
