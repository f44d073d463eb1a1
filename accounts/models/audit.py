from django.conf import settings
from django.db import models

from accounts.models.project import Project
from accounts.queries import AuditEventQuerySet


class AuditEvent(models.Model):
    """Who did what to which record, when: one row per action. Holds ids and field names, never personal values.

    Append-only by trigger. `recorded_at` is the real clock.
    """

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["project", "subject_type", "subject_id", "-id"], name="audit_subject"),
            models.Index(fields=["recorded_at"], name="audit_recorded"),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class AuditSeal(models.Model):
    """One day of the audit trail, closed: a hash over its rows and over the seal before it. Append-only by trigger.

    marks: a short hash of each row by itself ("id:hash", blank-separated). The head proves that something was changed; the marks say
    which row. None for days sealed before marks were kept.
    """

    day = models.DateField("Day, in UTC", unique=True)
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    marks = models.TextField(null=True)  # noqa: DJ001 - added without touching a sealed row
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}: {self.head[:12]}"
