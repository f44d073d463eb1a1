from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from households.models import Street
from outcomes.choices import Answerer, ConcernStatus, HowRaised, HowTold, Topic
from outcomes.concern_queries import ConcernQuerySet
from outcomes.models.survey import Response


class Concern(models.Model):
    """What residents of a street said, who was asked to see to it, what was done, and how the street was told.

    said, did: words for everybody; no names, no house numbers. response: the survey answer it was read in, if it was. homes: how many
    homes raised it. A concern belongs to a street or to the whole area, never to a home.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="concerns")
    street = models.ForeignKey(
        Street, models.PROTECT, null=True, blank=True, related_name="concerns", verbose_name="Street"
    )
    topic = models.CharField("About", max_length=10, choices=Topic)
    said = models.CharField("You said", max_length=200)
    how = models.CharField("How we heard", max_length=10, choices=HowRaised)
    response = models.ForeignKey(Response, models.PROTECT, null=True, blank=True, related_name="concerns")
    homes = models.PositiveSmallIntegerField("Homes that said so", default=1)
    raised_on = models.DateField("Raised on")
    status = models.CharField(max_length=10, choices=ConcernStatus, default=ConcernStatus.RAISED)
    answerer = models.CharField("Passed to", max_length=12, choices=Answerer, blank=True)
    passed_on = models.DateField("Passed on", null=True, blank=True)
    due_on = models.DateField("Answer due by", null=True, blank=True)
    did = models.CharField("We did", max_length=300, blank=True)
    answered_on = models.DateField("Answered on", null=True, blank=True)
    told_on = models.DateField("Street told on", null=True, blank=True)
    told_how = models.CharField("How the street was told", max_length=10, choices=HowTold, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.RAISED, answerer="", passed_on=None, due_on=None)
                | ~Q(status=ConcernStatus.RAISED) & ~Q(answerer="") & Q(passed_on__gte=F("raised_on"), due_on__gte=F("passed_on")),
                name="concern_passed_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ConcernStatus.RAISED, ConcernStatus.PASSED], did="", answered_on=None)
                | Q(status__in=[ConcernStatus.DONE, ConcernStatus.CANNOT], answered_on__gte=F("passed_on")) & ~Q(did=""),
                name="concern_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None, told_how="")
                | Q(status__in=[ConcernStatus.DONE, ConcernStatus.CANNOT], told_on__gte=F("answered_on")) & ~Q(told_how=""),
                name="concern_told_after_the_answer",
            ),
            models.CheckConstraint(condition=Q(homes__gte=1), name="concern_raised_by_a_home"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["project", "status", "due_on", "id"], name="concern_open"),
            models.Index(fields=["project", "raised_on"], name="concern_raised"),
        ]

    def __str__(self):
        return f"{self.said} ({self.place})"

    def get_absolute_url(self):
        return reverse("outcomes:concern", args=[self.project.slug, self.pk])

    @property
    def is_open(self):
        """Does somebody still wait: for an answer, or to be told of it?"""
        return self.told_on is None

    @property
    def place(self):
        """The street, or the whole area."""
        return self.street.name if self.street_id else "The whole area"

    def is_late_on(self, day):
        """Is an answer overdue on `day`?"""
        return self.status == ConcernStatus.PASSED and self.due_on < day
