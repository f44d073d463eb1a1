"""Named reads of imported files and their rows."""

from django.db import models

from accounts.permissions import Perm
from imports.choices import BatchStatus, Verdict

# Kinds of file that take a right of their own.
RIGHTS = {"victims": Perm.VICTIMS_IMPORT, "cameras": Perm.CCTV_RUN, "spend": Perm.BUDGET_EDIT}


def kept_from(user, project):
    """The kinds of file whose rows do not exist for this person."""
    return [kind for kind, right in RIGHTS.items() if not user.can(right, project)]


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Imports of this project for those who may import, of the kinds that they may."""
        found = self.filter(project=project) if user.can(Perm.ADDRESSES_IMPORT, project) else self.none()
        return found.exclude(kind__in=kinds) if (kinds := kept_from(user, project)) else found

    def for_list(self):
        """Everything a row of the list prints, in one query, newest first."""
        return self.select_related("staged_by").order_by("-staged_at", "-id")

    def staged(self):
        """Imports that nobody has merged or discarded."""
        return self.filter(status=BatchStatus.STAGED)

    def merged(self):
        """Imports that stand in the register."""
        return self.filter(status=BatchStatus.MERGED)


class RowQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Rows of this project's files for those who may import, of the kinds that they may."""
        found = self.filter(project=project) if user.can(Perm.ADDRESSES_IMPORT, project) else self.none()
        return found.exclude(batch__kind__in=kinds) if (kinds := kept_from(user, project)) else found

    def of(self, batch):
        """The rows of one file, in its order."""
        return self.filter(project_id=batch.project_id, batch=batch).order_by("number")

    def waiting(self):
        """Rows a person must look at, decided or not."""
        return self.filter(verdict=Verdict.REVIEW)

    def undecided(self):
        """Rows nobody has decided about yet."""
        return self.waiting().filter(decision="")


class KeptDecisionQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Decisions of this project for those who may import, of the kinds that they may."""
        found = self.filter(project=project) if user.can(Perm.ADDRESSES_IMPORT, project) else self.none()
        return found.exclude(kind__in=kinds) if (kinds := kept_from(user, project)) else found

    def of(self, project, kind):
        """What has been decided on this project about this kind of file."""
        return self.filter(project=project, kind=kind)

    def for_list(self):
        """Everything a row prints, in one query, newest first."""
        return self.select_related("decided_by", "batch").order_by("-id")
