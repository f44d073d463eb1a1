from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from grants.claim_choices import Capacity, ReturnStatus
from grants.claim_queries import ClaimLineQuerySet, ReturnQuerySet
from grants.models.budget import BudgetLine, Entry
from saferstreets.common.periods import Period

S = ReturnStatus


class Return(models.Model):
    """One return to the funder: what was received in a period, claimed in a later window.

    starts_on to ends_on: the period it tells of. opens_on to closes_on: when it may be handed in, never before the period has ended.
    number: counted in the project. Its figures are frozen in a Submission each time it is submitted.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField()
    starts_on = models.DateField("First day of the period")
    ends_on = models.DateField("Last day of the period")
    opens_on = models.DateField("Window opens")
    closes_on = models.DateField("Window closes")
    status = models.CharField(max_length=10, choices=S, default=S.DRAFT)
    query_words = models.CharField("What the funder asks", max_length=500, blank=True)
    paid_on = models.DateField("Paid on", null=True, blank=True)
    paid_pence = models.BigIntegerField("Paid", null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="return_numbered_once"),
            models.CheckConstraint(
                condition=Q(
                    ends_on__gte=F("starts_on"), opens_on__gt=F("ends_on"), closes_on__gte=F("opens_on")
                ),
                name="return_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=S.PAID, paid_on__isnull=False, paid_pence__isnull=False, paid_pence__gte=0)
                | ~Q(status=S.PAID) & Q(paid_on=None, paid_pence=None),
                name="return_paid_whole_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.QUERIED) | ~Q(query_words=""), name="return_query_in_words"
            ),
        ]
        indexes = [models.Index(fields=["project", "ends_on"], name="return_period")]

    def __str__(self):
        return f"Return {self.number}, {self.period.label}"

    def get_absolute_url(self):
        return reverse("grants:return", args=[self.project.slug, self.pk])

    @property
    def period(self):
        """What it tells of, both days included."""
        return Period(self.starts_on, self.ends_on)

    @property
    def window(self):
        """When it may be handed in, both days included."""
        return Period(self.opens_on, self.closes_on)

    @property
    def is_draft(self):
        """Is it still in the preparer's hands?"""
        return self.status == S.DRAFT

    @property
    def is_unsigned(self):
        """Does it still want its certifier?"""
        return self.status in (S.DRAFT, S.SUBMITTED)


class ClaimLine(models.Model):
    """One entry of the ledger in one return. An entry stands in one return only; once it is submitted its lines stand still."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Return, models.PROTECT, related_name="lines")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="claimed")

    objects = ClaimLineQuerySet.as_manager()

    class Meta:
        ordering = ["project", "claim", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "entry"], name="claim_line_once")]
        indexes = [models.Index(fields=["project", "claim"], name="claim_line_of_return")]

    def __str__(self):
        return str(self.entry)


class ReturnNote(models.Model):
    """What the preparer says about one budget line in one return: the outturn expected, and why figures are as they are."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Return, models.PROTECT, related_name="notes")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+")
    forecast_pence = models.BigIntegerField("Expected by the end of the grant", null=True, blank=True)
    words = models.CharField("Explanation", max_length=500, blank=True)

    class Meta:
        ordering = ["project", "claim", "line"]
        constraints = [models.UniqueConstraint(fields=["project", "claim", "line"], name="return_note_once")]

    def __str__(self):
        return self.words


class Submission(models.Model):
    """The figures of a return as they stood when it was submitted; for ever. version: 1, and one more after each reopening.

    frozen: what is printed, one part a heading; ledger: every entry claimed, with its papers. The digest is of both, and is what
    preparer and certifier sign.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Return, models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField()
    claimed_pence = models.BigIntegerField()
    cumulative_pence = models.BigIntegerField()
    frozen = models.JSONField()
    ledger = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "claim", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "claim", "version"], name="submission_version_once")
        ]

    def __str__(self):
        return f"{self.claim}, version {self.version}"

    def get_absolute_url(self):
        return reverse("grants:return_version", args=[self.project.slug, self.pk])


class Signature(models.Model):
    """Who signed one submission as what: name, post and day as they were. Nobody signs the same one twice, in any capacity."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=10, choices=Capacity)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("Name", max_length=150)
    post = models.CharField("Post", max_length=100)
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "submission", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "submission", "capacity"], name="signature_once"),
            models.UniqueConstraint(fields=["project", "submission", "person"], name="signature_by_another"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(post=""), name="signature_of_name_and_post"),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values), name="signature_capacity_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_capacity_display()} {self.name}, {self.post}, {self.signed_on:%-d %B %Y}"


class Reopening(models.Model):
    """Why a submitted return went back to its preparer. What was submitted stays as it was."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reopenings")
    reason = models.CharField("Why", max_length=500)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "submission"]
        constraints = [
            models.UniqueConstraint(fields=["project", "submission"], name="reopening_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_with_a_reason"),
        ]

    def __str__(self):
        return self.reason
