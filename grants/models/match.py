"""What partners put in beside the grant: its terms, what an hour is worth, and every contribution."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation, Project
from evidence.models import Document
from grants.delivery_choices import MatchBasis, MatchKind
from grants.match_queries import MatchContributionQuerySet, MatchRateQuerySet, MatchTermsQuerySet


class MatchTerms(models.Model):
    """How much match the fund asks for. Never changed: the one stated last holds, earlier ones stay readable.

    basis_points: 2000 is 20 %. basis: of the grant, or of grant and match together; the papers leave it open.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    basis = models.CharField("Reckoned", max_length=10, choices=MatchBasis)
    basis_points = models.PositiveSmallIntegerField("Share in hundredths of a per cent")
    stated_on = models.DateField("Stated on")
    stated_in = models.CharField("Where it is stated", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MatchTermsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "match terms"
        ordering = ["project", "stated_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis_points__gte=0, basis_points__lt=10_000), name="match_terms_share"
            )
        ]
        indexes = [models.Index(fields=["project", "stated_on", "id"], name="match_terms_history")]

    def __str__(self):
        return f"{self.basis_points / 100:g}% {self.get_basis_display()}"


class MatchRate(models.Model):
    """What an hour of a grade is worth from a day on. Never changed: another rate is another row from its own day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    grade = models.CharField("Grade", max_length=60)
    pence_per_hour = models.PositiveIntegerField("Pounds an hour")
    from_on = models.DateField("From")
    stated_in = models.CharField("Where it is stated", max_length=200)
    illustrative = models.BooleanField("Illustrative", default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MatchRateQuerySet.as_manager()

    class Meta:
        ordering = ["project", "grade", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["project", "grade", "from_on"], name="match_rate_once"),
            models.CheckConstraint(condition=Q(pence_per_hour__gt=0), name="match_rate_of_something"),
        ]

    def __str__(self):
        return self.grade


class MatchContribution(models.Model):
    """One contribution of match, never changed: a mistake is a second, opposite one with a reason. It can be on no claim.

    minutes, grade: of time. rate_pence: what an hour was worth when it was priced. pence: what it is worth; empty while
    nobody has stated a rate, and filled once. source: "app.Model:id" of what proves it, such as the visit. key: of the act.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kind = models.CharField("What", max_length=12, choices=MatchKind)
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Given by"
    )
    grade = models.CharField("Grade", max_length=60, blank=True)
    minutes = models.IntegerField("Minutes", null=True, blank=True)
    rate_pence = models.PositiveIntegerField(null=True, blank=True)
    pence = models.BigIntegerField("Worth", null=True, blank=True)
    happened_on = models.DateField("Day")
    words = models.CharField("What was done", max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MatchContributionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "happened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="match_posted_once"),
            models.UniqueConstraint(fields=["project", "reverses"], name="match_taken_back_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[MatchKind.OFFICER_TIME, MatchKind.OTHER_TIME], minutes__isnull=False)
                & ~Q(grade="")
                | Q(
                    kind__in=[MatchKind.GOODS, MatchKind.CASH],
                    minutes=None,
                    rate_pence=None,
                    pence__isnull=False,
                ),
                name="match_of_time_or_of_money",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None)
                | Q(pence=None, rate_pence=None)
                | Q(pence__isnull=False, rate_pence__isnull=False),
                name="match_time_priced_by_a_rate",
            ),  # fmt: skip
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(words=""), name="match_taken_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(source="") | ~Q(document=None) | ~Q(words=""), name="match_has_evidence"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "happened_on", "id"], name="match_by_day"),
            models.Index(fields=["project", "source"], name="match_of_source"),
            models.Index(fields=["project", "grade"], name="match_unpriced", condition=Q(pence=None)),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self):
        """The list: a contribution has no page of its own."""
        return reverse("grants:match", args=[self.project.slug])
