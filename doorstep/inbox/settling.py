"""What the coordinator does with a record that needs attention or was applied with a doubt. Both visits stay until one is withdrawn."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from doorstep import rules
from doorstep.choices import LetterStatus
from doorstep.inbox import applying, receiving
from doorstep.models import Letter
from saferstreets.common.workflow import Refused, check_move


class SettlingRefused(Refused):
    """The record cannot be settled like this."""


def try_again(*, letter_id, by):
    """Have the office work on the record once more. Returns the letter as it then stands. Raises MoveRefused."""
    return _again(letter_id, rules.RETRY, by)


def vouch(*, letter_id, by):
    """Apply a record although its person or phone is no longer on the project: the coordinator answers for it."""
    return _again(letter_id, rules.VOUCH, by, vouched_by=by)


def _again(letter_id, move, by, **changes):
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("project").get(pk=letter_id)
        check_move(move, letter.status)
        if move not in rules.open_moves(letter):
            raise SettlingRefused("This record is not open to that.")
        for column, value in {
            "status": move.target,
            "code": "",
            "words": "",
            "attempts": 0,
            **changes,
        }.items():
            setattr(letter, column, value)
        letter.save(update_fields=["status", "code", "words", "attempts", *changes])
        record_event(by=by, verb=move.name, subject=letter, fields=["status", *changes])
    applying.apply_all([letter_id])
    return Letter.objects.get(pk=letter_id)


@transaction.atomic
def settle(*, letter_id, reason, by):
    """Write down that a person has dealt with it, and how. A record that was not applied stays so; nothing is removed.

    Raises SettlingRefused for one that needs nobody, or was settled before. Writes one audit event.
    """
    letter = Letter.objects.select_for_update(of=("self",)).select_related("project").get(pk=letter_id)
    if letter.settled_at or letter.status not in (LetterStatus.ATTENTION, LetterStatus.CONFLICT):
        raise SettlingRefused("There is nothing left to settle here. Someone may have settled it meanwhile.")
    letter.settled_at, letter.settled_by, letter.settled_reason = timezone.now(), by, reason
    letter.save(update_fields=["settled_at", "settled_by", "settled_reason"])
    record_event(by=by, verb="letter.settle", subject=letter, fields=["settled_reason"])
    return letter


def hand_in(*, project, contents, by):
    """Take in the envelopes of an exported file. Returns (how many there were, how many were new)."""
    new = 0
    for start in range(0, len(contents), receiving.MOST_ENVELOPES):
        known = receiving.receive_file(
            project=project, contents=contents[start : start + receiving.MOST_ENVELOPES], by=by
        )
        new += sum(fresh for _, _, fresh in known.values())
        applying.apply_waiting([key for key, _, _ in known.values()])
    return len(contents), new
