from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Project
from doorstep.choices import PhotoOf
from doorstep.models.device import Device
from doorstep.models.envelope import Letter
from doorstep.queries import DoorPhotoQuerySet
from evidence.models import Document
from households.models import Household


class Chunk(models.Model):
    """A piece of a sealed photograph, as it came; perhaps before its envelope. Gone once the picture is kept and backed up."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, related_name="+")
    uid = models.UUIDField()
    part = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    sha = models.CharField(max_length=64)
    content = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid", "part", "number", "sha"], name="chunk_once")
        ]

    def __str__(self):
        return f"{self.part}/{self.number}"


class DoorPhoto(models.Model):
    """A photograph taken at a door: promised by its record, there once all its pieces have come.

    part, size, sha: as the record's header promises the sealed part. fault: why it could not be kept, in words.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="door_photos")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="photos")
    part = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    sha = models.CharField(max_length=64)
    household = models.ForeignKey(Household, models.PROTECT, related_name="photos")
    of = models.UUIDField("Record of the visit", null=True, blank=True)
    what = models.CharField("What it shows", max_length=10, choices=PhotoOf)
    taken_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    fault = models.CharField(max_length=200, blank=True)

    objects = DoorPhotoQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "letter", "part"], name="door_photo_once")]
        indexes = [models.Index(fields=["project", "household", "-taken_on"], name="door_photo_home")]

    def __str__(self):
        return f"{self.get_what_display()}, {self.taken_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("office:home", args=[self.project.slug, self.household_id])
