from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from grants.models import BudgetLine
from hardening.choices import InvoiceStatus, OrderChangeKind
from hardening.models.fitter import FittingFirm
from hardening.models.job import Job
from hardening.queries import HardeningQuerySet, InvoiceQuerySet


class Order(models.Model):
    """What a firm was asked to do at one home, at which price. One stands for a job; a cancelled one stays readable.

    number counts the orders of the project. line: the budget line its commitment stands on.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="orders")
    firm = models.ForeignKey(FittingFirm, models.PROTECT, related_name="orders")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    placed_on = models.DateField("Ordered on")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    net_pence = models.PositiveIntegerField()
    vat_pence = models.PositiveIntegerField()
    cancelled_on = models.DateField(null=True, blank=True)

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="fitting_order_number_once"),
            models.UniqueConstraint(
                fields=["project", "job"], condition=Q(cancelled_on=None), name="fitting_order_one_stands"
            ),
            models.CheckConstraint(condition=Q(net_pence__gt=0), name="fitting_order_of_something"),
        ]

    def __str__(self):
        return f"Order {self.number}"

    def get_absolute_url(self):
        return reverse("hardening:job", args=[self.project.slug, self.job_id])

    def agreed(self):
        """(net, VAT) in pence: the order with its variations and credit notes."""
        changes = list(self.changes.all())
        return (
            self.net_pence + sum(change.net_pence for change in changes),
            self.vat_pence + sum(change.vat_pence for change in changes),
        )


class OrderChange(models.Model):
    """More or less than was ordered: a variation, or the firm's credit note, which only takes off. Never edited."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=OrderChangeKind)
    net_pence = models.IntegerField()
    vat_pence = models.IntegerField()
    reference = models.CharField("Number of the paper", max_length=60, blank=True)
    reason = models.CharField("Why", max_length=200)
    happened_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="fitting_order_change_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(kind=OrderChangeKind.CREDIT_NOTE) | Q(net_pence__lt=0, vat_pence__lte=0),
                name="fitting_order_credit_note_takes_off",
            ),
            models.CheckConstraint(
                condition=Q(net_pence__gt=0, vat_pence__gte=0) | Q(net_pence__lt=0, vat_pence__lte=0),
                name="fitting_order_change_of_one_sign",
            ),
        ]
        indexes = [models.Index(fields=["project", "order"], name="fitting_order_change_of")]

    def __str__(self):
        return self.get_kind_display()


class Invoice(models.Model):
    """What the firm asks for one order. Accepted only when it asks for what was agreed; the same number of a firm once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices")
    firm = models.ForeignKey(FittingFirm, models.PROTECT, related_name="+")
    number = models.CharField("Invoice number", max_length=60)
    net_pence = models.PositiveIntegerField()
    vat_pence = models.PositiveIntegerField()
    received_on = models.DateField("Received on")
    status = models.CharField(max_length=10, choices=InvoiceStatus, default=InvoiceStatus.ACCEPTED)
    paid_on = models.DateField("Paid on", null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["project", "received_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "firm", "number"], name="fitting_invoice_once"),
            models.UniqueConstraint(fields=["project", "order"], name="fitting_invoice_one_an_order"),
            models.CheckConstraint(
                condition=Q(status=InvoiceStatus.ACCEPTED, paid_on=None, paid_by=None)
                | Q(status=InvoiceStatus.PAID, paid_on__isnull=False, paid_by__isnull=False),
                name="fitting_invoice_paid_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "status", "received_on", "id"], name="fitting_invoice_to_pay")
        ]

    def __str__(self):
        return f"Invoice {self.number}"
