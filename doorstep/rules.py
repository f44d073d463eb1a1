"""Pure decisions about records from phones: what a person may do with one, and when a silent phone is late."""

import datetime

from accounts.permissions import Perm
from doorstep.choices import Cause, LetterStatus
from saferstreets.common.workflow import Move

RETRY = Move(
    "letter.retry", "Try again", frozenset({LetterStatus.ATTENTION}), LetterStatus.STORED, Perm.INBOX_SETTLE
)
VOUCH = Move(
    "letter.vouch",
    "Apply it all the same",
    frozenset({LetterStatus.ATTENTION}),
    LetterStatus.STORED,
    Perm.INBOX_SETTLE,
)
# Causes that are about the person or the phone, not about the record: the coordinator may answer for it.
MAY_VOUCH = (Cause.AUTHOR_INACTIVE, Cause.DEVICE_REVOKED)
# Records that wait on a phone: when the coordinator is told, and when in red.
AMBER, RED = datetime.timedelta(hours=4), datetime.timedelta(hours=24)
LARGE_SKEW = 600  # seconds
# Within this time a second visit by the same person to the same door is more likely a second tap.
JUST_NOW = datetime.timedelta(minutes=10)


def just_recorded(visits, user, now):
    """The visit of these, newest first, that this person recorded minutes ago; None when the last one is older or another's."""
    last = visits[0] if visits else None
    fresh = last and last.recorded_by_id == user.pk and now - last.happened_at < JUST_NOW
    return last if fresh else None


def open_moves(letter):
    """The moves that this record is open to, in button order."""
    if letter.settled_at or letter.status not in RETRY.sources:
        return []
    return [VOUCH] if letter.code in MAY_VOUCH else [] if letter.code == Cause.DRAFT else [RETRY]


def phone_standing(device, missing, now):
    """(code for the colour, words) of a phone in the list."""
    if device.revoked_at:
        return "stopped", "Reported lost"
    if device.lost or device.witness > max(device.seq_told, device.highest_seq):
        return "late", "Says that records were lost on it"
    silent = now - device.last_heard_at if device.last_heard_at else None
    if device.unsent and silent and silent > RED:
        return "late", "Records waiting for more than a day"
    if missing:
        return "due", "Numbers missing"
    if device.unsent and silent and silent > AMBER:
        return "due", "Records waiting for more than four hours"
    if device.unsent:
        return "not-due", "Records still on the phone"
    return ("active", "All sent") if device.last_heard_at else ("not-due", "Nothing sent yet")
