"""Named reads of what the grant promised."""

from django.db import models
from django.db.models import F, Prefetch, Q

from accounts.permissions import Perm


class GrantQuerySet(models.QuerySet):
    """For every table of this room."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see the grant."""
        return self.filter(project=project) if user.can(Perm.GRANT_SEE, project) else self.none()


class DeliverableQuerySet(GrantQuerySet):
    def with_targets(self, day=None):
        """Deliverables with their targets, oldest first; only those stated on or before `day` where one is given."""
        from grants.models import Target

        targets = Target.objects.order_by("stated_on", "id").select_related("letter")
        if day is not None:
            targets = targets.filter(stated_on__lte=day)
        return self.prefetch_related(Prefetch("targets", queryset=targets, to_attr="history")).order_by("position", "id")


class PostQuerySet(GrantQuerySet):
    def delivery_starts_on(self, project):
        """The day delivery at doors begins: the earliest start of a post, never before the project's own.

        The award came before anybody was in post: no pace is expected of those weeks.
        """
        first = self.exclude(starts_on=None).order_by("starts_on").values_list("starts_on", flat=True).first()
        return max(first or project.starts_on, project.starts_on)


class MilestoneQuerySet(GrantQuerySet):
    def known_at(self, day):
        """Milestones with what was done by `day` first, then what was still ahead."""
        return self.filter(Q(stated_on__lte=day)).order_by("section", F("done_on").asc(nulls_last=True), "due_on", "id")

    def late_on(self, day):
        """Milestones whose last planned day has passed and that are not done."""
        return self.filter(done_on=None, due_on__lt=day).order_by("due_on", "id")
