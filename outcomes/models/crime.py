from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from outcomes.choices import MonthStatus
from outcomes.crime_queries import CrimeMonthQuerySet, CrimeQuerySet


class CrimeMonth(models.Model):
    """One month of one police force, as its street-level file of data.police.uk says it.

    month: its first day. A newer file for the same month replaces the whole month, because rows of anti-social behaviour carry no
    number of their own: two that read alike may be two incidents. The replaced month keeps its line and loses its rows.
    without_id, without_lsoa, without_point, repeats: how many of the rows are so; repeats are rows that read exactly like another.
    new, changed, gone: against the month that was held before, if one was.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="crime_months")
    force = models.CharField("Reported by", max_length=80)
    month = models.DateField("Month")
    status = models.CharField(max_length=10, choices=MonthStatus, default=MonthStatus.STAGED)
    file_name = models.CharField("File", max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField("Rows")
    without_id = models.PositiveIntegerField("Without a crime number")
    without_lsoa = models.PositiveIntegerField("Without an area")
    without_point = models.PositiveIntegerField("Without a point")
    repeats = models.PositiveIntegerField("That read like another row")
    new = models.PositiveIntegerField("New")
    changed = models.PositiveIntegerField("Changed")
    gone = models.PositiveIntegerField("No longer in the file")
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CrimeMonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "force", "month"],
                name="crime_month_held_once",
                condition=Q(status=MonthStatus.HELD),
            ),
            models.UniqueConstraint(
                fields=["project", "force", "month"],
                name="crime_month_staged_once",
                condition=Q(status=MonthStatus.STAGED),
            ),
            models.CheckConstraint(
                condition=Q(status=MonthStatus.STAGED, held_at=None, ended_at=None)
                | Q(status=MonthStatus.HELD, held_at__isnull=False, ended_at=None)
                | Q(status__in=[MonthStatus.REPLACED, MonthStatus.DROPPED], ended_at__isnull=False),
                name="crime_month_status_has_its_times",
            ),
        ]
        indexes = [models.Index(fields=["project", "status", "month", "force"], name="crime_month_list")]

    def __str__(self):
        return f"{self.force}, {self.month:%B %Y}"

    def get_absolute_url(self):
        return reverse("outcomes:crime_month", args=[self.project.slug, self.pk])

    @property
    def waits(self):
        """Does somebody still have to take it in or leave it out?"""
        return self.status == MonthStatus.STAGED


class Crime(models.Model):
    """One row of a street-level file. Its point is a place shared by all crimes of a street or a shop, never a house.

    crime_id: empty for anti-social behaviour. crime_type: the file's own words; "Burglary" is homes and businesses together.
    lsoa: the statistical area, or empty. district: what the area's name begins with. longitude, latitude: millionths of a degree.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month = models.ForeignKey(CrimeMonth, models.PROTECT, related_name="crimes", db_index=False)
    crime_id = models.CharField("Crime number", max_length=64, blank=True)
    crime_type = models.CharField("Kind", max_length=60)
    lsoa = models.CharField("Area", max_length=9, blank=True)
    district = models.CharField("District", max_length=60, blank=True)
    location = models.CharField("On or near", max_length=120, blank=True)
    longitude = models.IntegerField(null=True, blank=True)
    latitude = models.IntegerField(null=True, blank=True)
    outcome = models.CharField("Last outcome", max_length=120, blank=True)

    objects = CrimeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "month", "crime_type", "lsoa"], name="crime_counted")]

    def __str__(self):
        return f"{self.crime_type}, {self.month.month:%B %Y}: {self.location or 'no place given'}"

    def get_absolute_url(self):
        return self.month.get_absolute_url()
