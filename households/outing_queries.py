"""Named reads of who is out."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Perm
from households import outings
from households.queries import RegisterQuerySet


class OutingQuerySet(RegisterQuerySet):
    """Outings: all of them for whoever is told, one's own for everybody else."""

    def visible_to(self, user, project, needs=Perm.VISIT_RECORD):
        found = super().visible_to(user, project, needs)
        return found if user.can(Perm.CHECK_IN_SEE, project) else found.filter(walker=user)

    def standing(self):
        """Not over: nobody has said yet that they are safe."""
        return self.filter(safe_at=None)

    def overdue_at(self, now):
        """Standing ones whose time to be back has passed."""
        return self.standing().filter(back_by__lt=now)

    def to_tell_at(self, now, real_now):
        """Overdue ones about which the coordinators have not been written to, or not for a while (by the real clock)."""
        quiet = Q(told_at=None) | Q(told_at__lte=real_now - outings.REMIND)
        return self.overdue_at(now).filter(quiet)

    def for_list(self):
        """Everything a row prints, those still out first by their time, in one query."""
        over = models.Case(models.When(safe_at=None, then=0), default=1)
        return (
            self.select_related("walker", "companion", "settled_by", "walk")
            .annotate(over=over)
            .order_by("over", models.Case(models.When(safe_at=None, then="back_by")), "-started_at")
        )
