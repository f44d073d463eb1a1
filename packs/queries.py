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

    def at_homes(self):
        """Standing kits that a household has."""
        return self.standing().filter(household__isnull=False)

    def unregistered(self):
        """Kits at homes that nobody has registered: they protect by their sticker only."""
        return self.filter(registered_on=None, household__isnull=False)

    def to_chase(self):
        """Kits at homes still to be registered, the longest out first, with their homes."""
        return self.standing().unregistered().for_list().order_by("issued_on", "id")

    def for_list(self):
        """Everything a row of kits prints, in one query."""
        return self.select_related("household__street", "location").order_by("-issued_on", "-id")


class ClashQuerySet(PackQuerySet):
    def open(self):
        """Clashes nobody has settled, the oldest first."""
        return self.filter(settled_at=None).order_by("recorded_at", "id")

    def for_list(self):
        """Everything a row of clashes prints, in one query."""
        return self.select_related("household__street", "kit__household__street", "kit__location", "delivery")


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
    def told(self):
        """With what a movement is called by: its item and its two places."""
        return self.select_related("item", "from_location", "to_location")

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
        return (
            self.order_by("location_id", "item_id").values("location", "item").annotate(total=Sum("quantity"))
        )


class HandoverQuerySet(StockQuerySet):
    def waiting(self):
        """Handovers whose second end has not spoken yet."""
        return self.filter(taken_at=None, recalled_at=None)

    def unexplained(self):
        """Handovers at which one end counted differently from the other and nobody has said why."""
        return self.filter(differs=True, explained_at=None)

    def for_list(self):
        """Everything a row of handovers prints, in two queries, newest first."""
        return (
            self.select_related("from_location", "to_location", "given_by", "taken_by", "project")
            .prefetch_related("lines__item")
            .order_by("-given_at", "-id")
        )


class TorchQuerySet(models.QuerySet):
    """Torches and what was found with them: police officers see them too."""

    def visible_to(self, user, project):
        """Rows of this project for those who look after torches or record finds."""
        return self.filter(project=project) if user.can(Perm.FIND_RECORD, project) else self.none()

    def out(self):
        """Torches that are with officers now."""
        return self.filter(returned_on=None)


class SignQuerySet(StockQuerySet):
    def up(self):
        """Signs that are up now."""
        return self.filter(up_on__isnull=False, down_on=None)

    def for_list(self):
        """Everything a row of signs prints, in one query, street by street."""
        return self.select_related("street").order_by("street__name", "column_number", "id")


class StocktakeQuerySet(StockQuerySet):
    def open(self):
        """Counts that wait for a second person."""
        return self.filter(second_at=None)

    def for_list(self):
        """Everything a row of counts prints, in two queries, newest first."""
        return (
            self.select_related("location", "first_by", "second_by", "project")
            .prefetch_related("lines__item")
            .order_by("-first_at", "-id")
        )


class DayQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Closed days: one's own, and everybody's for who keeps the stock."""
        found = self.filter(project=project) if user.can(Perm.STOCK_MOVE, project) else self.none()
        return found if user.can(Perm.STOCK_KEEP, project) else found.filter(holder=user)
