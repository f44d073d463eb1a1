from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from cctv.choices import Mask
from cctv.models.scheme import Scheme
from cctv.queries import CameraQuerySet
from cctv.rules import LEAST_YEARS, MOST_YEARS
from households.models import Street


class Camera(models.Model):
    """One camera: where it hangs, what it is for, what it must not see, and how long it should last.

    Restricted: location, position, purpose and blind spots stand on no page, paper or list that a partner reader or the public can
    get, so a camera's name is its number alone. scheme: none for a camera of another body's register. location: as the list or the
    person wrote it, to the letter. lon_e6, lat_e6: millionths of a degree; easting, northing: metres; either pair, both or none.
    homes_checked_on: somebody saw that it looks into no home. live_on: the day that evaluators call its dose.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="cameras")
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="cameras")
    number = models.CharField("Number", max_length=40, blank=True)
    number_order = models.PositiveIntegerField(default=0)
    location = models.CharField("Where it is", max_length=200, blank=True)
    area = models.CharField("Area", max_length=100, blank=True)
    kind = models.CharField("Kind of camera", max_length=60, blank=True)
    lon_e6 = models.IntegerField(null=True, blank=True)
    lat_e6 = models.IntegerField(null=True, blank=True)
    easting = models.IntegerField("Easting", null=True, blank=True)
    northing = models.IntegerField("Northing", null=True, blank=True)
    street = models.ForeignKey(
        Street, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Street it watches"
    )
    purpose = models.CharField("What it is to show", max_length=300, blank=True)
    mask = models.CharField("Privacy mask", max_length=10, choices=Mask, default=Mask.UNKNOWN)
    homes_checked_on = models.DateField("Seen to look into no home, on", null=True, blank=True)
    blind_spots = models.CharField("Blind spots", max_length=300, blank=True)
    installed_on = models.DateField("Installed on", null=True, blank=True)
    least_years = models.PositiveSmallIntegerField("Expected life, from", default=LEAST_YEARS)
    most_years = models.PositiveSmallIntegerField("Expected life, to", default=MOST_YEARS)
    live_on = models.DateField("Live from", null=True, blank=True)
    removed_on = models.DateField("Removed on", null=True, blank=True)
    removed_why = models.CharField("Why it was removed", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CameraQuerySet.as_manager()

    class Meta:
        ordering = ["project", "scheme", "number_order", "number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lon_e6=None, lat_e6=None) | Q(lon_e6__isnull=False, lat_e6__isnull=False),
                name="camera_position_whole",
            ),
            models.CheckConstraint(
                condition=Q(easting=None, northing=None) | Q(easting__isnull=False, northing__isnull=False),
                name="camera_grid_whole",
            ),
            models.CheckConstraint(
                condition=Q(live_on=None) | Q(scheme__isnull=False, installed_on__lte=F("live_on")),
                name="camera_live_after_it_is_installed",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_why="")
                | Q(removed_on__isnull=False) & ~Q(removed_why=""),
                name="camera_removed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(least_years__gte=1, most_years__gte=F("least_years")),
                name="camera_life_is_a_range",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "scheme", "number_order", "number", "id"], name="camera_register"
            ),
            models.Index(
                fields=["project", "live_on"], name="camera_live", condition=Q(live_on__isnull=False)
            ),
        ]

    def __str__(self):
        return f"Camera {self.number or self.pk}"

    def get_absolute_url(self):
        return reverse("cctv:camera", args=[self.project.slug, self.pk])

    @property
    def mask_said(self):
        """Has anybody said whether it needs a privacy mask?"""
        return self.mask != Mask.UNKNOWN

    def in_use_on(self, day):
        """Does it hang there on `day`? Without a day of installation it does."""
        return not (self.installed_on and self.installed_on > day) and not (
            self.removed_on and self.removed_on <= day
        )
