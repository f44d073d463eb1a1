"""The tables of this room."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from reports.choices import SectionKey, UpdateStatus
from reports.queries import UpdateQuerySet
from reports.street_models import StreetRelease as StreetRelease
from saferstreets.common.periods import Period

ISSUED = Q(status=UpdateStatus.ISSUED)
NOT_REVIEWED = Q(reviewed_by=None, reviewed_at=None, review_note="")
REVIEWED = Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(review_note="")


class Update(models.Model):
    """One partnership progress update: drafted, reviewed and approved by another person, issued and then frozen by trigger.

    as_at: the last day of its period. frozen: everything printed, as composed on issue; html and pdf: the paper itself,
    with their SHA-256; renderer: what the bytes depend on. A correction is a new update that supersedes this one.
    without_review: issued before reviews were recorded.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="updates")
    starts_on = models.DateField("First day")
    as_at = models.DateField("Last day")
    status = models.CharField(max_length=10, choices=UpdateStatus, default=UpdateStatus.DRAFT)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField("Why it was returned", max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField("What was checked", max_length=500, blank=True)
    without_review = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    correction_reason = models.CharField("What is corrected, and why", max_length=500, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    html = models.TextField(blank=True)
    html_sha256 = models.CharField(max_length=64, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    renderer = models.JSONField(default=dict, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-as_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(as_at__gte=F("starts_on")), name="update_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~ISSUED
                & Q(
                    approved_by=None,
                    issued_at=None,
                    frozen__isnull=True,
                    pdf=None,
                    pdf_sha256="",
                    html="",
                    html_sha256="",
                    frozen_sha256="",
                )
                | ISSUED
                & Q(
                    approved_by__isnull=False,
                    issued_at__isnull=False,
                    submitted_at__isnull=False,
                    frozen__isnull=False,
                    pdf__isnull=False,
                )
                & ~Q(pdf_sha256="")
                & ~Q(html_sha256="")
                & ~Q(frozen_sha256="")
                & ~Q(html=""),
                name="update_issued_whole_or_not",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="update_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[UpdateStatus.DRAFT, UpdateStatus.IN_REVIEW], without_review=False)
                & NOT_REVIEWED
                | Q(status__in=[UpdateStatus.REVIEWED, UpdateStatus.ISSUED], without_review=False) & REVIEWED
                | ISSUED & Q(without_review=True) & NOT_REVIEWED,
                name="update_reviewed_before_it_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("prepared_by")),
                name="update_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(correction_reason=""), name="update_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="update_not_its_own_correction"
            ),
            models.UniqueConstraint(
                fields=["project", "as_at"], condition=ISSUED & Q(supersedes=None), name="update_issued_once"
            ),
            models.UniqueConstraint(
                fields=["project", "supersedes"],
                condition=ISSUED & Q(supersedes__isnull=False),
                name="update_corrected_once",
            ),
            models.UniqueConstraint(
                fields=["project", "as_at"], condition=~ISSUED, name="update_one_open_draft"
            ),
        ]
        indexes = [models.Index(fields=["project", "-as_at", "-id"], name="update_list")]

    def __str__(self):
        return f"Partnership progress update, {self.period.label}"

    def get_absolute_url(self):
        return reverse("reports:update", args=[self.project.slug, self.pk])

    @property
    def period(self):
        """First to last day, both included."""
        return Period(self.starts_on, self.as_at)

    @property
    def is_issued(self):
        """Has it left the house? Then nothing about it changes any more."""
        return self.status == UpdateStatus.ISSUED


class Section(models.Model):
    """The coordinator's words under one heading of one update. All rows are made with the draft; empty words print nothing.

    frozen: its update is issued; from then on the row is closed by trigger.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, choices=SectionKey)
    text = models.TextField(blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ["project", "update", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "update", "key"], name="section_once"),
            models.CheckConstraint(condition=Q(key__in=SectionKey.values), name="section_key_known"),
        ]

    def __str__(self):
        return self.get_key_display()


class Reason(models.Model):
    """Why one number of the paper before counts differently today: the coordinator's words, printed beside old and new.

    figure: its id. frozen: its update is issued; from then on the row is closed by trigger.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, models.CASCADE, related_name="reasons")
    figure = models.CharField(max_length=3)
    text = models.CharField("Why it differs", max_length=500)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ["project", "update", "figure"]
        constraints = [
            models.UniqueConstraint(fields=["project", "update", "figure"], name="reason_once"),
            models.CheckConstraint(condition=~Q(text=""), name="reason_says_something"),
        ]

    def __str__(self):
        return self.figure


class Photograph(models.Model):
    """A photograph under one heading of an update. document: cleaned by evidence, no place or camera in it.

    alt: what it shows, for those who cannot see it. frozen: as of a Section.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, models.CASCADE, related_name="photographs")
    section = models.CharField("Under which heading?", max_length=20, choices=SectionKey)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    alt = models.CharField("What it shows", max_length=250)
    caption = models.CharField("Words under it", max_length=160, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ["project", "update", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="photograph_is_told"),
            models.CheckConstraint(
                condition=Q(section__in=SectionKey.values), name="photograph_section_known"
            ),
        ]
        indexes = [models.Index(fields=["project", "update", "id"], name="photograph_of_update")]

    def __str__(self):
        return self.alt


class LargePrint(models.Model):
    """The issued paper in letters of 18 points: the same page drawn by another style sheet. Never changed or removed, by trigger."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, models.PROTECT, related_name="large_prints")
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "update"], name="large_print_once")]

    def __str__(self):
        return f"{self.update}, large print"
