"""Named reads of sub-grants and of what partners owe in words."""

from django.db import models
from django.db.models import F

from accounts.permissions import Perm
from grants.queries import GrantQuerySet


class SubGrantQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Sub-grants of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def for_list(self):
        """Everything a row prints. Two queries."""
        return (
            self.select_related("agreement__body", "line")
            .prefetch_related("agreement__body__names")
            .order_by("id")
        )

    def carrying(self):
        """Sub-grants of which the office carries cash: paid out, and not back from the fund."""
        return self.filter(transferred_pence__gt=F("returned_pence") + F("reimbursed_pence"))


class PartnerReturnQuerySet(GrantQuerySet):
    def for_list(self):
        """Everything a row prints, what is due first. Four queries."""
        return (
            self.select_related("agreement__body", "document")
            .prefetch_related("agreement__body__names", "chases")
            .order_by(F("received_on").asc(nulls_first=True), "due_on", "id")
        )

    def missing_on(self, day):
        """Returns whose day has passed and that are not here."""
        return self.filter(received_on=None, due_on__lt=day)
