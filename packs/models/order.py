from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation, Project
from evidence.models import Document
from grants.models import BudgetLine
from packs import order_rules as rules
from packs.buying_queries import BuyingQuerySet, InvoiceQuerySet, OrderLineQuerySet, OrderQuerySet
from packs.choices import InvoiceKind, InvoiceStatus, OrderStatus, ReceiptKind
from packs.models.quoting import Decision
from packs.models.stock import Item

S = OrderStatus


class PurchaseOrder(models.Model):
    """One order to one supplier, charged to one line of the budget. number: counted in the project, printed on the paper.

    decision: of the comparison it follows; where there was none, without_quotes says why. paper: the PDF as it was sent.
    key: of the form that raised it, so that pressing twice raises one order.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="orders")
    number = models.PositiveIntegerField()
    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Supplier")
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+", verbose_name="Charged to")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="orders")
    without_quotes = models.CharField("Why without quotes", max_length=300, blank=True)
    note = models.CharField("Words for the supplier", max_length=500, blank=True)
    status = models.CharField(max_length=15, choices=OrderStatus, default=OrderStatus.RAISED)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField("Sent to", max_length=160, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField("Why it was cancelled or closed", max_length=300, blank=True)
    key = models.CharField(max_length=80)

    keeps_papers = ("paper",)  # what the grant hands over with a claim

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="order_numbered_once"),
            models.UniqueConstraint(fields=["project", "key"], name="order_raised_once"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("raised_by")),
                name="order_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(without_quotes=""),
                name="order_follows_quotes_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(S.RAISED, S.CANCELLED))
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="order_approved_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.RAISED) | Q(approved_by=None, sent_on=None),
                name="order_raised_is_not_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(S.SENT, S.PART_RECEIVED, S.RECEIVED, S.CLOSED))
                | Q(sent_on__isnull=False),
                name="order_sent_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(S.CANCELLED, S.CLOSED))
                | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
                name="order_ended_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "status", "number"], name="order_status")]

    def __str__(self):
        return f"Order {self.number}"

    def get_absolute_url(self):
        return reverse("packs:order", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """How the ledgers of money and stock name it."""
        return f"packs.PurchaseOrder:{self.pk}"


class OrderLine(models.Model):
    """So many of one thing at one price. item: empty for what is not counted, such as carriage.

    net_pence and vat_pence: of the whole line, fixed when it is entered. accepted and damaged: guards, moved only with a
    receipt: pieces that are here and good, and pieces here that are damaged and not sent back yet.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    description = models.CharField("What", max_length=160)
    quantity = models.PositiveIntegerField("How many")
    unit_net_pence = models.BigIntegerField("Price of one, without VAT")
    vat_basis_points = models.PositiveSmallIntegerField("VAT")
    net_pence = models.BigIntegerField()
    vat_pence = models.BigIntegerField()
    accepted = models.PositiveIntegerField(default=0, editable=False)
    damaged = models.PositiveIntegerField(default=0, editable=False)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "order", "position"], name="order_line_once"),
            models.CheckConstraint(
                condition=Q(
                    quantity__gt=0, unit_net_pence__gte=0, net_pence=F("quantity") * F("unit_net_pence")
                ),
                name="order_line_adds_up",
            ),
            # Two people at the store door: no more is accepted than was ordered.
            models.CheckConstraint(
                condition=Q(accepted__gte=0, damaged__gte=0, accepted__lte=F("quantity")),
                name="order_line_no_more_than_ordered",
            ),
        ]

    def __str__(self):
        return f"{self.quantity:,} × {self.description}"

    def get_absolute_url(self):
        """Its order: a line has no page of its own."""
        return reverse("packs:order", args=[self.project.slug, self.order_id])

    @property
    def outstanding(self):
        """Pieces the supplier still owes."""
        return self.quantity - self.accepted

    def price_between(self, before, after):
        """(net, VAT) in pence of the pieces from the `before`-th to the `after`-th, so that parts always make the whole."""
        return rules.part_price(self.unit_net_pence, self.vat_basis_points, before, after)


class Receipt(models.Model):
    """Goods that came, or went back, on one day. Never changed. key: of the form, so that pressing twice receives once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10, choices=ReceiptKind)
    happened_on = models.DateField()
    note = models.CharField("Note", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=80)

    objects = BuyingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="receipt_once"),
            models.CheckConstraint(
                condition=~Q(kind=ReceiptKind.RETURN) | ~Q(note=""), name="receipt_return_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on:%-d %B %Y}"


class ReceiptLine(models.Model):
    """Pieces of one order line in one receipt: good (to or from the store) and damaged (kept apart)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="received")
    good = models.PositiveIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0)

    objects = BuyingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "receipt", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "receipt", "line"], name="receipt_line_once"),
            models.CheckConstraint(condition=Q(good__gt=0) | Q(damaged__gt=0), name="receipt_line_of_some"),
        ]

    def __str__(self):
        return f"{self.good} good, {self.damaged} damaged"


class Invoice(models.Model):
    """What the supplier bills, or credits, for one order. Amounts as on their paper, in pence, never below nothing."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="invoices")
    kind = models.CharField("Kind", max_length=10, choices=InvoiceKind)
    reference = models.CharField("Number on the invoice", max_length=60)
    invoiced_on = models.DateField("Dated")
    net_pence = models.BigIntegerField("Amount without VAT")
    vat_pence = models.BigIntegerField("VAT")
    status = models.CharField(max_length=10, choices=InvoiceStatus, default=InvoiceStatus.OPEN)
    paid_on = models.DateField("Paid on", null=True, blank=True)
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "order", "reference"], name="invoice_once"),
            models.CheckConstraint(
                condition=Q(net_pence__gt=0, vat_pence__gte=0), name="invoice_of_an_amount"
            ),
            models.CheckConstraint(
                condition=Q(status=InvoiceStatus.OPEN, paid_on=None, paid_by=None)
                | Q(status=InvoiceStatus.PAID, paid_on__isnull=False, paid_by__isnull=False),
                name="invoice_paid_on_a_day_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}"
