"""The named reads of people's own streets."""

from django.db import models

from accounts.permissions import Perm


class OwnStreetQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Everybody's for whoever keeps them, one's own for anybody else who sees homes."""
        here = self.filter(project=project)
        if user.can(Perm.OWN_STREET_KEEP, project):
            return here
        return here.filter(user=user) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()

    def standing(self):
        """Not ended."""
        return self.filter(ended_at=None)

    def standing_of(self, user):
        """This person's streets that stand."""
        return self.standing().filter(user=user)

    def for_list(self):
        """Everything a row prints, in one query, person by person."""
        return self.select_related("user", "street", "named_by").order_by(
            "user__name", "user_id", "street__name", "id"
        )
