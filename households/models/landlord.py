from django.conf import settings
from django.db import models

from accounts.models import Project
from households.choices import LandlordKind
from households.queries import RegisterQuerySet


class Landlord(models.Model):
    """A landlord or managing agent of one or many homes. A social landlord runs its own works through its own contractors."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="landlords")
    name = models.CharField("Name", max_length=160)
    kind = models.CharField("Kind", max_length=10, choices=LandlordKind)
    contact = models.CharField("Telephone or email", max_length=160, blank=True)
    address = models.CharField("Postal address", max_length=300, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["project", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="landlord_once")]

    def __str__(self):
        return self.name


class LandlordContact(models.Model):
    """One letter, call or message to or from a landlord."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    landlord = models.ForeignKey(Landlord, models.PROTECT, related_name="contacts")
    happened_on = models.DateField("On")
    what = models.CharField("What was said", max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["project", "landlord", "-happened_on", "-id"]
        indexes = [
            models.Index(fields=["project", "landlord", "-happened_on"], name="landlord_contact_newest")
        ]

    def __str__(self):
        return f"{self.happened_on:%-d %B %Y}"
