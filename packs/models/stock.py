from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from packs import rules
from packs.choices import ItemKind, PlaceKind
from packs.queries import BalanceQuerySet, LocationQuerySet, MovementQuerySet, StockQuerySet


class Item(models.Model):
    """One kind of thing the office counts: the pack, what goes in it, kits, torches, signs. Counted in whole pieces."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="items")
    name = models.CharField("Item", max_length=120)
    kind = models.CharField("Kind", max_length=10, choices=ItemKind)
    lead_days = models.PositiveSmallIntegerField("Days from order to delivery", null=True, blank=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["project", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="item_once"),
            # What a delivery, a kit and a torch are drawn from is never in doubt.
            models.UniqueConstraint(
                fields=["project", "kind"],
                condition=Q(kind__in=(ItemKind.PACK, ItemKind.KIT, ItemKind.TORCH)),
                name="item_one_of_a_kind",
            ),
        ]

    def __str__(self):
        return self.name


class Location(models.Model):
    """A place where things are. holder: whose bag it is; what no bag covered is kept apart for each person too."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="locations")
    kind = models.CharField("Kind", max_length=12, choices=PlaceKind)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("Place", max_length=160)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["project", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "holder"],
                condition=Q(holder__isnull=False),
                name="bag_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "name"], condition=Q(holder=None), name="location_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=rules.HELD, holder__isnull=False)
                | ~Q(kind__in=rules.HELD) & Q(holder=None),
                name="location_held_by_whom_it_must",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def guarded(self):
        """Can nothing be taken from here that is not there?"""
        return self.kind in rules.GUARDED


class Movement(models.Model):
    """So many of one item from one place to another. Never changed or removed: a mistake is the opposite movement.

    happened_on: the street's day; recorded_at: the server's time. key: whoever sends the same key again gets the same
    movement. source: what it was for, such as "packs.Delivery:412". reverses: the movement that this one takes back.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="movements")
    item = models.ForeignKey(Item, models.PROTECT, related_name="movements")
    from_location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    to_location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    reason = models.CharField("Why", max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - without a key is not the key ""
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = MovementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="movement_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_moves_something"),
            models.CheckConstraint(
                condition=~Q(from_location=F("to_location")), name="movement_goes_somewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "item", "-id"], name="movement_item"),
            models.Index(fields=["project", "from_location", "-id"], name="movement_from"),
            models.Index(fields=["project", "to_location", "-id"], name="movement_to"),
            models.Index(fields=["project", "source"], name="movement_source", condition=~Q(source="")),
        ]

    def __str__(self):
        return f"{self.quantity} {self.item}, {self.from_location} to {self.to_location}"

    def get_absolute_url(self):
        return reverse("packs:movement", args=[self.project.slug, self.pk])


class Balance(models.Model):
    """How many of an item are at a place: a guard beside the movements, written only with them, always recomputable.

    A store or a bag has one row an item, and the database refuses that it falls below nothing. An outside place, to
    which everybody posts, has a row for each place it deals with (lane), so that two people never wait for one row.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    lane = models.ForeignKey(Location, models.PROTECT, related_name="+")
    guarded = models.BooleanField()
    quantity = models.IntegerField()

    objects = BalanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "location", "item", "lane"], name="balance_once"),
            models.CheckConstraint(
                condition=Q(guarded=False) | Q(quantity__gte=0), name="balance_never_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(guarded=False) | Q(lane=F("location")), name="balance_guarded_in_one_row"
            ),
        ]

    def __str__(self):
        return f"{self.quantity} {self.item} at {self.location}"
