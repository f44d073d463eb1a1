"""From an envelope in the inbox to its one effect and its verdict: a transaction for each record, so that none blocks another."""

import datetime
import logging

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from doorstep.choices import Cause, Conflict, Kind, LetterStatus
from doorstep.inbox import effects, keys, payloads, photographs, reading, together
from doorstep.inbox.acts import DECIDED, Act, Waits, author_may
from doorstep.inbox.reading import Unfit
from doorstep.inbox.receiving import arrived
from doorstep.models import Device, Letter
from households.models import Household
from saferstreets.common import clock
from saferstreets.common.turn import in_turn
from saferstreets.common.workflow import Refused

MOST_ATTEMPTS, MOST_DEVICES = 5, 10
PATIENCE = datetime.timedelta(days=1)
log = logging.getLogger(__name__)


def apply_waiting(letters):
    """Work on those of these letters (their keys) that are received and not yet applied, in the order they came."""
    apply_all(list(Letter.objects.waiting().filter(pk__in=letters).values_list("pk", flat=True)))


def apply_all(letters):
    """Work on these letters (their keys), and on what waited for them. Afterwards each is applied, needs attention, or stays received."""
    if not letters:
        return
    done = _together(letters)
    applied = {letter.pk for letter in done}
    done += [letter for key in letters if key not in applied and (letter := apply_letter(key))]
    ids = [
        one
        for letter in done
        if letter.status in (LetterStatus.ACCEPTED, LetterStatus.CONFLICT)
        for one in (letter.rec, letter.uid)
    ]
    for letter in done:
        if letter.kind == Kind.PHOTO and letter.status == LetterStatus.ACCEPTED:
            photographs.keep_those_here(letter)
    if ids:
        waiting = Letter.objects.waiting().filter(project_id=done[0].project_id, waits_for__in=ids)
        if woken := list(waiting.values_list("pk", flat=True)):
            apply_all(woken)


def _together(letters):
    """The quick way, for what is plain. A fault in it is a fault of no record: then each goes its own way."""
    try:
        return together.apply_plain(letters)
    except OperationalError as busy:
        log.warning("%s letters could not be applied together: %s", len(letters), _in_short(busy))
        return []
    except Exception:
        log.exception("%s letters could not be applied together", len(letters))
        return []


def _in_short(fault):
    """The first line of what the database said: its further lines may quote a row."""
    return str(fault).partition("\n")[0]


def apply_letter(key):
    """One record in a transaction of its own. Returns the letter, or None after a fault: then it stays received.

    Five faults and it needs attention. A database that is busy is no fault of the record.
    """
    try:
        with in_turn(), transaction.atomic():
            letter = (
                Letter.objects.select_for_update(of=("self",))
                .select_related("envelope__device", "project")
                .get(pk=key)
            )
            if letter.status == LetterStatus.STORED:
                _decide(letter)
                if letter.seq:
                    arrived(letter.author, letter.seq)
    except OperationalError as busy:
        log.warning("letter %s waits to be applied: %s", key, _in_short(busy))
        return None
    except Exception:
        log.exception("letter %s could not be applied", key)
        _count_fault(key)
        return None
    return letter


def _count_fault(key):
    with in_turn(), transaction.atomic():
        stored = Letter.objects.filter(pk=key, status=LetterStatus.STORED)
        stored.update(attempts=F("attempts") + 1)
        stored.filter(attempts__gte=MOST_ATTEMPTS).update(
            status=LetterStatus.ATTENTION, code=Cause.FAILED, decided_at=timezone.now()
        )


def _decide(letter):
    """Read, apply and judge; the effect and the verdict are written together or not at all."""
    letter.waits_for = None
    try:
        with transaction.atomic():
            effect = _effect_of(letter)
    except Waits as waits:
        if letter.envelope.received_at < timezone.now() - PATIENCE:
            _judge(letter, LetterStatus.ATTENTION, Cause.TARGET_MISSING)
        else:
            letter.waits_for = waits.rec
    except Unfit as unfit:
        _judge(letter, LetterStatus.ATTENTION, unfit.cause, unfit.words)
    except Refused as refused:
        _judge(letter, LetterStatus.ATTENTION, Cause.REFUSED, str(refused))
    else:
        letter.household_id, letter.visit = effect.household_id, effect.visit
        doubts = effect.conflicts
        status = LetterStatus.CONFLICT if doubts else LetterStatus.ACCEPTED
        words = ". ".join(str(Conflict(doubt).label) for doubt in doubts)
        _judge(letter, status, doubts[0] if doubts else "", words and f"{words}.")
    letter.save(update_fields=DECIDED)


def _judge(letter, status, code="", words=""):
    letter.status, letter.code, letter.words = status, code, words[:300]
    letter.decided_at = timezone.now()


def _effect_of(letter):
    act = opened_act(letter)
    day = timezone.localdate(act.at)
    if not letter.vouched_by_id:
        received_at = letter.envelope.received_at
        if any(
            device and device.revoked_at and device.revoked_at <= received_at
            for device in (letter.author, letter.envelope.device)
        ):
            raise Unfit(Cause.DEVICE_REVOKED)
        if not author_may(act.by, letter.project, day):
            raise Unfit(Cause.AUTHOR_INACTIVE)
    return effects.apply(act)


def opened_act(letter):
    """What the letter says, with the letter's own columns filled in on the way. Raises Unfit."""
    opened = reading.take_apart(bytes(letter.envelope.content))
    header = opened.header
    letter.uid, letter.rec, letter.kind = opened.uid, opened.rec, header["kind"]
    letter.author, letter.seq = _author(letter.project_id, opened)
    author = letter.author
    at, letter.skew_seconds = reading.happened(
        opened, enrolled_at=author.enrolled_at, received_at=letter.envelope.received_at
    )
    letter.happened_at = clock.on_the_street(at)
    _check_first(letter)
    payload = reading.unseal(opened, keys.private_for(letter.project_id, header["kid"]))
    letter.household_id = _home_named(letter.project_id, payload)
    fields = payloads.read_payload(header["kind"], payload, header["schema"])
    if header["parts"] and header["kind"] != Kind.PHOTO:
        raise Unfit(Cause.INVALID, "Not as agreed: parts.")
    return Act(letter, letter.project, author.user, letter.happened_at, fields, header["parts"])


def _home_named(project_id, payload):
    """The home that a payload names, if there is one: also of a record that cannot be applied, so that a person sees where it was."""
    told = payload.get("household")
    known = type(told) is int and 0 < told <= reading.LARGEST
    return (
        Household.objects.filter(project_id=project_id, pk=told).values_list("pk", flat=True).first()
        if known
        else None
    )


def _author(project_id, opened):
    """(the phone that made it, its number there), by a signature that holds. Raises Unfit.

    A phone the office does not know (it was restored to before the enrolment) is known again by its person's signing key, which the
    phone keeps when it enrols anew; its numbers belong to the forgotten enrolment, so there is none.
    """
    devices = Device.objects.select_related("user").filter(project_id=project_id)
    author = devices.filter(public_id=opened.device).first()
    if author:
        reading.check_signature(opened, user_id=author.user_id, signing_key=bytes(author.signing_key))
        return author, opened.header["seq"]
    for other in devices.filter(user=opened.header["user"]).order_by("-id")[:MOST_DEVICES]:
        if reading.is_signed(opened, bytes(other.signing_key)):
            return other, None
    raise Unfit(Cause.UNKNOWN_DEVICE)


def _check_first(letter):
    """Raises Unfit (same-id) when another envelope with this id came first, or had its effect."""
    others = Letter.objects.filter(project_id=letter.project_id, uid=letter.uid, author__isnull=False)
    came_first = Q(pk__lt=letter.pk) | Q(status__in=(LetterStatus.ACCEPTED, LetterStatus.CONFLICT))
    if others.exclude(pk=letter.pk).filter(came_first).exists():
        raise Unfit(Cause.SAME_ID)


def sweep(project, most=500):
    """Work on what is left: received and not applied, and photographs whose pieces are all there. Returns how many letters."""
    left = list(Letter.objects.waiting().filter(project=project).values_list("pk", flat=True)[:most])
    apply_all(left)
    photographs.keep_all_here(project)
    return len(left)
