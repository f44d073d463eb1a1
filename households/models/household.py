from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households import rules
from households.choices import HouseholdState, Tenure
from households.models.place import Street
from households.queries import HouseholdQuerySet


class Household(models.Model):
    """One front door: a dwelling, or what turned out not to be one.

    door_key: flat, name and number normalised, how a file's row finds the home in its street.
    search: what the search box looks in. walk_seq: place in the street's walking order.
    closed_on: since when the home asked not to be visited again.
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
    state = models.CharField("State", max_length=15, choices=HouseholdState, default=HouseholdState.OCCUPIED)
    closed_on = models.DateField("Not to be visited since", null=True, blank=True)
    door_key = models.CharField(max_length=200)
    search = models.CharField(max_length=500)
    walk_seq = models.PositiveIntegerField()

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "street", "door_key", "postcode"], name="household_once"),
            models.CheckConstraint(condition=~Q(door_key=""), name="household_has_a_door"),
        ]
        indexes = [
            models.Index(fields=["project", "street", "walk_seq", "id"], name="household_walk"),
            models.Index(fields=["project", "uprn"], name="household_uprn", condition=~Q(uprn="")),
            models.Index(fields=["project", "state", "street"], name="household_state"),
        ]

    def __str__(self):
        return self.address

    def get_absolute_url(self):
        return reverse("office:home", args=[self.project.slug, self.pk])

    @property
    def address(self):
        """One line, without the town that the whole street shares."""
        return rules.address_lines(flat=self.flat, name=self.name, number=self.number, street=self.street.name, postcode=self.postcode)
