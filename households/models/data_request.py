from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from households import data_rules
from households.choices import DataRequestKind
from households.data_queries import DataRequestQuerySet
from households.models.household import Household

# Ends of keeping: no home, the whole project.
OF_THE_PROJECT = (DataRequestKind.RETENTION, DataRequestKind.TERMS, DataRequestKind.ENDING)
# What is answered by one person; everything else is released by a second.
ANSWERED = (DataRequestKind.ACCESS, DataRequestKind.COMPLAINT)


class DataRequest(models.Model):
    """Somebody asks what is kept about a home, or that it be forgotten, or complains; or a time to keep what a project holds is over.

    received_on: when it came; identity_on: when the office knew who asked, from which day the month runs. extended_reason: why two
    months more are needed. asked_by: who entered it; released_by: the second person, without whom nothing is erased. certificate:
    what was done, counts by table and never a value. household: none for a whole project, and for a complaint that is about no home.
    acknowledged_on: of a complaint; what it says stays in the office's post.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="data_requests")
    kind = models.CharField("What is asked", max_length=10, choices=DataRequestKind)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="data_requests"
    )
    received_on = models.DateField("Received on")
    identity_on = models.DateField("Identity known on", null=True, blank=True)
    acknowledged_on = models.DateField("Acknowledged on", null=True, blank=True)
    extended_reason = models.CharField("Why it takes longer", max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(default=dict, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("asked_by")),
                name="data_request_second_person",
            ),
            models.CheckConstraint(
                condition=Q(kind=DataRequestKind.COMPLAINT)
                | Q(kind__in=OF_THE_PROJECT, household=None)
                | ~Q(kind__in=OF_THE_PROJECT) & Q(household__isnull=False),
                name="data_request_of_a_home_or_the_project",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ANSWERED) | Q(done_at=None) | Q(released_by__isnull=False),
                name="data_request_nothing_erased_by_one",
            ),
            models.UniqueConstraint(
                fields=["project", "household", "kind"],
                condition=Q(done_at=None),
                name="data_request_open_once",
            ),
        ]
        indexes = [models.Index(fields=["project", "done_at", "received_on"], name="data_request_open")]

    def __str__(self):
        return f"{self.get_kind_display()}, no. {self.pk}"

    def get_absolute_url(self):
        return reverse("office:request", args=[self.project.slug, self.pk])

    @property
    def due_on(self):
        """By when the answer must be there, or a complaint be acknowledged."""
        if self.kind == DataRequestKind.COMPLAINT:
            return data_rules.acknowledge_by(self.received_on)
        return data_rules.due_on(self.identity_on or self.received_on, bool(self.extended_reason))

    def is_late_on(self, day):
        """Is the day gone on which something had to be done?"""
        return self.done_at is None and self.acknowledged_on is None and self.due_on < day
