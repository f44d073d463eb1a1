from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households.models import Household, Street, Visit
from packs.models.specification import PackSpecification
from packs.queries import DeliveryQuerySet


class Delivery(models.Model):
    """One pack handed over at one door, at one visit. A second pack to the same home carries the reason.

    street repeats the household's for the street's figures. Withdrawn together with its visit, never removed.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="deliveries")
    household = models.ForeignKey(Household, models.PROTECT, related_name="deliveries")
    street = models.ForeignKey(Street, models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="delivery")
    specification = models.ForeignKey(PackSpecification, models.PROTECT, null=True, related_name="+")
    delivered_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    again_reason = models.CharField("Why a second pack", max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            # Two people at one door at the same moment: only one delivery may stand without a reason.
            models.UniqueConstraint(
                fields=["project", "household"],
                condition=Q(withdrawn_at=None, again_reason=""),
                name="delivery_second_needs_reason",
            )
        ]
        indexes = [
            models.Index(
                fields=["project", "delivered_on", "street", "household"],
                name="delivery_standing",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                fields=["project", "street", "delivered_on", "household"],
                name="delivery_street",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                fields=["project", "household", "delivered_on"],
                name="delivery_home",
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"Pack delivered {self.delivered_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("office:home", args=[self.project.slug, self.household_id])
