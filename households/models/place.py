from django.db import models
from django.urls import reverse

from accounts.models import Project
from households.choices import LsoaVintage
from households.queries import StreetQuerySet


class Area(models.Model):
    """A named part of the project, as the bid names it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="areas")
    name = models.CharField("Area", max_length=80)
    note = models.CharField("Note", max_length=300, blank=True)

    class Meta:
        ordering = ["project", "name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="area_once")]

    def __str__(self):
        return self.name


class AreaLsoa(models.Model):
    """A statistical area (LSOA) that an Area covers. Codes of 2011 and 2021 differ in places, so the vintage is kept."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, related_name="lsoas")
    code = models.CharField("LSOA code", max_length=9)
    vintage = models.CharField("Vintage", max_length=4, choices=LsoaVintage, default=LsoaVintage.V2011)
    inferred = models.BooleanField("Inferred, not stated by the bid", default=False)

    class Meta:
        ordering = ["project", "area", "code"]
        constraints = [
            models.UniqueConstraint(fields=["project", "area", "code", "vintage"], name="area_lsoa_once")
        ]

    def __str__(self):
        return f"{self.code} ({self.vintage})"


class Street(models.Model):
    """One street of the project. `key` is how a file's spelling finds it: see households.matching."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="streets")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="streets")
    name = models.CharField("Street", max_length=100)
    locality = models.CharField("Locality", max_length=100, blank=True)
    town = models.CharField("Town", max_length=100, blank=True)
    key = models.CharField(max_length=220)

    objects = StreetQuerySet.as_manager()

    class Meta:
        ordering = ["project", "name", "town", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="street_once")]
        indexes = [models.Index(fields=["project", "name", "town", "id"], name="street_list")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("office:street", args=[self.project.slug, self.pk])
