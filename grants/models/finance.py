"""The finance system's own list, line by line, and which line is which entry of ours."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from grants.delivery_choices import PairedBy
from grants.finance_queries import SpendLineQuerySet
from grants.models.budget import BudgetLine, Entry
from grants.radar_queries import MoneyQuerySet
from saferstreets.common.money import pounds


class FinanceCode(models.Model):
    """A code under which the finance system books this grant, and the line of our budget it belongs to where it is one.

    Without any code every line of the export belongs to the grant.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    code = models.CharField("Code", max_length=60)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "code"]
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="finance_code_once")]

    def __str__(self):
        return self.code


class SpendLine(models.Model):
    """One line of the finance system's export, as it came. It spends nothing here: a person may enter it in the ledger.

    amount_pence as the export has it, below nothing for what came back. supplier: may be a person or "redacted"; empty where
    the export is.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    reference = models.CharField("Reference", max_length=80, blank=True)
    booked_on = models.DateField("Day")
    amount_pence = models.BigIntegerField("Amount")
    vat_pence = models.BigIntegerField("VAT that cannot be recovered", default=0)
    supplier = models.CharField("Supplier", max_length=200, blank=True)
    supplier_number = models.CharField("Supplier’s number", max_length=60, blank=True)
    redacted = models.BooleanField("Supplier kept back", default=False)
    what = models.CharField("What for", max_length=300, blank=True)
    code = models.CharField("Code", max_length=60, blank=True)
    department = models.CharField("Department", max_length=160, blank=True)
    nature = models.CharField("Capital or revenue", max_length=40, blank=True)

    objects = SpendLineQuerySet.as_manager()

    class Meta:
        ordering = ["project", "booked_on", "id"]
        indexes = [
            models.Index(fields=["project", "reference"], name="spend_reference"),
            models.Index(fields=["project", "code", "booked_on", "id"], name="spend_by_code"),
        ]

    def __str__(self):
        words = self.supplier or self.what or "no supplier given"
        return f"{pounds(self.amount_pence)} on {self.booked_on:%-d %B %Y}, {words}"

    def get_absolute_url(self):
        return reverse("grants:spend", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """How entries of the ledger name it."""
        return f"grants.SpendLine:{self.pk}"


class Pair(models.Model):
    """One payment of our ledger and one line of the finance system that are the same money."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="pairs")
    spend = models.ForeignKey(SpendLine, models.PROTECT, related_name="pairs")
    how = models.CharField("Found by", max_length=10, choices=PairedBy)
    paired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paired_at = models.DateTimeField()

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "entry"], name="pair_of_entry_once"),
            models.UniqueConstraint(fields=["project", "spend"], name="pair_of_spend_once"),
            models.CheckConstraint(
                condition=~Q(how=PairedBy.PERSON) | Q(paired_by__isnull=False), name="pair_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["project", "how"], name="pair_how")]

    def __str__(self):
        return self.get_how_display()
