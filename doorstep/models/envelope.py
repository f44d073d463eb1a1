from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from doorstep.choices import Cause, Conflict, Kind, LetterStatus
from doorstep.models.device import Device
from doorstep.queries import LetterQuerySet
from households.models import Household, Visit

COLOURS = {
    LetterStatus.STORED: "waiting",
    LetterStatus.ACCEPTED: "done",
    LetterStatus.CONFLICT: "review",
    LetterStatus.ATTENTION: "late",
    LetterStatus.ERASED: "closed",
}
APPLIED = (LetterStatus.ACCEPTED, LetterStatus.CONFLICT)


class Envelope(models.Model):
    """What a phone handed in, byte for byte. Written before anything in it is read; never changed or removed (trigger),
    but for an erasure: that empties it, and the row stays, so that the same bytes offered again are known.

    device: which phone's token brought it, or handed_in_by: who brought it as a file. sha: SHA-256 of the bytes, hex.
    """

    # No index of their own for these keys (decision 0173): each would be written for every record and read by nobody.
    project = models.ForeignKey(Project, models.PROTECT, related_name="envelopes", db_index=False)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+", db_index=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    sha = models.CharField(max_length=64)
    content = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "sha"], name="envelope_once")]

    def __str__(self):
        return self.sha[:12]


class Letter(models.Model):
    """What became of an envelope: read from its header, and the verdict. Made with the envelope, filled in when it is read.

    uid, rec, kind, seq: as the header has them. author: the phone that made it. happened_at: the street; skew_seconds: how far the
    phone's own time was moved. waits_for: the record that must come first. visit: what it became. attempts: how many ended in a fault.
    vouched_by: the coordinator who said to apply it all the same. settled_*: a person has dealt with it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="letters", db_index=False)
    envelope = models.OneToOneField(Envelope, models.PROTECT, primary_key=True, related_name="letter")
    status = models.CharField(max_length=10, choices=LetterStatus, default=LetterStatus.STORED)
    code = models.CharField(max_length=20, choices=[*Cause.choices, *Conflict.choices], blank=True)
    words = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uid = models.UUIDField(null=True, blank=True)
    rec = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    author = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="letters", db_index=False
    )
    seq = models.PositiveBigIntegerField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    skew_seconds = models.BigIntegerField(default=0)
    waits_for = models.UUIDField(null=True, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="letters", db_index=False
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    settled_reason = models.CharField(max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            # One applied effect for each record, whatever arrives at the same moment.
            models.UniqueConstraint(
                fields=["project", "uid"], condition=Q(status__in=APPLIED), name="letter_applied_once"
            ),
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.ATTENTION) | Q(code__in=Cause.values),
                name="letter_attention_has_a_cause",
            ),
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.CONFLICT) | Q(code__in=Conflict.values),
                name="letter_conflict_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_reason=""),
                name="letter_settled_by_someone_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "envelope"], name="letter_waiting", condition=Q(status=LetterStatus.STORED)
            ),
            models.Index(
                fields=["project", "status", "-envelope"],
                name="letter_unsettled",
                condition=Q(
                    status__in=(LetterStatus.ATTENTION, LetterStatus.CONFLICT), settled_at__isnull=True
                ),
            ),
            models.Index(fields=["project", "visit"], name="letter_visit", condition=Q(visit__isnull=False)),
            models.Index(fields=["project", "uid"], name="letter_uid", condition=Q(uid__isnull=False)),
            models.Index(fields=["project", "rec"], name="letter_rec", condition=Q(rec__isnull=False)),
            models.Index(
                fields=["project", "waits_for"], name="letter_waits", condition=Q(waits_for__isnull=False)
            ),
            models.Index(
                fields=["project", "author", "seq"], name="letter_seq", condition=Q(seq__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display() or 'Record'} {self.envelope_id}"

    def get_absolute_url(self):
        return reverse("doorstep:inbox_letter", args=[self.project.slug, self.pk])

    @property
    def tag(self):
        """(code for the colour, words) of where it stands."""
        return ("done", "Settled") if self.settled_at else (COLOURS[self.status], self.get_status_display())
