from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from hardening.choices import InspectionResult
from hardening.models.job import Job
from hardening.models.survey import SecuritySurvey
from hardening.queries import HardeningQuerySet, SnagQuerySet


class Inspection(models.Model):
    """Somebody of the office looked at the finished work."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="inspections")
    inspected_on = models.DateField("Inspected on")
    result = models.CharField(max_length=6, choices=InspectionResult)
    findings = models.CharField("Findings", max_length=500, blank=True)
    survey = models.ForeignKey(SecuritySurvey, models.PROTECT, null=True, blank=True, related_name="+")
    inspected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "job", "-inspected_on", "-id"]
        indexes = [models.Index(fields=["project", "job"], name="inspection_of_job")]

    def __str__(self):
        return f"{self.get_result_display()}, {self.inspected_on:%-d %B %Y}"


class Snag(models.Model):
    """One thing the fitter has to put right, and by when."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="snags")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="snags")
    what = models.CharField("What is wrong", max_length=300)
    found_on = models.DateField()
    due_on = models.DateField("To be put right by")
    mended_on = models.DateField("Put right on", null=True, blank=True)

    objects = SnagQuerySet.as_manager()

    class Meta:
        ordering = ["project", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("found_on")), name="snag_due_after_it_is_found"),
            models.CheckConstraint(
                condition=Q(mended_on=None) | Q(mended_on__gte=F("found_on")),
                name="snag_mended_after_it_is_found",
            ),
        ]
        indexes = [models.Index(fields=["project", "mended_on", "due_on"], name="snag_open")]

    def __str__(self):
        return self.what
