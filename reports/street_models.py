"""The register of what was told by street."""

from django.conf import settings
from django.db import models

from accounts.models import Project


class StreetRelease(models.Model):
    """What was told street by street as at the end of one month, never changed: cards and answers print it and count nothing anew.

    places: list of {"streets": ids, "homes": n, "count": n, "told": bool}, the last one for streets that came after the places
    were fixed. The true counts stay here, for the next release is checked against them; what leaves is `reports.street_release`.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="street_releases")
    as_at = models.DateField("Last day")
    places = models.JSONField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "as_at"]
        constraints = [models.UniqueConstraint(fields=["project", "as_at"], name="street_release_once")]

    def __str__(self):
        return f"Figures by street, {self.as_at:%-d %B %Y}"
