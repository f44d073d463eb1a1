import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from hardening.choices import Stage
from hardening.queries import SecuritySurveyQuerySet
from households.models import Household, Visit


class SecuritySurvey(models.Model):
    """One home security survey, at the door or at the desk, and its WIDE points as they were judged on the day.

    client_id is made where it is written down: the same one again is the same survey. answers: JSON text of the keys of
    hardening.wide.SCHEMA. Recorded in error it is withdrawn, never edited.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="security_surveys")
    household = models.ForeignKey(Household, models.PROTECT, related_name="security_surveys")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+")
    client_id = models.UUIDField()
    stage = models.CharField(max_length=6, choices=Stage, default=Stage.BEFORE)
    answers = models.TextField()
    windows = models.BooleanField("Windows locked")
    interior = models.BooleanField("Indoor light on a timer")
    doors = models.BooleanField("Doors deadlocked")
    external = models.BooleanField("Outdoor light on a sensor")
    wide = models.PositiveSmallIntegerField("WIDE score")
    happened_on = models.DateField("Surveyed on")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SecuritySurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_id"], name="security_survey_once"),
            models.CheckConstraint(condition=Q(wide__lte=4), name="security_survey_four_points"),
        ]
        indexes = [
            models.Index(
                fields=["project", "stage", "happened_on", "household"],
                name="security_survey_standing",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(fields=["project", "household", "-happened_on"], name="security_survey_home"),
        ]

    def __str__(self):
        return f"Home security survey, {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("hardening:survey", args=[self.project.slug, self.pk])

    @property
    def answered(self):
        """The answers, read: {key: answer}."""
        return json.loads(self.answers)
