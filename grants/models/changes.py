from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from grants.claim_choices import ChangeStatus
from grants.claim_queries import MoneyQuerySet
from grants.models.budget import BudgetLine, Entry
from saferstreets.common.money import pounds

S = ChangeStatus


class Terms(models.Model):
    """What the grant agreement says about moving and claiming its money; one row a project.

    virement_threshold_pence: more than this out of one line needs the funder's letter. reminder_days: working days before a
    return's window closes on which its preparers are written to. illustrative: no paper gives these terms.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    virement_threshold_pence = models.BigIntegerField("Move between lines without a letter, up to")
    reminder_days = models.PositiveSmallIntegerField("Working days before the window closes", default=5)
    stated_in = models.CharField("Where it is stated", max_length=200)
    illustrative = models.BooleanField("Illustrative", default=False)

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(fields=["project"], name="terms_once"),
            models.CheckConstraint(
                condition=Q(virement_threshold_pence__gte=0, reminder_days__gt=0), name="terms_possible"
            ),
        ]

    def __str__(self):
        return f"Terms stated in {self.stated_in}"


class BudgetChange(models.Model):
    """A move of money from one line of the budget to another: the total stays. Proposed by one person, decided by another.

    needs_letter: between capital and revenue, or past the agreement's threshold; then it is approved only with the funder's letter.
    from_entry, to_entry: the two allocations it made, opposite to the penny.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="budget_changes")
    from_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="moves_out", verbose_name="From")
    to_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="moves_in", verbose_name="To")
    amount_pence = models.BigIntegerField("Amount")
    reason = models.CharField("Why", max_length=300)
    needs_letter = models.BooleanField()
    letter = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=S, default=S.PROPOSED)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_words = models.CharField("Words of the decision", max_length=300, blank=True)
    from_entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    to_entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0) & ~Q(from_line=F("to_line")), name="budget_change_moves_some"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="budget_change_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status=S.PROPOSED, decided_by=None, decided_on=None, from_entry=None, to_entry=None)
                | Q(status=S.REFUSED, decided_by__isnull=False, decided_on__isnull=False, from_entry=None, to_entry=None)
                & ~Q(decided_words="")
                | Q(
                    status=S.APPROVED, decided_by__isnull=False, decided_on__isnull=False, from_entry__isnull=False,
                    to_entry__isnull=False,
                ),
                name="budget_change_decided_whole_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.APPROVED) | Q(needs_letter=False) | Q(letter__isnull=False),
                name="budget_change_with_its_letter",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["project", "status", "-id"], name="budget_change_list"),
            models.Index(fields=["project", "from_line"], name="budget_change_from"),
        ]

    def __str__(self):
        return f"{pounds(self.amount_pence)} from “{self.from_line}” to “{self.to_line}”"

    def get_absolute_url(self):
        return reverse("grants:change", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """How the ledger names it."""
        return f"grants.BudgetChange:{self.pk}"


class EntryPaper(models.Model):
    """One kept paper that proves one entry of the ledger: an invoice, a delivery note, a timesheet. Never taken away."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "entry", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "entry", "document"], name="entry_paper_once")
        ]

    def __str__(self):
        return str(self.document)
