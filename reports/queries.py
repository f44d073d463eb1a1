"""Named reads of updates."""

from django.db import models
from django.db.models import Prefetch

from accounts.permissions import Perm
from reports.choices import UpdateStatus

# The paper itself: hundreds of kilobytes a row, loaded only where it is served or checked.
HEAVY = ("frozen", "html", "pdf")


class UpdateQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Issued updates for every reader; drafts as well for those who may see them; others do not exist."""
        if not user.can(Perm.UPDATE_READ, project):
            return self.none()
        mine = self.filter(project=project)
        return mine if user.can(Perm.UPDATE_DRAFT_SEE, project) else mine.issued()

    def issued(self):
        """What has left the house."""
        return self.filter(status=UpdateStatus.ISSUED)

    def open(self):
        """Drafts and what waits for approval."""
        return self.exclude(status=UpdateStatus.ISSUED)

    def current(self):
        """Issued and not superseded by an issued correction."""
        replaced = self.model.objects.issued().filter(supersedes__isnull=False)
        return self.issued().exclude(pk__in=replaced.values("supersedes"))

    def last_before(self, day):
        """The issued update of this query set that ends last before `day`, or None."""
        return self.current().filter(as_at__lt=day).order_by("as_at", "issued_at").light().last()

    def light(self):
        """Without the paper itself."""
        return self.defer(*HEAVY)

    def for_list(self):
        """Everything a row of updates prints, newest period first: one query, and one for the corrections."""
        corrections = Prefetch("corrections", queryset=self.model.objects.issued().light(), to_attr="issued_corrections")
        return self.light().select_related("project").prefetch_related(corrections).order_by("-as_at", "-id")
