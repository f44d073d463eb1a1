import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from doorstep.queries import DeviceQuerySet


class Device(models.Model):
    """One person's phone on one project, from enrolment on. Its token adds to the inbox and reads nothing.

    token_sha256: hex; the token itself is nowhere kept. signing_key: the public P-256 point, 65 bytes.
    unsent, seq_told, witness, lost: what the phone itself last said. contiguous_seq: up to where every record is here;
    highest_seq: the highest that is here. minute_*, day_*: what it sent in the running minute and day, for the limits.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="devices")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="devices")
    name = models.CharField("Phone", max_length=60)
    token_sha256 = models.CharField(max_length=64)
    signing_key = models.BinaryField(max_length=65)
    app = models.CharField("Version", max_length=40, blank=True)
    persisted = models.BooleanField("Storage promised by the browser", null=True)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_heard_at = models.DateTimeField(null=True, blank=True)
    unsent = models.PositiveIntegerField(default=0)
    seq_told = models.PositiveBigIntegerField(default=0)
    witness = models.PositiveBigIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    contiguous_seq = models.PositiveBigIntegerField(default=0)
    highest_seq = models.PositiveBigIntegerField(default=0)
    minute_at = models.DateTimeField(null=True, blank=True)
    minute_requests = models.PositiveIntegerField(default=0)
    minute_bytes = models.PositiveIntegerField(default=0)
    day_on = models.DateField(null=True, blank=True)
    day_envelopes = models.PositiveIntegerField(default=0)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "-last_heard_at", "id"], name="device_heard")]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="device_revoked_by_someone",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("doorstep:phone_list", args=[self.project.slug])


class InboxState(models.Model):
    """What every phone of a project must know of the office.

    epoch: changes when the office was restored from a backup. secured_through: what was received until then is in a backup that
    has been restored on trial.
    """

    project = models.OneToOneField(Project, models.PROTECT, related_name="inbox_state")
    epoch = models.UUIDField(default=uuid.uuid4)
    secured_through = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.epoch)
