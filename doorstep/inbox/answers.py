"""What the office answers: a verdict with its receipt for each envelope, and how the phone stands."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Membership
from doorstep.choices import Cause, Conflict, LetterStatus
from doorstep.inbox.keys import inbox_state
from doorstep.inbox.spelling import receipt, time_text
from doorstep.models import Device, Letter

MOST_MISSING = 100
UNKNOWN = "unknown"
TOLD = ("uid", "status", "code", "words", "envelope__sha", "envelope__received_at")
WORDS = {**dict(Cause.choices), **dict(Conflict.choices)}
# What a status is called to the phone, where it has another name there.
VERDICTS = {LetterStatus.ERASED: "already-erased"}


def answer(device, shas, asked, known):
    """The JSON of a deposit's answer. shas: of the envelopes handed in, in order; asked: [(id, sha)]. known: {sha: received at} of
    those that were here before."""
    state = inbox_state(device.project_id)
    wanted = {*shas, *(sha for _, sha in asked)}
    # The project twice: the index of the envelopes' digests begins with it. Without it the whole inbox would be walked.
    found = Letter.objects.filter(
        project_id=device.project_id, envelope__project_id=device.project_id, envelope__sha__in=wanted
    )
    letters = {letter.envelope__sha: letter for letter in found.values_list(*TOLD, named=True)}
    verdicts = [_verdict(device, letters[sha], sha in known) for sha in shas]
    verdicts += [
        _verdict(device, letters[sha], True) if sha in letters else _unknown(device, uid, sha)
        for uid, sha in asked
    ]
    return {
        "v": 1, "epoch": str(state.epoch), "now": time_text(timezone.now()), "secured_through": time_text(state.secured_through),
        "verdicts": verdicts, "device": standing(device),
    }  # fmt: skip


def _verdict(device, letter, again):
    uid = str(letter.uid) if letter.uid else ""
    sha, verdict = letter.envelope__sha, VERDICTS.get(letter.status, letter.status)
    return {
        "id": uid, "sha": sha, "verdict": verdict, "code": letter.code, "text": letter.words or WORDS.get(letter.code, letter.code),
        "received": time_text(letter.envelope__received_at), "again": again,
        "receipt": receipt(device.token_sha256, uid, sha, verdict),
    }  # fmt: skip


def _unknown(device, uid, sha):
    return {
        "id": uid, "sha": sha, "verdict": UNKNOWN, "code": "", "text": "", "received": None, "again": False,
        "receipt": receipt(device.token_sha256, uid, sha, UNKNOWN),
    }  # fmt: skip


def standing(device):
    """How the phone stands: may it keep what it reads, and which of its records are here."""
    works_here = Membership.objects.filter(
        project=OuterRef("project"), user=OuterRef("user"), user__is_active=True
    ).current()
    columns = ("project_id", "revoked_at", "contiguous_seq", "highest_seq")
    device = Device.objects.only(*columns).annotate(works_here=Exists(works_here)).get(pk=device.pk)
    return {
        "state": "active" if device.works_here and not device.revoked_at else "wipe-reads",
        "highest_contiguous_seq": device.contiguous_seq,
        "highest_seq": device.highest_seq,
        "missing": missing(device)[:MOST_MISSING],
    }


def missing(device):
    """The numbers of this phone's records that are not here, although a later one is; at most the first hundred or so."""
    if device.contiguous_seq >= device.highest_seq:
        return []
    here = set(
        Letter.objects.filter(
            project_id=device.project_id, author=device, seq__gt=device.contiguous_seq
        ).values_list("seq", flat=True)
    )
    gaps = (seq for seq in range(device.contiguous_seq + 1, device.highest_seq) if seq not in here)
    return [seq for seq, _ in zip(gaps, range(MOST_MISSING), strict=False)]


def missing_before(device, seq):
    """The numbers below `seq` of this phone's records that are not here."""
    first = device.contiguous_seq + 1
    if not seq or seq <= first:
        return []
    earlier = Letter.objects.filter(project_id=device.project_id, author=device, seq__gte=first, seq__lt=seq)
    here = set(earlier.values_list("seq", flat=True))
    gaps = (number for number in range(first, seq) if number not in here)
    return [number for number, _ in zip(gaps, range(MOST_MISSING), strict=False)]
