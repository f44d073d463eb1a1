from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from households import rules
from households.choices import HouseholdKind, HouseholdState, Tenure
from households.models.landlord import Landlord
from households.models.place import Street
from households.queries import HouseholdQuerySet, HouseholdValueQuerySet


class Household(models.Model):
    """One front door: a dwelling, or what turned out not to be one.

    door_key: flat, name and number normalised, how a file's row finds the home in its street.
    search: what the search box looks in. walk_seq: place in the street's walking order.
    closed_on: since when the home asked not to be visited again. split_from: the entry that turned out to be several homes;
    duplicate_of: the entry that is the same home, which then holds the visits. version: grows with every change of what
    the desk may edit, so that two people editing one home see each other's. state_entered, state_entered_at: what the desk
    said stands there, and since when; only a later visit says otherwise.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="households")
    street = models.ForeignKey(Street, models.PROTECT, related_name="households")
    flat = models.CharField("Flat or room", max_length=60, blank=True)
    name = models.CharField("House or building name", max_length=100, blank=True)
    number = models.CharField("Number", max_length=30, blank=True)
    postcode = models.CharField("Postcode", max_length=8, blank=True)
    uprn = models.CharField("UPRN", max_length=12, blank=True)
    reference = models.CharField("Reference in the source", max_length=60, blank=True)
    tenure = models.CharField("Tenure", max_length=15, choices=Tenure, default=Tenure.UNKNOWN)
    kind = models.CharField(
        "Kind",
        max_length=10,
        choices=HouseholdKind,
        default=HouseholdKind.UNKNOWN,
        db_default=HouseholdKind.UNKNOWN,
    )
    landlord = models.ForeignKey(
        Landlord,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="homes",
        verbose_name="Landlord or agent",
    )
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="split_into")
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    state = models.CharField("State", max_length=15, choices=HouseholdState, default=HouseholdState.OCCUPIED)
    state_entered = models.CharField(
        "State entered at the desk",
        max_length=15,
        choices=HouseholdState,
        blank=True,
        default="",
        db_default="",
    )
    state_entered_at = models.DateTimeField("Entered", null=True, blank=True)
    closed_on = models.DateField("Not to be visited since", null=True, blank=True)
    door_key = models.CharField(max_length=200)
    search = models.CharField(max_length=500)
    walk_seq = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "street", "door_key", "postcode"], name="household_once"
            ),
            models.CheckConstraint(condition=~Q(door_key=""), name="household_has_a_door"),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | Q(state=HouseholdState.DUPLICATE) & ~Q(duplicate_of=F("id")),
                name="household_duplicate_says_so",
            ),
            models.CheckConstraint(
                condition=Q(state_entered="", state_entered_at=None)
                | ~Q(state_entered="") & Q(state_entered_at__isnull=False),
                name="household_state_entered_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "street", "walk_seq", "id"], name="household_walk"),
            models.Index(fields=["project", "uprn"], name="household_uprn", condition=~Q(uprn="")),
            models.Index(fields=["project", "state", "street", "closed_on", "id"], name="household_standing"),
            models.Index(
                fields=["project", "landlord"], name="household_landlord", condition=Q(landlord__isnull=False)
            ),
        ]

    def __str__(self):
        return self.address

    def get_absolute_url(self):
        return reverse("office:home", args=[self.project.slug, self.pk])

    @property
    def address(self):
        """One line, without the town that the whole street shares."""
        return rules.address_lines(
            flat=self.flat,
            name=self.name,
            number=self.number,
            street=self.street.name,
            postcode=self.postcode,
        )


class HouseholdValue(models.Model):
    """What another source says about a home where it disagrees with what is known: both are kept until a person settles it.

    field: "uprn", "tenure", "postcode" or "reference". source: the file it came from. settled_on: a settled one stays,
    so that the next list which says it again is no news.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="other_values")
    field = models.CharField(max_length=20)
    value = models.CharField("Other value", max_length=60)
    source = models.CharField("Source", max_length=200)
    batch_id = models.BigIntegerField("Import", null=True, blank=True)
    noted_at = models.DateTimeField()
    settled_on = models.DateField(null=True, blank=True)

    objects = HouseholdValueQuerySet.as_manager()

    class Meta:
        verbose_name = "value of another source"
        ordering = ["project", "household", "field", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "household", "field", "value"], name="household_value_once"
            )
        ]
        indexes = [
            models.Index(fields=["project", "id"], name="household_value_open", condition=Q(settled_on=None))
        ]

    def __str__(self):
        return f"{self.field}: {self.value}"
