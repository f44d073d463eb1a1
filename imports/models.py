import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from imports import rules
from imports.choices import BatchStatus, Decision, Verdict
from imports.queries import BatchQuerySet, KeptDecisionQuerySet, RowQuerySet


class Batch(models.Model):
    """One file that brought rows: what it was, how it was read, what would become of its rows, and what did.

    The file itself is not kept: its SHA-256 says which one it was, and every row keeps its cells. mapping: {field:
    [column, ...]}. facts: what the importer learnt from the file. stamp: the register's state the verdicts were
    given against; when it has moved on, they are given again before the merge.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="batches")
    kind = models.CharField(max_length=20)
    file_name = models.CharField("File", max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    stamp = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=10, choices=BatchStatus, default=BatchStatus.STAGED)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    review = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    read=F("new")
                    + F("unchanged")
                    + F("changed")
                    + F("duplicate")
                    + F("review")
                    + F("refused")
                ),
                name="batch_verdicts_add_up",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[BatchStatus.MERGED, BatchStatus.UNDONE])
                | Q(merged_at__isnull=False, merged_by__isnull=False),
                name="batch_merged_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[BatchStatus.UNDONE, BatchStatus.DISCARDED])
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="batch_closed_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["project", "-staged_at", "-id"], name="batch_newest")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("imports:batch", args=[self.project.slug, self.pk])

    @property
    def counts(self):
        """read and the six verdicts, as the command prints them."""
        return rules.counts(self)


class Row(models.Model):
    """One row of a file: its cells as they were read, its verdict and why, and what it became.

    Personal data: addresses, and whatever else stood in the file. Retention: the batch's rows go with the project's
    register, or 90 days after the batch was undone or discarded.
    number: the row's place in the file, the header counted, as a spreadsheet shows it.
    cells: JSON list, text and not jsonb, because a cell may hold a NUL. parsed: JSON list of the importer's values.
    likeness, code: what the importer compares rows by. thing_id: the thing it is about. A new row's id is reserved
    when it is staged and taken at the merge, so that merging touches no row. like_number: the earlier row it repeats.
    before: JSON of the values a merge replaced. candidates: JSON list of the things a person may choose among.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.TextField()
    parsed = models.TextField(blank=True)
    likeness = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=300, blank=True)
    thing_id = models.BigIntegerField(null=True, blank=True)
    like_number = models.PositiveIntegerField(null=True, blank=True)
    candidates = models.TextField(blank=True)
    before = models.TextField(blank=True)
    decision = models.CharField(max_length=5, choices=Decision, blank=True)
    decided_id = models.BigIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "batch", "number"], name="row_once")]
        indexes = [
            models.Index(
                fields=["project", "batch", "verdict", "number"],
                name="row_verdict",
                condition=~Q(verdict__in=[Verdict.NEW, Verdict.UNCHANGED]),
            )
        ]

    def __str__(self):
        return f"Row {self.number}"

    def get_absolute_url(self):
        return self.batch.get_absolute_url()

    @property
    def cell_list(self):
        """The cells as they were read."""
        return json.loads(self.cells)

    @property
    def candidate_ids(self):
        """Ids of the things a person may choose among."""
        return json.loads(self.candidates or "[]")


class KeptDecision(models.Model):
    """What a person said of a doubtful row, kept for the next file that writes the same.

    said: the row in words, without case and punctuation. mark: what rows share that may be written otherwise elsewhere.
    thing_id: the thing it is, None when rows like it are left out. code: see Row. Goes when its import is undone.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="kept_decisions")
    kind = models.CharField(max_length=20)
    said = models.CharField("Written as", max_length=400)
    mark = models.CharField(max_length=300)
    code = models.CharField(max_length=60, blank=True)
    thing_id = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField("Decided on")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = KeptDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-id"]
        constraints = [models.UniqueConstraint(fields=["project", "kind", "said"], name="kept_decision_once")]
        indexes = [models.Index(fields=["project", "kind", "mark"], name="kept_decision_mark")]

    def __str__(self):
        return f"Decision of {self.decided_on:%-d %B %Y}"
