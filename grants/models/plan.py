from django.db import models
from django.db.models import Q

from accounts.models import Project
from grants.choices import Section
from grants.queries import GrantQuerySet, MilestoneQuerySet


class Milestone(models.Model):
    """A step of the work, in words. due_words: the plan as the paper gives it ("October/November"); due_on: its last day.

    stated_on: when the office first recorded it; done_on: when it was done, or the day by which it is known to be done
    (then `done_words` gives the paper's wording).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones")
    section = models.CharField("Part of the update", max_length=20, choices=Section)
    title = models.CharField("Milestone", max_length=300)
    stated_on = models.DateField("Recorded on")
    due_on = models.DateField("Due by", null=True, blank=True)
    due_words = models.CharField("Due, in words", max_length=60, blank=True)
    done_on = models.DateField("Done on, or known done by", null=True, blank=True)
    done_words = models.CharField("Done, in words", max_length=60, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["project", "section", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "section", "title"], name="milestone_once")]
        indexes = [
            models.Index(fields=["project", "due_on"], name="milestone_due", condition=Q(done_on=None))
        ]

    def __str__(self):
        return self.title


class Activity(models.Model):
    """Something done or planned with residents or partners: a leaflet, a film, a school session. reach: people, where counted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="activities")
    title = models.CharField("Activity", max_length=300)
    stated_on = models.DateField("Recorded on")
    held_on = models.DateField("Held on", null=True, blank=True)
    reach = models.PositiveIntegerField("People reached", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "stated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="activity_once")]

    def __str__(self):
        return self.title
