"""Named reads of packs, kits and stock."""

from django.db import models
from django.db.models import Q, Sum

from accounts.permissions import Perm
from packs import rules


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


class StockQuerySet(models.QuerySet):
    """For every table of the stock ledger."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see its stock."""
        return self.filter(project=project) if user.can(Perm.STOCK_SEE, project) else self.none()


class LocationQuerySet(StockQuerySet):
    def guarded(self):
        """Places the office can look into: stores, bags, officers."""
        return self.filter(kind__in=rules.GUARDED)


class MovementQuerySet(StockQuerySet):
    def for_list(self):
        """Everything a row of movements prints, in one query, newest first."""
        return self.select_related(
            "item", "from_location", "to_location", "recorded_by", "reversed_by"
        ).order_by("-id")

    def at(self, location):
        """Movements into or out of a place."""
        return self.filter(Q(from_location=location) | Q(to_location=location))


class BalanceQuerySet(StockQuerySet):
    def totals(self):
        """How many of each item at each place: dicts of location, item and total, places and items in order."""
        return self.order_by("location", "item").values("location", "item").annotate(total=Sum("quantity"))
