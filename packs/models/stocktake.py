from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from packs.models.stock import Item, Location
from packs.queries import StockQuerySet, StocktakeQuerySet


class Stocktake(models.Model):
    """One place counted by two people. The difference to the books is posted with its reason when both have counted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="stocktakes")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    counted_on = models.DateField()
    first_at = models.DateTimeField()
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("Why the books differ", max_length=200, blank=True)

    objects = StocktakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="stocktake_once"),
            models.UniqueConstraint(
                fields=["project", "location"], condition=Q(second_at=None), name="stocktake_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(second_at=None, second_by=None)
                | Q(second_at__isnull=False, second_by__isnull=False) & ~Q(second_by=F("first_by")),
                name="stocktake_has_two_people",
            ),
        ]

    def __str__(self):
        return f"Count of {self.location} on {self.counted_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("packs:stocktake", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """What its movements say they are for."""
        return f"packs.Stocktake:{self.pk}"


class StocktakeLine(models.Model):
    """One item counted twice, each time beside what the books said at that moment."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    first_count = models.PositiveIntegerField()
    first_book = models.PositiveIntegerField()
    second_count = models.PositiveIntegerField(null=True, blank=True)
    second_book = models.PositiveIntegerField(null=True, blank=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["project", "stocktake", "item"]
        constraints = [
            models.UniqueConstraint(fields=["project", "stocktake", "item"], name="stocktake_line_once"),
            models.CheckConstraint(
                condition=Q(second_count=None)
                | Q(first_count=F("second_count") + F("first_book") - F("second_book")),
                name="stocktake_counts_agree",
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.first_count}"

    @property
    def difference(self):
        """How many more (or, below nothing, fewer) were there than the books said."""
        return self.first_count - self.first_book
