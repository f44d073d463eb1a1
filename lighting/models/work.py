from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from lighting import rules
from lighting.choices import GateKind, GateState
from lighting.models.scheme import Scheme
from lighting.queries import LightingQuerySet
from saferstreets.common import stages
from saferstreets.common.stages import DelayFactor, Mark


class Work(models.Model):
    """One stage of a scheme and its dates: as planned, as forecast now, as it was. See saferstreets.common.stages.

    planned_words, actual_words: the paper's ("October/November"); the date beside them is then their last day.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="works")
    stage = models.CharField(max_length=20)
    planned_on = models.DateField("Planned for", null=True, blank=True)
    planned_words = models.CharField("Planned, in words", max_length=60, blank=True)
    forecast_on = models.DateField("Expected by now", null=True, blank=True)
    actual_on = models.DateField("Reached on", null=True, blank=True)
    actual_words = models.CharField("Reached, in words", max_length=60, blank=True)
    factor = models.CharField("Leading factor of the delay", max_length=20, choices=DelayFactor, blank=True)
    why = models.CharField("The delay, in words", max_length=300, blank=True)

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "stage"], name="lighting_work_once"),
            models.CheckConstraint(
                condition=Q(actual_on=None)
                | Q(planned_on=None)
                | Q(actual_on__lte=models.F("planned_on"))
                | ~Q(factor=""),
                name="lighting_late_has_a_factor",
            ),
            models.CheckConstraint(
                condition=Q(forecast_on=None)
                | Q(planned_on__isnull=False, forecast_on__lte=models.F("planned_on"))
                | ~Q(factor=""),
                name="lighting_forecast_has_a_factor",
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.label.lower()}"

    def get_absolute_url(self):
        return reverse("lighting:scheme", args=[self.project.slug, self.scheme_id])

    @property
    def label(self):
        """The stage in words."""
        return stages.find(rules.stages_of(self.scheme.kind), self.stage).label

    @property
    def mark(self):
        """The dates, for the functions of the stages."""
        return Mark.of(self)


class WorkForecast(models.Model):
    """What was expected of a stage, and when it was said. Append-only by trigger: a forecast is never made to look better later."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    work = models.ForeignKey(Work, models.CASCADE, related_name="forecasts")
    forecast_on = models.DateField("Expected by")
    factor = models.CharField("Leading factor", max_length=20, choices=DelayFactor, blank=True)
    why = models.CharField("In words", max_length=300, blank=True)
    said_on = models.DateField("Said on")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["work", "id"]

    def __str__(self):
        return f"{self.forecast_on:%-d %B %Y}, said on {self.said_on:%-d %B %Y}"


class Gate(models.Model):
    """What has to be settled before the works may go on: settled on a day with what proves it, or not needed and why."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="gates")
    kind = models.CharField(max_length=10, choices=GateKind)
    state = models.CharField(max_length=10, choices=GateState, default=GateState.OPEN)
    decided_on = models.DateField("Settled on", null=True, blank=True)
    note = models.CharField("What settles it", max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "kind"], name="lighting_gate_once"),
            models.CheckConstraint(
                condition=Q(state=GateState.OPEN, decided_on=None, decided_by=None)
                | ~Q(state=GateState.OPEN)
                & Q(decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(note=""),
                name="lighting_gate_decided_by_someone",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
