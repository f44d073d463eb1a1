from django.conf import settings
from django.db import models

from accounts.models.project import Project


class ViewEvent(models.Model):
    """One look at a sensitive record: who, at what, when and why. Written in the transaction that reveals it; append-only by trigger.

    kind: what was revealed, such as "vulnerability". reason: the looker's words, free of personal data.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    viewed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["project", "by", "-viewed_at"], name="view_by_person"),
            models.Index(fields=["project", "subject_type", "subject_id"], name="view_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject_type} {self.subject_id}"
