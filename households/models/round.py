from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Project
from households.choices import PartOfDay, RoundStatus, Side
from households.models.household import Household
from households.models.place import Street
from households.round_queries import LadderStepQuerySet, RoundDoorQuerySet, RoundQuerySet


class LadderStep(models.Model):
    """One try of the call-back ladder: at which part of the day, and whether a card is left when nobody is in.

    A project without steps uses rules.LADDER. After the last step a home is tried again only by a promise.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="ladder")
    number = models.PositiveSmallIntegerField("Try")
    part_of_day = models.CharField("When", max_length=10, choices=PartOfDay, blank=True)
    leave_card = models.BooleanField("Leave a card", default=False)

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="ladder_step_once")]

    def __str__(self):
        return f"Try {self.number}"


class Round(models.Model):
    """The doors one person walks on one day, in walking order; at most 50, the most a phone carries."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="rounds")
    on_day = models.DateField("Day")
    part_of_day = models.CharField("When", max_length=10, choices=PartOfDay)
    walked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rounds", verbose_name="For"
    )
    street = models.ForeignKey(Street, models.PROTECT, null=True, blank=True, related_name="+")
    side = models.CharField("Side", max_length=5, choices=Side, default=Side.BOTH)
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.PLANNED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-on_day", "-id"]
        indexes = [
            models.Index(fields=["project", "-on_day", "-id"], name="round_newest"),
            models.Index(fields=["project", "walked_by", "-on_day"], name="round_walker"),
        ]

    def __str__(self):
        return f"Round of {self.on_day:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("households:round_detail", args=[self.project.slug, self.pk])

    @property
    def where(self):
        """Street and side, or that the doors were the best anywhere."""
        if self.street is None:
            return "Best doors anywhere"
        return (
            self.street.name
            if self.side == Side.BOTH
            else f"{self.street.name}, {self.get_side_display().lower()}"
        )


class RoundDoor(models.Model):
    """One door of a round. short_code: what stands beside it on the paper sheet. why: the reason it was chosen, in words."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="doors")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    short_code = models.CharField(max_length=4)
    why = models.CharField(max_length=60, blank=True)

    objects = RoundDoorQuerySet.as_manager()

    class Meta:
        ordering = ["project", "round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "round", "household"], name="round_door_once"),
            models.UniqueConstraint(fields=["project", "round", "short_code"], name="round_door_code_once"),
        ]
        indexes = [models.Index(fields=["project", "household"], name="round_door_home")]

    def __str__(self):
        return self.short_code
