"""Named reads of packs and kits."""

from django.db import models

from accounts.permissions import Perm


class PackQuerySet(models.QuerySet):
    """For every table of this room."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see homes."""
        return self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()


class DeliveryQuerySet(PackQuerySet):
    def standing(self):
        """Deliveries that count: not withdrawn."""
        return self.filter(withdrawn_at=None)

    def within(self, period):
        """Deliveries made from the first to the last day of `period`."""
        return self.filter(delivered_on__range=(period.start, period.end))

    def for_list(self):
        """Everything a row of deliveries prints, in one query, newest first."""
        return self.select_related("kit", "specification").order_by("-delivered_on", "-id")

    def without_kit(self):
        """Standing deliveries for which no kit code was written down."""
        return self.standing().filter(kit=None)


class KitQuerySet(PackQuerySet):
    def standing(self):
        """Kits whose issue has not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def unregistered(self):
        """Kits nobody has registered: they protect by their sticker only."""
        return self.filter(registered_on=None)

    def registered_within(self, period):
        """Kits registered from the first to the last day of `period`."""
        return self.standing().filter(registered_on__range=(period.start, period.end))
