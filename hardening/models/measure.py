from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import Project
from hardening.choices import Gap
from hardening.queries import HardeningQuerySet


class Measure(models.Model):
    """One thing that can be fitted: to which standard, at what price without VAT, in how many minutes.

    closes: the gap of a survey that it closes. needs_drilling: then it is fixed and a landlord is asked. key_inside: it takes a key
    to get out. A price is copied to the line that uses it, so a change leaves what was ordered as it was.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="measures")
    name = models.CharField("Measure", max_length=120)
    standard = models.CharField("Standard", max_length=60, blank=True)
    closes = models.CharField("Gap it closes", max_length=15, choices=Gap)
    unit_cost_pence = models.PositiveIntegerField("Price without VAT", validators=[MinValueValidator(1)])
    fit_minutes = models.PositiveSmallIntegerField("Minutes to fit")
    secured_by_design = models.BooleanField("Secured by Design", default=False)
    needs_drilling = models.BooleanField("Needs drilling", default=False)
    key_inside = models.BooleanField("Needs a key from inside", default=False)
    retired_on = models.DateField("Not used since", null=True, blank=True)

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "closes", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="measure_once"),
            models.CheckConstraint(condition=Q(unit_cost_pence__gt=0), name="measure_has_a_price"),
        ]

    def __str__(self):
        return f"{self.name} ({self.standard})" if self.standard else self.name
