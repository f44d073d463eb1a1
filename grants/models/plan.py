from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from grants.choices import Section
from grants.delivery_choices import ActivityKind, DelayFactor
from grants.models.deliverable import Deliverable
from grants.queries import GrantQuerySet, MilestoneQuerySet


class Milestone(models.Model):
    """A step of the work, in words. due_words: the plan as the paper gives it ("October/November"); due_on: its last day.

    stated_on: when the office first recorded it; done_on: when it was done, or the day by which it is known to be done
    (then `done_words` gives the paper's wording). deliverable: the promise it belongs to, where its part has several.
    forecast_on: when it is expected now, as said on forecast_stated_on; later than planned is a delay, with its leading factor.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones")
    section = models.CharField("Part of the update", max_length=20, choices=Section)
    title = models.CharField("Milestone", max_length=300)
    stated_on = models.DateField("Recorded on")
    due_on = models.DateField("Due by", null=True, blank=True)
    due_words = models.CharField("Due, in words", max_length=60, blank=True)
    done_on = models.DateField("Done on, or known done by", null=True, blank=True)
    done_words = models.CharField("Done, in words", max_length=60, blank=True)
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, null=True, blank=True, related_name="+")
    forecast_on = models.DateField("Expected on", null=True, blank=True)
    forecast_stated_on = models.DateField("Said on", null=True, blank=True)
    delay_factor = models.CharField(
        "Leading factor of the delay", max_length=12, choices=DelayFactor, blank=True
    )
    delay_words = models.CharField("What holds it up", max_length=300, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["project", "section", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "section", "title"], name="milestone_once"),
            models.CheckConstraint(
                condition=Q(forecast_on=None, forecast_stated_on=None, delay_factor="", delay_words="")
                | Q(forecast_on__isnull=False, forecast_stated_on__isnull=False),
                name="milestone_forecast_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(forecast_on=None)
                | Q(due_on=None)
                | Q(forecast_on__lte=F("due_on"))
                | ~Q(delay_factor=""),
                name="milestone_delay_has_a_factor",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "due_on"], name="milestone_due", condition=Q(done_on=None))
        ]

    def __str__(self):
        return self.title


class Activity(models.Model):
    """Something done or planned with residents or partners: a leaflet, a film, a school session.

    reach: people, only where somebody counted; counted_by says who or what counted them.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="activities")
    title = models.CharField("Activity", max_length=300)
    stated_on = models.DateField("Recorded on")
    held_on = models.DateField("Held on", null=True, blank=True)
    kind = models.CharField("Kind", max_length=12, choices=ActivityKind, default=ActivityKind.OTHER)
    reach = models.PositiveIntegerField("People reached", null=True, blank=True)
    counted_by = models.CharField("How they were counted", max_length=120, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "stated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="activity_once")]

    def __str__(self):
        return self.title
