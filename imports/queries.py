"""Named reads of imported files and their rows."""

from django.db import models

from accounts.permissions import Perm
from imports.choices import BatchStatus, Verdict


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Imports of this project for those who may import."""
        return self.filter(project=project) if user.can(Perm.ADDRESSES_IMPORT, project) else self.none()

    def for_list(self):
        """Everything a row of the list prints, in one query, newest first."""
        return self.select_related("staged_by").order_by("-staged_at", "-id")

    def merged(self):
        """Imports that stand in the register."""
        return self.filter(status=BatchStatus.MERGED)


class RowQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Rows of this project's files for those who may import."""
        return self.filter(project=project) if user.can(Perm.ADDRESSES_IMPORT, project) else self.none()

    def of(self, batch):
        """The rows of one file, in its order."""
        return self.filter(project_id=batch.project_id, batch=batch).order_by("number")

    def waiting(self):
        """Rows a person must look at, decided or not."""
        return self.filter(verdict=Verdict.REVIEW)

    def undecided(self):
        """Rows nobody has decided about yet."""
        return self.waiting().filter(decision="")
