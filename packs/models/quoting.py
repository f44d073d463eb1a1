from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation, Project
from evidence.models import Document
from packs.buying_queries import BuyingQuerySet, ComparisonQuerySet, QuoteQuerySet
from packs.choices import SampleResult
from packs.models.stock import Item


class QuoteRule(models.Model):
    """How many quotes the commercial rules ask for from a value on (net, pence), and which paper says so."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="quote_rules")
    from_pence = models.BigIntegerField("From this value, without VAT")
    quotes = models.PositiveSmallIntegerField("Quotes asked for")
    stated_in = models.CharField("Where it is stated", max_length=200)

    objects = BuyingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "from_pence"]
        constraints = [
            models.UniqueConstraint(fields=["project", "from_pence"], name="quote_rule_once"),
            models.CheckConstraint(condition=Q(from_pence__gte=0, quotes__gte=1), name="quote_rule_asks"),
        ]

    def __str__(self):
        return f"{self.quotes} from {self.from_pence}"


class Comparison(models.Model):
    """What is to be bought, and the quotes for it side by side. Decided when it has a decision; a second thought is a new one."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="comparisons")
    item = models.ForeignKey(Item, models.PROTECT, related_name="comparisons")
    quantity = models.PositiveIntegerField("How many")
    needed_by = models.DateField("Needed by", null=True, blank=True)
    note = models.CharField("Note", max_length=500, blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="comparison_of_some")]

    def __str__(self):
        return f"{self.quantity:,} × {self.item}"

    def get_absolute_url(self):
        return reverse("packs:comparison", args=[self.project.slug, self.pk])


class Quote(models.Model):
    """One supplier's price for one piece, without VAT, in whole pence. A supplier may quote again on a later day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="quotes")
    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="quotes")
    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit_net_pence = models.BigIntegerField("Price of one, without VAT")
    carriage_net_pence = models.BigIntegerField("Carriage, without VAT", default=0)
    vat_basis_points = models.PositiveSmallIntegerField("VAT")
    lead_days = models.PositiveSmallIntegerField("Days to delivery", null=True, blank=True)
    minimum_order = models.PositiveIntegerField("Smallest order", default=1)
    quoted_on = models.DateField("Quoted on")
    valid_until = models.DateField("Valid until", null=True, blank=True)
    reference = models.CharField("Their reference", max_length=60, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["project", "comparison", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "comparison", "supplier", "quoted_on"], name="quote_once"
            ),
            models.CheckConstraint(
                condition=Q(unit_net_pence__gte=0, carriage_net_pence__gte=0, minimum_order__gte=1),
                name="quote_of_a_price",
            ),
        ]

    def __str__(self):
        return f"Quote of {self.supplier}"


class SampleTest(models.Model):
    """A sample of what was quoted, tested: by whom, and what came of it. tested_by: a post, not a person's name."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="samples")
    tested_on = models.DateField("Tested on")
    tested_by = models.CharField("Tested by", max_length=120)
    result = models.CharField("Result", max_length=10, choices=SampleResult)
    words = models.CharField("What was found", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BuyingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "quote", "tested_on", "id"]

    def __str__(self):
        return f"{self.get_result_display()}, {self.tested_by}"


class Decision(models.Model):
    """Which quote was chosen, and why. Never changed. required: the quotes the rules asked for on that day.

    waived_by and waiver_reason: who allowed fewer quotes than that, and why; empty where there were enough.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    comparison = models.OneToOneField(Comparison, models.PROTECT, related_name="decision")
    quote = models.OneToOneField(Quote, models.PROTECT, related_name="decision")
    required = models.PositiveSmallIntegerField()
    received = models.PositiveSmallIntegerField()
    reason = models.CharField("Why this one", max_length=500)
    waived_by = models.CharField("Who allowed fewer quotes", max_length=120, blank=True)
    waiver_reason = models.CharField("Why fewer quotes", max_length=500, blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BuyingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_says_why"),
            models.CheckConstraint(
                condition=Q(received__gte=models.F("required")) | ~Q(waived_by="") & ~Q(waiver_reason=""),
                name="decision_enough_quotes_or_waived",
            ),
        ]

    def __str__(self):
        return f"{self.quote.supplier} for {self.comparison}"
