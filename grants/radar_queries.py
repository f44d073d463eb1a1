"""Named reads of what the underspend radar knows."""

from django.db import models

from accounts.permissions import Perm


class MoneyQuerySet(models.QuerySet):
    """For tables about money that need nothing of their own."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()


class ReserveQuerySet(MoneyQuerySet):
    def ready(self):
        """What waits, best ranked first."""
        return self.filter(taken_on=None, dropped_on=None).order_by("rank", "id")


class AlertQuerySet(MoneyQuerySet):
    def for_list(self):
        """Everything a row prints: what nobody has seen first, then the newest. One query."""
        return self.select_related("line", "acknowledged_by").order_by(
            models.F("acknowledged_on").desc(nulls_first=True), "-raised_on", "-id"
        )

    def unseen(self):
        """Alerts that nobody has acknowledged."""
        return self.filter(acknowledged_on=None)
