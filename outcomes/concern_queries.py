"""Named reads of what residents said and what was done."""

from django.db import models

from accounts.permissions import Perm
from outcomes import rules
from outcomes.choices import ConcernStatus


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """All of this project for those who keep them; for who answers, what was passed to them; others do not exist."""
        mine = self.filter(project=project)
        if user.can(Perm.CONCERN_KEEP, project):
            return mine
        if not user.can(Perm.CONCERN_ANSWER, project):
            return self.none()
        return mine.filter(answerer__in=rules.answers_for(user.roles_by_project().get(project.pk, ())))

    def late_on(self, day):
        """Passed on, and not answered by the day it was due."""
        return self.filter(status=ConcernStatus.PASSED, due_on__lt=day)

    def for_list(self):
        """Everything a row prints, in one query: who waits comes first, the most pressing on top."""
        order = models.Case(
            *(models.When(status=status, told_on=None, then=models.Value(place)) for place, status in enumerate(rules.IN_ORDER)),
            default=models.Value(len(rules.IN_ORDER)),
        )  # fmt: skip
        return self.select_related("street", "project", "recorded_by").order_by(
            order, "due_on", "-raised_on", "-id"
        )
