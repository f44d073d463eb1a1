from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation, Project
from grants import lasting
from grants.asset_queries import DutyQuerySet
from grants.choices import Section
from grants.models.asset import Asset


class Duty(models.Model):
    """Who looks after what once the grant has ended, until when, and when somebody next asks whether they do.

    body: who took the duty on; a body that has ended is followed by its successor. until_words: the end as the paper gives it
    ("for the lifetime of the equipment"). least_years, most_years: the life expected of the thing from from_on, never a
    promise; stated_in: where both are stated. source: "app.Model:id" of what left it behind.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="duties")
    section = models.CharField("Part of the update", max_length=20, choices=Section)
    what = models.CharField("What is looked after", max_length=300)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="duties")
    body = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="Who looks after it"
    )
    from_on = models.DateField("From")
    until_on = models.DateField("Last day", null=True, blank=True)
    until_words = models.CharField("Until when, in words", max_length=120, blank=True)
    least_years = models.PositiveSmallIntegerField("Expected life, at least", null=True, blank=True)
    most_years = models.PositiveSmallIntegerField("Expected life, at most", null=True, blank=True)
    stated_in = models.CharField("Where it is stated", max_length=200)
    next_review_on = models.DateField("Next review", null=True, blank=True)
    reviewed_on = models.DateField("Last reviewed", null=True, blank=True)
    review_words = models.CharField("What the review found", max_length=300, blank=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["project", "section", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "source", "what"], name="duty_once"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="duty_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(least_years=None, most_years=None)
                | Q(least_years__gte=1, most_years__gte=F("least_years")),
                name="duty_life_from_least_to_most",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, review_words="") | Q(reviewed_on__isnull=False),
                name="duty_review_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["project", "next_review_on"], name="duty_to_review")]

    def __str__(self):
        return self.what

    @property
    def life(self):
        """(first, last) day on which the thing is expected to be worn out, or None."""
        return lasting.expected_life(self.from_on, self.least_years, self.most_years)

    def holder_name(self, day):
        """The body that carries the duty on `day`, by the name it has then."""
        return self.body.holder_as_at(day).name_as_at(day)
