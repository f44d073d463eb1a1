"""What the underspend radar knows beside the ledger: how long things take, what is expected, what waits, what was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from grants.delivery_choices import AlertKind
from grants.models.budget import BudgetLine
from grants.radar_queries import AlertQuerySet, MoneyQuerySet, ReserveQuerySet


class LineTiming(models.Model):
    """How long it takes, in days, from an order on this line until it counts: to come, to be fitted, to be inspected."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="timings")
    lead_days = models.PositiveSmallIntegerField("Days until it comes")
    fitting_days = models.PositiveSmallIntegerField("Days of fitting", default=0)
    inspection_days = models.PositiveSmallIntegerField("Days of inspection", default=0)
    stated_in = models.CharField("Where these are stated", max_length=200)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "line"]
        constraints = [models.UniqueConstraint(fields=["project", "line"], name="line_timing_once")]

    def __str__(self):
        return f"{self.days} days"

    @property
    def days(self):
        """All three together."""
        return self.lead_days + self.fitting_days + self.inspection_days


class LineForecast(models.Model):
    """What somebody expects a line to have cost by the end of the grant, as said on a day. Never changed: the last one holds."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="forecasts")
    forecast_on = models.DateField("Forecast of")
    pence = models.BigIntegerField("Cost by the end")
    words = models.CharField("Why", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "line", "forecast_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(pence__gte=0), name="line_forecast_not_negative")]
        indexes = [
            models.Index(fields=["project", "line", "-forecast_on", "-id"], name="line_forecast_newest")
        ]

    def __str__(self):
        return f"Forecast of {self.forecast_on:%-d %B %Y}"


class Reserve(models.Model):
    """Something ready to be ordered when money is left: ranked, costed, and with the days it takes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("What", max_length=160)
    rank = models.PositiveSmallIntegerField("Rank, 1 first")
    pence = models.BigIntegerField("Cost")
    days = models.PositiveSmallIntegerField("Days from order to inspected")
    stated_in = models.CharField("Where the cost is stated", max_length=200)
    illustrative = models.BooleanField("Illustrative", default=False)
    taken_on = models.DateField("Taken up on", null=True, blank=True)
    dropped_on = models.DateField("Dropped on", null=True, blank=True)

    objects = ReserveQuerySet.as_manager()

    class Meta:
        ordering = ["project", "rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="reserve_once"),
            models.CheckConstraint(condition=Q(pence__gt=0), name="reserve_costs_something"),
            models.CheckConstraint(
                condition=Q(taken_on=None) | Q(dropped_on=None), name="reserve_taken_or_dropped"
            ),
        ]

    def __str__(self):
        return f"{self.title} (illustrative)" if self.illustrative else self.title


class RadarAlert(models.Model):
    """Something the radar told about a line, once, on a day; who has seen it, and what they do about it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12, choices=AlertKind)
    raised_on = models.DateField("Raised on")
    pence = models.BigIntegerField("About")
    acknowledged_on = models.DateField("Seen on", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField("What is done about it", max_length=300, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["project", "raised_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "line", "kind"], name="radar_alert_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_by=None, words="")
                | Q(acknowledged_on__isnull=False, acknowledged_by__isnull=False) & ~Q(words=""),
                name="radar_alert_seen_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.line}"

    def get_absolute_url(self):
        return reverse("office:radar", args=[self.project.slug])


class FunderNotice(models.Model):
    """The funder was told of an underspend: when, how much, by what paper. Never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    notified_on = models.DateField("Told on")
    pence = models.BigIntegerField("Underspend told of")
    whom = models.CharField("Who was told", max_length=120)
    words = models.CharField("What was said", max_length=300)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "notified_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(pence__gt=0), name="funder_notice_of_something")]
        indexes = [models.Index(fields=["project", "notified_on", "id"], name="funder_notice_history")]

    def __str__(self):
        return f"Told on {self.notified_on:%-d %B %Y}"
