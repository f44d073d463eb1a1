"""The named reads of requests about somebody's data."""

from django.db import models

from accounts.permissions import Perm
from households import own_streets


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """This project's requests for those who answer or release them, but of their own streets; nothing for anybody else."""
        here = self.filter(project=project) if user.can(Perm.DATA_REQUEST_SEE, project) else self.none()
        return own_streets.elsewhere(here, user, project)

    def undone(self):
        """Not answered or carried out yet."""
        return self.filter(done_at=None)

    def for_list(self):
        """Everything a row prints, the open ones first, in one query."""
        return self.select_related("project", "asked_by", "released_by").order_by(
            models.F("done_at").desc(nulls_first=True), "received_on", "id"
        )
