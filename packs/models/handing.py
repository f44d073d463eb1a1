from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from packs.models.specification import PackSpecification
from packs.models.stock import Item, Location
from packs.queries import HandoverQuerySet, StockQuerySet


class Assembly(models.Model):
    """So many packs made up in one place, from what the specification of the day says each holds."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="assemblies")
    specification = models.ForeignKey(PackSpecification, models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField("Packs")
    made_on = models.DateField()
    key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=200, blank=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "assemblies"
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="assembly_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="assembly_makes_something"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_reason="")
                | Q(undone_at__isnull=False) & ~Q(undone_reason=""),
                name="assembly_undone_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "made_on"], name="assembly_day")]

    def __str__(self):
        return f"{self.quantity} packs made up on {self.made_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("packs:assembly", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """What its movements say they are for."""
        return f"packs.Assembly:{self.pk}"


class Handover(models.Model):
    """Things one person gave and another one took: on the way until the second says so. What differs is explained."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="handovers")
    from_location = models.ForeignKey(Location, models.PROTECT, related_name="+", verbose_name="From")
    to_location = models.ForeignKey(Location, models.PROTECT, related_name="+", verbose_name="To")
    key = models.CharField(max_length=40)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recalled_at = models.DateTimeField(null=True, blank=True)
    differs = models.BooleanField(default=False)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    explanation = models.CharField("What became of the difference", max_length=200, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="handover_once"),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False, recalled_at=None)
                & ~Q(taken_by=F("given_by")),
                name="handover_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(explained_at=None, explained_by=None, explanation="")
                | Q(explained_at__isnull=False, explained_by__isnull=False, differs=True)
                & ~Q(explanation=""),
                name="handover_difference_explained_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "given_at"],
                name="handover_waiting",
                condition=Q(taken_at=None, recalled_at=None),
            )
        ]

    def __str__(self):
        return f"Handover of {self.given_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("packs:handover", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """What its movements say they are for."""
        return f"packs.Handover:{self.pk}"


class HandoverLine(models.Model):
    """How many of one item were given, and how many the other one counted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    given = models.PositiveIntegerField("Given")
    taken = models.PositiveIntegerField("Taken", null=True, blank=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["project", "handover", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "handover", "item"], name="handover_line_once"),
            models.CheckConstraint(condition=Q(given__gt=0), name="handover_line_gives_something"),
        ]

    def __str__(self):
        return f"{self.given} {self.item}"
