from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from grants.choices import CostCategory, EntryKind, Nature
from grants.models.deliverable import Deliverable
from grants.queries import BudgetLineQuerySet, EntryQuerySet
from saferstreets.common.money import pounds


class BudgetLine(models.Model):
    """One line of the budget, and the guard of its ledger.

    The four `_pence` columns are sums of the line's entries: written only in the transaction of an entry, always
    recomputable (grants.ledger). vat_recoverable: then only the net amount is a cost of the grant.
    illustrative: no paper gives this amount; wherever the line is named, its name says so.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="budget_lines")
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("Line", max_length=120)
    category = models.CharField("Spent on", max_length=20, choices=CostCategory)
    nature = models.CharField("Capital or revenue", max_length=10, choices=Nature)
    eligible = models.BooleanField("May be claimed", default=True)
    vat_recoverable = models.BooleanField("VAT can be recovered", default=False)
    stated_in = models.CharField("Where it is stated", max_length=200)
    illustrative = models.BooleanField("Illustrative", default=False)
    allocated_pence = models.BigIntegerField("Allocated", default=0, editable=False)
    committed_pence = models.BigIntegerField("Committed", default=0, editable=False)
    accrued_pence = models.BigIntegerField("Received", default=0, editable=False)
    paid_pence = models.BigIntegerField("Paid", default=0, editable=False)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="budget_line_once"),
            # Nothing is promised or spent that the line does not hold, at every commit.
            models.CheckConstraint(
                condition=Q(allocated_pence__gte=F("committed_pence") + F("accrued_pence")),
                name="budget_line_holds_what_it_owes",
            ),
            models.CheckConstraint(
                condition=Q(committed_pence__gte=0, accrued_pence__gte=0, paid_pence__gte=0),
                name="budget_line_never_below_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.title} (illustrative)" if self.illustrative else self.title

    def get_absolute_url(self):
        return reverse("grants:budget_line", args=[self.project.slug, self.pk])

    @property
    def free_pence(self):
        """What may still be promised."""
        return self.allocated_pence - self.committed_pence - self.accrued_pence


class Entry(models.Model):
    """One movement of money on one budget line, never changed: a mistake is a second, opposite entry with a reason.

    happened_on: the day in Europe/London on which it was allocated, ordered, received or paid. net_pence and vat_pence as on
    the paper, below nothing where something is taken back; cost_pence is what of it falls to the grant.
    source: "app.Model:id" of what caused it. key: of the act that posted it, so that it is posted once.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    net_pence = models.BigIntegerField()
    vat_pence = models.BigIntegerField()
    cost_pence = models.BigIntegerField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=80)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["project", "line", "happened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="entry_posted_once"),
            models.UniqueConstraint(fields=["project", "reverses"], name="entry_taken_back_once"),
            models.CheckConstraint(
                condition=Q(net_pence__gte=0, vat_pence__gte=0) | Q(net_pence__lte=0, vat_pence__lte=0),
                name="entry_of_one_sign",
            ),
            models.CheckConstraint(
                condition=Q(cost_pence=F("net_pence")) | Q(cost_pence=F("net_pence") + F("vat_pence")),
                name="entry_cost_with_or_without_vat",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reason=""), name="entry_taken_back_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "line", "happened_on", "id"], name="entry_of_line"),
            models.Index(fields=["project", "source"], name="entry_of_source"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.happened_on:%-d %B %Y}: {pounds(self.cost_pence)}"

    def get_absolute_url(self):
        """Its line: an entry has no page of its own."""
        return reverse("grants:budget_line", args=[self.project.slug, self.line_id])
