"""What partners agreed to, the money that went to them, and what they owe us in words."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from grants.delivery_choices import MovementKind
from grants.models.agreement import Agreement
from grants.models.budget import BudgetLine
from grants.partner_queries import PartnerReturnQuerySet, SubGrantQuerySet
from grants.queries import GrantQuerySet
from saferstreets.common.money import pounds


class Condition(models.Model):
    """One condition of an agreement, when it must be met, and how it was."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="conditions")
    text = models.CharField("Condition", max_length=400)
    due_on = models.DateField("To be met by", null=True, blank=True)
    met_on = models.DateField("Met on", null=True, blank=True)
    met_words = models.CharField("How it was met", max_length=300, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "agreement", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "agreement", "text"], name="condition_once"),
            models.CheckConstraint(
                condition=Q(met_on=None, met_words="") | Q(met_on__isnull=False) & ~Q(met_words=""),
                name="condition_met_somehow",
            ),
        ]
        indexes = [models.Index(fields=["project", "due_on"], name="condition_due", condition=Q(met_on=None))]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()


class SubGrant(models.Model):
    """Grant money passed to a partner under its agreement, and the guard of its own small ledger.

    up_front: the partner has the money before it spends; else it is paid for what it has spent. The fund pays the office in
    arrears: until then the office carries what it has paid out. illustrative: no paper gives the amount.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="sub_grants")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="sub_grants")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+", verbose_name="Budget line")
    amount_pence = models.BigIntegerField("Amount")
    up_front = models.BooleanField("Paid before it is spent", default=False)
    granted_on = models.DateField("Granted on")
    stated_in = models.CharField("Where it is stated", max_length=200)
    illustrative = models.BooleanField("Illustrative", default=False)
    transferred_pence = models.BigIntegerField(default=0, editable=False)
    spent_pence = models.BigIntegerField(default=0, editable=False)
    returned_pence = models.BigIntegerField(default=0, editable=False)
    reimbursed_pence = models.BigIntegerField(default=0, editable=False)

    objects = SubGrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "agreement"], name="sub_grant_once"),
            models.CheckConstraint(
                condition=Q(
                    amount_pence__gt=0,
                    transferred_pence__gte=0,
                    spent_pence__gte=0,
                    returned_pence__gte=0,
                    reimbursed_pence__gte=0,
                ),
                name="sub_grant_never_below_nothing",
            ),  # fmt: skip
            models.CheckConstraint(
                condition=Q(amount_pence__gte=F("transferred_pence"))
                & Q(amount_pence__gte=F("spent_pence") + F("returned_pence")),
                name="sub_grant_not_above_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(up_front=False, spent_pence__gte=F("transferred_pence") - F("returned_pence"))
                | Q(up_front=True, transferred_pence__gte=F("spent_pence") + F("returned_pence")),
                name="sub_grant_in_its_order",
            ),
            models.CheckConstraint(
                condition=Q(transferred_pence__gte=F("reimbursed_pence") + F("returned_pence")),
                name="sub_grant_reimbursed_what_was_paid",
            ),
        ]

    def __str__(self):
        return f"Sub-grant of {pounds(self.amount_pence)}" + (" (illustrative)" if self.illustrative else "")

    def get_absolute_url(self):
        return reverse("grants:agreement", args=[self.project.slug, self.agreement_id])

    @property
    def carried_pence(self):
        """What the office has paid out and has back from nobody yet: it carries this cash."""
        return self.transferred_pence - self.returned_pence - self.reimbursed_pence

    @property
    def held_pence(self):
        """What lies with the partner unspent; below nothing is what the partner has spent of its own and waits for."""
        return self.transferred_pence - self.returned_pence - self.spent_pence


class SubGrantMovement(models.Model):
    """One movement of a sub-grant's money, never changed: a mistake is a second, opposite one with a reason."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    sub_grant = models.ForeignKey(SubGrant, models.PROTECT, related_name="movements")
    kind = models.CharField("What happened", max_length=12, choices=MovementKind)
    pence = models.BigIntegerField("Amount")
    happened_on = models.DateField("Day")
    words = models.CharField("What for", max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=80)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "sub_grant", "happened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="sub_grant_movement_once"),
            models.UniqueConstraint(fields=["project", "reverses"], name="sub_grant_movement_back_once"),
            models.CheckConstraint(condition=~Q(pence=0), name="sub_grant_movement_of_something"),
            models.CheckConstraint(
                condition=Q(reverses=None, pence__gt=0)
                | Q(reverses__isnull=False, pence__lt=0) & ~Q(words=""),
                name="sub_grant_movement_back_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {pounds(self.pence)}"

    def get_absolute_url(self):
        return self.sub_grant.get_absolute_url()


class PartnerReturn(models.Model):
    """What a partner owes the office for a stretch of time: a report or a claim, by a day; chased until it is here."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="returns")
    starts_on = models.DateField("From")
    ends_on = models.DateField("To")
    due_on = models.DateField("Due")
    received_on = models.DateField("Received on", null=True, blank=True)
    words = models.CharField("What it says", max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PartnerReturnQuerySet.as_manager()

    class Meta:
        ordering = ["project", "due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "agreement", "starts_on"], name="partner_return_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gt=F("ends_on")),
                name="partner_return_due_after_its_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "due_on"], name="partner_return_due", condition=Q(received_on=None)
            )
        ]

    def __str__(self):
        return f"{self.starts_on:%-d %B %Y} to {self.ends_on:%-d %B %Y}"

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()


class Chase(models.Model):
    """One reminder to a partner about a return that is not here."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    partner_return = models.ForeignKey(PartnerReturn, models.PROTECT, related_name="chases")
    chased_on = models.DateField("Reminded on")
    how = models.CharField("How, and what was said", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "partner_return", "chased_on", "id"]
        indexes = [models.Index(fields=["project", "partner_return", "chased_on"], name="chase_of_return")]

    def __str__(self):
        return f"{self.chased_on:%-d %B %Y}: {self.how}"
