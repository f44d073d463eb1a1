import uuid

from django.conf import settings
from django.db import models

from accounts.models import Project
from hardening.models.fitter import Fitter
from hardening.models.job import Job
from hardening.queries import DayLinkQuerySet, HardeningQuerySet


class DayLink(models.Model):
    """One fitter's one day, opened by a signed link and by nothing else.

    expires_at: 48 hours after the day, on the real clock, whatever day the demonstration plays.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    fitter = models.ForeignKey(Fitter, models.PROTECT, related_name="day_links")
    on_day = models.DateField("Day")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DayLinkQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-on_day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fitter", "on_day"],
                condition=models.Q(revoked_at=None),
                name="day_link_one_stands",
            )
        ]

    def __str__(self):
        return f"{self.fitter}, {self.on_day:%-d %B %Y}"


class LinkOpening(models.Model):
    """One use of a fitter's link: which job was looked at, or what was done. Append-only by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    link = models.ForeignKey(DayLink, models.PROTECT, related_name="openings")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=20)
    opened_at = models.DateTimeField()

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-id"]
        indexes = [models.Index(fields=["project", "link", "-id"], name="link_opening_newest")]

    def __str__(self):
        return f"{self.what}, {self.opened_at:%-d %B %Y %H:%M}"
