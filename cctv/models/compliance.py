from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from cctv.models.scheme import Scheme
from cctv.queries import ItemQuerySet
from evidence.models import Document


class ComplianceItem(models.Model):
    """One statement about one requirement or principle: met, or found wanting, on a day. Never changed; the next one follows it.

    key: see cctv.compliance and cctv.principles. edition: of the Code, for a principle. until_on: the last day it holds. number: days
    images are kept. words: the reference, the post, the reason; a camera's place may stand in them, so they are restricted too.
    Append-only by trigger.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="items")
    key = models.CharField(max_length=12)
    edition = models.CharField(max_length=4, blank=True)
    met = models.BooleanField("Met", default=True)
    settled_on = models.DateField("On")
    until_on = models.DateField("Holds until", null=True, blank=True)
    number = models.PositiveSmallIntegerField("Days", null=True, blank=True)
    words = models.CharField("In words", max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "key", "settled_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("settled_on")),
                name="cctv_item_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(key="signs", met=True) | Q(document__isnull=False),
                name="cctv_signs_have_a_photograph",
            ),
            models.CheckConstraint(
                condition=~Q(key="retention", met=True)
                | Q(number__gte=1, number__lte=31)
                | Q(number__gte=32) & ~Q(words=""),
                name="cctv_kept_longer_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "scheme", "key", "settled_on", "id"], name="cctv_item_history")
        ]

    def __str__(self):
        return f"{self.key} on {self.settled_on:%-d %B %Y}"
