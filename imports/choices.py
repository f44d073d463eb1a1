from django.db import models


class Verdict(models.TextChoices):
    """What becomes of one row of a file. Every row read has exactly one; the six add up to the rows read."""

    NEW = "new", "New"
    UNCHANGED = "unchanged", "Unchanged"
    CHANGED = "changed", "Changed"
    DUPLICATE = "duplicate", "Repeated in the file"
    REVIEW = "review", "Needs review"
    REFUSED = "refused", "Refused"


class BatchStatus(models.TextChoices):
    STAGED = "staged", "Waiting"
    MERGED = "merged", "Merged"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Discarded"


class Decision(models.TextChoices):
    """What a person chose for a row that needed review."""

    SAME = "same", "It is the same"
    NEW = "new", "It is a new one"
    LEAVE = "leave", "Leave it out"
