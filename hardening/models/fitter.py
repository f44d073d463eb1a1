from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation, Project
from hardening import rules
from hardening.choices import ClearanceKind
from hardening.queries import FittingFirmQuerySet, HardeningQuerySet


class FittingFirm(models.Model):
    """A firm that fits. vat_percent: what its invoices add, 0 for a firm that is not registered for VAT."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="fitting_firms")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Firm")
    contact = models.CharField("Telephone or email", max_length=160, blank=True)
    vat_percent = models.PositiveSmallIntegerField("VAT on its invoices, per cent", default=rules.VAT_PERCENT)

    objects = FittingFirmQuerySet.as_manager()

    class Meta:
        ordering = ["project", "body__name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "body"], name="fitting_firm_once"),
            models.CheckConstraint(
                condition=Q(vat_percent__lte=100), name="fitting_firm_vat_is_a_percentage"
            ),
        ]

    def __str__(self):
        return self.body.name

    def get_absolute_url(self):
        return reverse("hardening:firm", args=[self.project.slug, self.pk])


class Fitter(models.Model):
    """A person of the firm who comes to the door. id_number: on the card a resident may ask to see."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="fitters")
    firm = models.ForeignKey(FittingFirm, models.PROTECT, related_name="fitters")
    name = models.CharField("Name", max_length=120)
    id_number = models.CharField("Number on the identity card", max_length=40)
    left_on = models.DateField("Left the firm on", null=True, blank=True)

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "firm", "name"]
        constraints = [models.UniqueConstraint(fields=["project", "id_number"], name="fitter_card_once")]

    def __str__(self):
        return self.name


_OF_A_FIRM = Q(kind__in=rules.FIRM_KINDS, firm__isnull=False, fitter=None)
_OF_A_FITTER = Q(kind__in=rules.FITTER_KINDS, fitter__isnull=False, firm=None)


class Clearance(models.Model):
    """One check of a firm or a person and the last day it holds. A renewal is another row; nothing is overwritten."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    firm = models.ForeignKey(FittingFirm, models.PROTECT, null=True, blank=True, related_name="clearances")
    fitter = models.ForeignKey(Fitter, models.PROTECT, null=True, blank=True, related_name="clearances")
    kind = models.CharField("Check", max_length=12, choices=ClearanceKind)
    reference = models.CharField("Reference", max_length=60, blank=True)
    until_on = models.DateField("Holds until")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "kind", "-until_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=_OF_A_FIRM | _OF_A_FITTER, name="clearance_of_a_firm_or_a_fitter"
            )
        ]
        indexes = [
            models.Index(fields=["project", "firm", "kind", "until_on"], name="clearance_of_firm"),
            models.Index(fields=["project", "fitter", "kind", "until_on"], name="clearance_of_fitter"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} until {self.until_on:%-d %B %Y}"
