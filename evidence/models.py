import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Project
from evidence.choices import DocumentType
from evidence.queries import DocumentQuerySet


def stored_path(document, filename):
    """Where the bytes lie: nothing of the person's file name survives, and the name cannot be guessed."""
    return f"evidence/{document.project_id}/{document.public_id}"


class Document(models.Model):
    """One file the office keeps, and what it proves. The bytes are those of `sha256` or it is not that document.

    added_by: nobody for what came through a signed link; the room that took it in knows from whom.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("What it is", max_length=160)
    type = models.CharField(max_length=40, choices=DocumentType)
    file = models.FileField(upload_to=stored_path)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "-added_at"], name="document_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evidence:document", args=[self.project.slug, self.public_id])
