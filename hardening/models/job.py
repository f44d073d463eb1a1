from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from hardening import rules
from hardening.choices import AppointmentOutcome, JobStatus, ReferredBy, SignOff, Stage, Window
from hardening.models.fitter import Fitter, FittingFirm
from hardening.queries import AppointmentQuerySet, HardeningQuerySet, JobQuerySet
from households.models import Household, Street


class Job(models.Model):
    """The work at one home, from the referral to the payment. A status changes only through a move of hardening.rules.

    street repeats the household's. victim, vulnerable, other_reason: on which reading the home qualified, on the day. agreed_on: when
    those who live there agreed to it. due_on: by when it must have left its status. reserve: costed and ranked, to be ordered when
    money is found. follows: the job whose lines could go ahead while these waited for the landlord. inspect: drawn for inspection.
    fitted_pence: the fitted lines without VAT. wide_before, wide_after: the score at the last survey before, and the first after.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="jobs")
    household = models.ForeignKey(Household, models.PROTECT, related_name="jobs")
    street = models.ForeignKey(Street, models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.REFERRED)
    due_on = models.DateField("Due by", null=True, blank=True)
    referred_on = models.DateField("Referred on")
    referred_by = models.CharField("Referred by", max_length=16, choices=ReferredBy)
    victim = models.BooleanField("A burglary is on record")
    vulnerable = models.BooleanField("A vulnerability is noted")
    other_reason = models.CharField("Another reason", max_length=200, blank=True, default="")
    priority = models.PositiveSmallIntegerField(default=0)
    reserve = models.BooleanField("On the reserve list", default=False)
    agreed_on = models.DateField("Agreed by those who live there on")
    access_note = models.CharField("How to get in", max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    firm = models.ForeignKey(FittingFirm, models.PROTECT, null=True, related_name="jobs")
    ordered_on = models.DateField(null=True, blank=True)
    fitter = models.ForeignKey(Fitter, models.PROTECT, null=True, related_name="jobs")
    fitted_on = models.DateField("Fitted on", null=True, blank=True)
    days_to_fit = models.PositiveSmallIntegerField(null=True)
    fitted_pence = models.PositiveIntegerField(default=0)
    sign_off = models.CharField(max_length=12, choices=SignOff, blank=True, default="")
    fit_note = models.CharField("Note of the fitter", max_length=300, blank=True, default="")
    inspect = models.BooleanField("To be inspected", default=False)
    wide_before = models.PositiveSmallIntegerField(null=True)
    wide_after = models.PositiveSmallIntegerField(null=True)
    closed_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField("Declined or cancelled on", null=True, blank=True)
    reason = models.CharField("Why", max_length=200, blank=True, default="")

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "household"],
                condition=Q(status__in=rules.IN_SPECIFICATION),
                name="job_one_in_specification",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=rules.APPROVED_ON)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="job_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=rules.ORDERED_ON)
                | Q(firm__isnull=False, ordered_on__isnull=False, reserve=False),
                name="job_ordered_from_a_firm",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=rules.FITTED_ON,
                    fitted_on__isnull=False,
                    fitter__isnull=False,
                    days_to_fit__isnull=False,
                )
                | ~Q(status__in=rules.FITTED_ON)
                & Q(fitted_on=None, fitter=None, days_to_fit=None, sign_off=""),
                name="job_fitted_by_a_fitter_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=JobStatus.PAID, paid_on__isnull=False)
                | ~Q(status=JobStatus.PAID) & Q(paid_on=None),
                name="job_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(JobStatus.CLOSED, JobStatus.PAID), closed_on__isnull=False)
                | ~Q(status__in=(JobStatus.CLOSED, JobStatus.PAID)) & Q(closed_on=None),
                name="job_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=rules.LEFT, ended_on__isnull=False)
                | ~Q(status__in=rules.LEFT) & Q(ended_on=None),
                name="job_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=rules.NEEDS_REASON) | ~Q(reason=""), name="job_left_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(victim=True) | Q(vulnerable=True) | ~Q(other_reason=""),
                name="job_qualifies_somehow",
            ),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="job_does_not_follow_itself"),
        ]
        indexes = [
            models.Index(fields=["project", "status", "due_on", "id"], name="job_board"),
            models.Index(fields=["project", "status", "-priority", "referred_on", "id"], name="job_waiting"),
            models.Index(fields=["project", "household", "-id"], name="job_of_home"),
            models.Index(
                fields=["project", "fitted_on", "household", "street"],
                name="job_fitted",
                condition=Q(fitted_on__isnull=False),
            ),
            models.Index(fields=["project", "referred_on", "household"], name="job_referred"),
        ]

    def __str__(self):
        return f"Job {self.pk}"

    def get_absolute_url(self):
        return reverse("hardening:job", args=[self.project.slug, self.pk])

    @property
    def source(self):
        """How the ledger names it."""
        return f"hardening.Job:{self.pk}"

    def is_late_on(self, day):
        """Has it stood in its status longer than the office allows?"""
        return self.due_on is not None and self.due_on < day


class Appointment(models.Model):
    """A fitter promised to a door for a day. One stands at a time; the others say what became of them."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="appointments")
    fitter = models.ForeignKey(Fitter, models.PROTECT, related_name="appointments")
    on_day = models.DateField("Day")
    window = models.CharField("Time", max_length=10, choices=Window)
    outcome = models.CharField(max_length=10, choices=AppointmentOutcome, blank=True, default="")
    reason = models.CharField("Why", max_length=200, blank=True, default="")
    reminded_on = models.DateField("Reminded on", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["project", "on_day", "window", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "job"], condition=Q(outcome=""), name="appointment_one_stands"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=(AppointmentOutcome.NO_ACCESS, AppointmentOutcome.CALLED_OFF))
                | ~Q(reason=""),
                name="appointment_missed_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "on_day", "fitter"], name="appointment_day")]

    def __str__(self):
        return f"{self.on_day:%-d %B %Y}, {self.get_window_display().lower()}"


class JobPhoto(models.Model):
    """A photograph of the work, without place, time or camera in it: evidence made it anew."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, related_name="photos")
    stage = models.CharField(max_length=6, choices=Stage)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    objects = HardeningQuerySet.as_manager()

    class Meta:
        ordering = ["project", "job", "-stage", "id"]
        indexes = [models.Index(fields=["project", "job"], name="job_photo_of")]

    def __str__(self):
        return self.get_stage_display()
