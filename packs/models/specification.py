from django.db import models

from accounts.models import Project
from packs.models.stock import Item
from packs.queries import PackQuerySet


class PackSpecification(models.Model):
    """What a Safer Homes Pack holds, from a day on. A change is a new version: a pack delivered in October stays what it was."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="pack_specifications")
    version = models.PositiveSmallIntegerField()
    from_on = models.DateField("In use from")
    note = models.CharField("Note", max_length=500, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["project", "version"]
        constraints = [models.UniqueConstraint(fields=["project", "version"], name="pack_specification_once")]

    def __str__(self):
        return f"Safer Homes Pack, version {self.version}"


class PackContent(models.Model):
    """One thing in the pack. quantity is empty until the office enters it: the papers give none.

    item: what the stock counts it as; empty until the office counts it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    specification = models.ForeignKey(PackSpecification, models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("Content", max_length=120)
    quantity = models.PositiveSmallIntegerField("In each pack", null=True, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="contents")

    class Meta:
        ordering = ["project", "specification", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "specification", "name"], name="pack_content_once")
        ]

    def __str__(self):
        return self.name
