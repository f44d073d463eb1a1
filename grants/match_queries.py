"""Named reads of the match ledger."""

from django.db import models
from django.db.models import Sum

from accounts.permissions import Perm


class MatchQuerySet(models.QuerySet):
    """For every table of the match ledger."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()


class MatchTermsQuerySet(MatchQuerySet):
    def holding_on(self, project, day):
        """The terms that were stated last on or before `day`, or None."""
        return self.filter(project=project, stated_on__lte=day).order_by("stated_on", "id").last()


class MatchRateQuerySet(MatchQuerySet):
    def by_grade(self, project):
        """{grade: [(from_on, pence per hour), ...]}, the earliest day first. One query."""
        found = {}
        for grade, from_on, pence in (
            self.filter(project=project)
            .order_by("grade", "from_on")
            .values_list("grade", "from_on", "pence_per_hour")
        ):
            found.setdefault(grade, []).append((from_on, pence))
        return found


class MatchContributionQuerySet(MatchQuerySet):
    def standing(self):
        """Contributions that nobody took back, without the opposites that took others back."""
        return self.filter(reverses=None).exclude(
            pk__in=self.model._default_manager.exclude(reverses=None).values("reverses")
        )

    def for_list(self):
        """Everything a row of the ledger prints, newest first. Two queries."""
        return (
            self.select_related("recorded_by", "document", "body")
            .prefetch_related("body__names")
            .order_by("-happened_on", "-id")
        )

    def within(self, period):
        """Contributions of the days of `period`."""
        return self.filter(happened_on__range=(period.start, period.end))

    def until(self, day):
        """Contributions of days up to `day`."""
        return self.filter(happened_on__lte=day)

    def unpriced(self):
        """Time that waits for a rate."""
        return self.filter(pence=None)

    def waiting_minutes(self):
        """Minutes of time that waits for a rate, opposites counted against what they took back. One query."""
        return self.unpriced().aggregate(waiting=Sum("minutes", default=0))["waiting"]

    def by_kind(self):
        """[(kind, grade, minutes, pence)] of what is given, by kind and grade. One query."""
        return list(
            self.order_by("kind", "grade").values_list("kind", "grade").annotate(Sum("minutes"), Sum("pence"))
        )
