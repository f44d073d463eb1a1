from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households.models import Household
from packs.choices import ClashAnswer, RegisteredHow
from packs.models.delivery import Delivery
from packs.models.stock import Location
from packs.queries import ClashQuerySet, KitQuerySet, PackQuerySet


class Kit(models.Model):
    """One property-marking kit by its code, never its PIN: in a store or bag, or at its one current home, never both.

    Its life: received_on (where the office wrote its codes down), issued_on with the pack, then registered there and then or
    form_taken_on; registered_on makes it traceable, confirmed_on is the register's own word, sticker_seen_on a later visit's.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="kits")
    code = models.CharField("Kit code", max_length=30)
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="kits")
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="kits")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, blank=True, related_name="kit")
    received_on = models.DateField("Received on", null=True, blank=True)
    issued_on = models.DateField("Issued on", null=True, blank=True)
    form_taken_on = models.DateField("Paper form taken on", null=True, blank=True)
    registered_on = models.DateField("Registered on", null=True, blank=True)
    registered_how = models.CharField(max_length=15, choices=RegisteredHow, blank=True)
    confirmed_on = models.DateField("Confirmed against the register’s list on", null=True, blank=True)
    sticker_seen_on = models.DateField("Sticker seen on", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"], condition=Q(withdrawn_at=None), name="kit_has_one_home"
            ),
            models.CheckConstraint(
                condition=Q(household=None, location__isnull=False)
                | Q(household__isnull=False, location=None, issued_on__isnull=False),
                name="kit_is_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(registered_on=None, registered_how="")
                | Q(registered_on__isnull=False) & ~Q(registered_how=""),
                name="kit_registered_somehow",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(registered_on__isnull=False),
                name="kit_confirmed_is_registered",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "registered_on"], name="kit_registered"),
            models.Index(
                fields=["project", "issued_on"],
                name="kit_to_chase",
                condition=Q(withdrawn_at=None, registered_on=None, household__isnull=False),
            ),
            models.Index(
                fields=["project", "issued_on", "registered_on"],
                name="kit_issued",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                fields=["project", "confirmed_on"],
                name="kit_confirmed",
                condition=Q(withdrawn_at=None, confirmed_on__isnull=False),
            ),
            models.Index(
                fields=["project", "sticker_seen_on"],
                name="kit_sticker_seen",
                condition=Q(withdrawn_at=None, sticker_seen_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Kit {self.code}"

    def get_absolute_url(self):
        return reverse("packs:kit", args=[self.project.slug, self.pk])


class KitMove(models.Model):
    """Where a kit went and why: from store to bag to home, and with the household when it moves house."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kit = models.ForeignKey(Kit, models.PROTECT, related_name="moves")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="kit_moves")
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="+")
    moved_on = models.DateField()
    reason = models.CharField("Why", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["project", "kit", "id"]
        verbose_name_plural = "kit moves"
        constraints = [
            models.CheckConstraint(
                condition=Q(household=None, location__isnull=False)
                | Q(household__isnull=False, location=None),
                name="kit_moved_to_one_place",
            )
        ]

    def __str__(self):
        return f"{self.kit} on {self.moved_on}"


class KitClash(models.Model):
    """A code that came from the street for one home while the kit stands at another: kept for a person, never refused."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kit = models.ForeignKey(Kit, models.PROTECT, related_name="clashes")
    household = models.ForeignKey(Household, models.PROTECT, related_name="kit_clashes")
    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="kit_clash")
    recorded_at = models.DateTimeField()
    answer = models.CharField("What it was", max_length=10, choices=ClashAnswer, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ClashQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kit clashes"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(answer=""),
                name="clash_settled_by_someone",
            )
        ]
        indexes = [
            models.Index(fields=["project", "recorded_at"], name="clash_open", condition=Q(settled_at=None))
        ]

    def __str__(self):
        return f"{self.kit} at two homes"

    def get_absolute_url(self):
        return reverse("packs:clash_settle", args=[self.project.slug, self.pk])
