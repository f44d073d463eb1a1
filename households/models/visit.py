from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Project
from households.choices import OfferKind, OfferOutcome, VisitOutcome
from households.models.household import Household
from households.models.place import Street
from households.queries import OfferQuerySet, VisitQuerySet


class Visit(models.Model):
    """One knock at one door. `client_id` is made where the visit is recorded: the same visit sent twice is one visit.
    `saved_id` is the id under which a phone saved it; those of one phone rise. Empty for what was typed.

    happened_at: the street; happened_on: its local date; recorded_at: the server. street repeats the household's,
    so that a street's figures need no join. A visit entered in error is withdrawn with a reason, never edited or removed.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="visits")
    household = models.ForeignKey(Household, models.PROTECT, related_name="visits")
    street = models.ForeignKey(Street, models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    saved_id = models.UUIDField(null=True, blank=True)
    outcome = models.CharField("At the door", max_length=20, choices=VisitOutcome)
    happened_at = models.DateTimeField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    call_back_on = models.DateField("Call back on", null=True, blank=True)
    call_back_time = models.CharField("Time of day", max_length=40, blank=True)
    notice_version = models.CharField("Privacy notice given", max_length=20, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField("Note", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_id"], name="visit_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="visit_withdrawn_by_someone_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=VisitOutcome.CALL_BACK) | Q(call_back_on__isnull=False),
                name="visit_call_back_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(officer=None, officer_minutes=None)
                | Q(officer__isnull=False, officer_minutes__gt=0),
                name="visit_officer_has_minutes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "happened_on", "outcome", "street", "household"],
                name="visit_standing",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                fields=["project", "household", "happened_on", "happened_at", "outcome"],
                name="visit_home",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                fields=["project", "call_back_on"],
                name="visit_call_back",
                condition=Q(call_back_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self):
        return self.household.get_absolute_url()


class Offer(models.Model):
    """What came of one thing offered at one visit. Nothing offered, no row."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=20, choices=OfferKind)
    outcome = models.CharField(max_length=15, choices=OfferOutcome)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "visit", "kind"], name="offer_once")]
        indexes = [models.Index(fields=["project", "kind", "outcome"], name="offer_kind")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"

    def get_absolute_url(self):
        return self.visit.get_absolute_url()
