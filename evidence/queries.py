"""Named reads of the kept files."""

from django.db import models

from accounts.permissions import Perm


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Papers of this project for those who may see the grant."""
        return self.filter(project=project) if user.can(Perm.GRANT_SEE, project) else self.none()
