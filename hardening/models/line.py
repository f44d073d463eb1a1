from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Project
from evidence.models import Document
from hardening.choices import Consent, Place
from hardening.models.job import Job
from hardening.models.landlord import LandlordLetter
from hardening.models.measure import Measure
from hardening.queries import JobLineQuerySet
from households.models import Household


class JobLine(models.Model):
    """One measure at one place of a home, at the price of the day it was specified.

    household repeats the job's, so that nothing is ordered twice for one place. guarded: people there must get out without a key.
    override_reason, overridden_by: why a lock that needs a key was specified all the same. dropped_on: no longer part of the job.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    place = models.CharField("Place", max_length=12, choices=Place)
    quantity = models.PositiveSmallIntegerField("How many", default=1)
    unit_cost_pence = models.PositiveIntegerField()
    fit_minutes = models.PositiveSmallIntegerField()
    key_inside = models.BooleanField()
    guarded = models.BooleanField()
    override_reason = models.CharField("Why it may be fitted all the same", max_length=200, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    consent = models.CharField("Landlord", max_length=10, choices=Consent, default=Consent.NOT_NEEDED)
    consent_on = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(LandlordLetter, models.PROTECT, null=True, blank=True, related_name="lines")
    consent_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    fitted = models.BooleanField(default=False)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=200, blank=True)

    objects = JobLineQuerySet.as_manager()

    class Meta:
        ordering = ["project", "job", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "household", "measure", "place"],
                condition=Q(dropped_on=None),
                name="job_line_ordered_once",
            ),
            models.CheckConstraint(
                condition=Q(key_inside=False)
                | Q(guarded=False)
                | Q(dropped_on__isnull=False)
                | ~Q(override_reason="") & Q(overridden_by__isnull=False),
                name="job_line_lets_people_out",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="job_line_of_something"),
            models.CheckConstraint(
                condition=Q(fitted=False) | Q(dropped_on=None), name="job_line_fitted_stays"
            ),
            models.CheckConstraint(
                condition=~Q(consent__in=(Consent.GIVEN, Consent.REFUSED, Consent.WITHDRAWN))
                | Q(consent_on__isnull=False),
                name="job_line_consent_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None, dropped_reason="")
                | Q(dropped_on__isnull=False) & ~Q(dropped_reason=""),
                name="job_line_dropped_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "job"], name="job_line_of_job"),
            models.Index(
                fields=["project", "consent", "job"], name="job_line_consent", condition=Q(dropped_on=None)
            ),
        ]

    def __str__(self):
        many = f"{self.quantity} x " if self.quantity > 1 else ""
        return f"{many}{self.measure}, {self.get_place_display().lower()}"

    @property
    def cost_pence(self):
        """Without VAT."""
        return self.quantity * self.unit_cost_pence
