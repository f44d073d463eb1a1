from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from hardening.choices import CocoonOutcome
from hardening.queries import CocoonQuerySet, CocoonTaskQuerySet
from households.models import BurglaryRecord, Household


class Cocoon(models.Model):
    """A burglary answered at its door and at four doors on each side. The record behind it may be deleted in its time; what was done stays."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="cocoons")
    burglary = models.ForeignKey(BurglaryRecord, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()
    due_on = models.DateField("To be done by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CocoonQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-made_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["project", "burglary"], name="cocoon_once_a_burglary")]
        indexes = [models.Index(fields=["project", "-made_on"], name="cocoon_newest")]

    def __str__(self):
        return f"Cocoon {self.pk}"

    def get_absolute_url(self):
        return reverse("hardening:cocoon", args=[self.project.slug, self.pk])


class CocoonTask(models.Model):
    """One door of a cocoon. distance: doors away in walking order, 0 for the home itself; shown to nobody at the door."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    cocoon = models.ForeignKey(Cocoon, models.PROTECT, related_name="tasks")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    distance = models.SmallIntegerField()
    outcome = models.CharField(max_length=10, choices=CocoonOutcome, blank=True, default="")
    done_on = models.DateField("Done on", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CocoonTaskQuerySet.as_manager()

    class Meta:
        ordering = ["project", "cocoon", "distance"]
        constraints = [
            models.UniqueConstraint(fields=["project", "cocoon", "household"], name="cocoon_task_once"),
            models.CheckConstraint(
                condition=Q(outcome="", done_on=None, done_by=None)
                | ~Q(outcome="") & Q(done_on__isnull=False, done_by__isnull=False),
                name="cocoon_task_done_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["project", "done_on", "cocoon"], name="cocoon_task_open")]

    def __str__(self):
        return str(self.household)
