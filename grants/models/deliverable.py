from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from grants.choices import Section
from grants.queries import DeliverableQuerySet, GrantQuerySet


class Deliverable(models.Model):
    """One thing the project promised, in the words of the bid. `figure` is the id of the number that counts it.

    An empty figure means nothing counts it yet: its progress is told by milestones.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="deliverables")
    title = models.CharField("Deliverable", max_length=120)
    promise = models.TextField("As promised", max_length=2000, blank=True)
    section = models.CharField("Part of the update", max_length=20, choices=Section)
    figure = models.CharField("Figure that counts it", max_length=3, blank=True)
    unit = models.CharField("Unit", max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="deliverable_once")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("grants:deliverable", args=[self.project.slug, self.pk])


class Target(models.Model):
    """One statement of what a deliverable should reach. Never changed: a revision is a new row, so targets have memory.

    stated_on: when it was said. agreed_by and agreed_on: who of the funder or board agreed it and when, empty where no
    approval is recorded; every page then says so. letter: the paper that shows it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, related_name="targets")
    value = models.PositiveIntegerField("Target")
    stated_on = models.DateField("Stated on")
    stated_in = models.CharField("Where it is stated", max_length=200)
    agreed_by = models.CharField("Agreed by", max_length=120, blank=True)
    agreed_on = models.DateField("Agreed on", null=True, blank=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "deliverable", "stated_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by="", agreed_on=None) | ~Q(agreed_by="") & Q(agreed_on__isnull=False),
                name="target_agreed_by_someone_on_a_day",
            )
        ]
        indexes = [models.Index(fields=["project", "deliverable", "stated_on", "id"], name="target_history")]

    def __str__(self):
        return f"{self.value:,}"
