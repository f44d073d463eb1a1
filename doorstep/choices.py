from django.db import models


class Kind(models.TextChoices):
    """What a record from a phone can be."""

    VISIT = "visit", "Visit"
    AMENDMENT = "amendment", "Correction"
    PHOTO = "photo", "Photographs"
    ANSWERS = "answers", "Answers"
    DRAFT = "draft", "Unfinished record"
    DAY_CLOSE = "day-close", "End of the day"
    CHECK_IN = "check-in", "Check-in"


class LetterStatus(models.TextChoices):
    """Where a record stands at the office."""

    STORED = "stored", "Received"
    ACCEPTED = "accepted", "Applied"
    CONFLICT = "conflict", "Applied, to be looked at"
    ATTENTION = "attention", "Needs attention"
    ERASED = "erased", "Erased"


class Cause(models.TextChoices):
    """Why a record is not applied. There is no other reason: the table refuses one."""

    UNREADABLE = "unreadable", "It cannot be read"
    UNKNOWN_DEVICE = "unknown-device", "Made by no phone of this project"
    AUTHOR_MISMATCH = "author-mismatch", "Made by somebody else than the phone’s own person"
    BAD_SIGNATURE = "bad-signature", "The signature does not hold"
    UNKNOWN_KEY = "unknown-key", "Sealed for a key that the office does not have"
    SEALED_WRONGLY = "sealed-wrongly", "It does not open"
    SAME_ID = "same-id", "Another record with the same number came first"
    UNKNOWN_SCHEMA = "unknown-schema", "The phone is newer than the office"
    UNKNOWN_KIND = "unknown-kind", "A kind of record this office does not know"
    INVALID = "invalid", "A value outside its choices"
    NO_SUCH_HOME = "no-such-home", "No such home in this project"
    TARGET_MISSING = "target-missing", "What it corrects has not come"
    AUTHOR_INACTIVE = (
        "author-inactive",
        "The person was not on the project that day, or the account is closed",
    )
    DEVICE_REVOKED = "device-revoked", "From a phone that was reported lost"
    DRAFT = "draft", "An unfinished record"
    REFUSED = "refused", "The office’s own rules cannot take it"
    FAILED = "failed", "Five attempts ended in a fault of the office"


class Conflict(models.TextChoices):
    """Why an applied record is looked at by a person."""

    SECOND_PACK = "second-pack", "A second pack without a reason"
    KIT_ELSEWHERE = "kit-elsewhere", "The kit is recorded for another home"
    KIT_UNREGISTERED = "kit-unregistered", "Registered, but without a kit code"
    CLOSED_HOME = "closed-home", "The home had asked not to be visited"
    SAME_DOOR = "same-door", "Two people recorded this door"
    AMENDED_ALREADY = "amended-already", "What it corrects was withdrawn before"
    BAG_SHORT = "bag-short", "The bag differs, and nobody said why"


class PhotoOf(models.TextChoices):
    DOOR = "door", "Door"
    LOCK = "lock", "Lock"
    WINDOW = "window", "Window"
    OTHER = "other", "Something else"
