"""Named reads of the finance system's lines."""

from django.db import models

from accounts.permissions import Perm


class SpendLineQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Lines of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def of_grant(self, project):
        """Lines booked under the grant's codes; every line where no code is entered."""
        from grants.models import FinanceCode

        codes = list(FinanceCode.objects.filter(project=project).values_list("code", flat=True))
        found = self.filter(project=project)
        return found.filter(code__in=codes) if codes else found
