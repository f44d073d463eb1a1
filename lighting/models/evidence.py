from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Project
from evidence.models import Document
from lighting.choices import EvidenceKind
from lighting.models.column import Column
from lighting.models.scheme import Scheme
from lighting.queries import LightingQuerySet


class NightEvidence(models.Model):
    """What shows that the light is on: a photograph by night, a measured level, a certificate; of one column or of the scheme.

    lux_tenths: tenths of a lux, as measured. document: without place, time or camera in it; evidence made it anew.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="evidence")
    column = models.ForeignKey(Column, models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField("What it is", max_length=15, choices=EvidenceKind)
    happened_on = models.DateField("Taken or measured on")
    lux_tenths = models.PositiveIntegerField("Light measured", null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("What it shows", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LightingQuerySet.as_manager()

    class Meta:
        verbose_name = "evidence of lights"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.LUX, lux_tenths__isnull=False, column__isnull=False)
                | ~Q(kind=EvidenceKind.LUX) & Q(document__isnull=False, lux_tenths=None),
                name="lighting_evidence_shows_something",
            )
        ]
        indexes = [models.Index(fields=["project", "scheme", "-happened_on", "-id"], name="lighting_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on:%-d %B %Y}"

    @property
    def lux(self):
        """The level as it is printed: 7.5 lux."""
        return f"{self.lux_tenths // 10}.{self.lux_tenths % 10} lux" if self.lux_tenths is not None else ""


class SupplyNotice(models.Model):
    """The operator of unmetered supplies was told of a month's changes. columns: how many it spoke of.

    When another column of that month is recorded later, the month is open again.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="notices")
    month_on = models.DateField("Month of the changes")
    told_on = models.DateField("Told on")
    columns = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "month_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__gte=models.F("month_on")), name="lighting_told_after_the_change"
            )
        ]
        indexes = [models.Index(fields=["project", "scheme", "month_on"], name="lighting_notice_month")]

    def __str__(self):
        return f"{self.month_on:%B %Y}"
