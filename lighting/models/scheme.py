from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation, Project
from grants.models import Agreement, Deliverable
from lighting.choices import PlaceKind, SchemeKind
from lighting.queries import LightingQuerySet, SchemeQuerySet


class Scheme(models.Model):
    """One piece of lighting work: the streets that are bettered, or the park that gets light.

    boundary: the area in the words of the paper, never drawn more exactly than they say. depends_on: somebody else's works it
    waits for or goes with, recorded and not ours. burning_hours, grams_a_kwh: assumptions, printed wherever energy is.
    life_from_years, life_to_years: the expected life as stated. owner: who looks after the lights once they are handed over.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="lighting_schemes")
    name = models.CharField("Scheme", max_length=120)
    kind = models.CharField("What it does", max_length=10, choices=SchemeKind)
    deliverable = models.ForeignKey(
        Deliverable, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Promise"
    )
    boundary = models.TextField("The area, in the words of the paper", max_length=1000)
    before = models.TextField("What it was like before", max_length=1000, blank=True)
    depends_on = models.TextField("Other people’s works it goes with", max_length=1000, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    contractor = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Who looks after the lights"
    )  # fmt: skip
    life_from_years = models.PositiveSmallIntegerField("Expected life, from", null=True, blank=True)
    life_to_years = models.PositiveSmallIntegerField("Expected life, to", null=True, blank=True)
    stated_in = models.CharField("Where owner and life are stated", max_length=200, blank=True)
    burning_hours = models.PositiveIntegerField(
        "Burning hours a year", default=4_100, validators=[MinValueValidator(1), MaxValueValidator(8_784)]
    )
    grams_a_kwh = models.PositiveIntegerField("Grams of CO2e a kWh", default=212)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="lighting_scheme_once"),
            models.CheckConstraint(
                condition=Q(life_from_years=None, life_to_years=None)
                | Q(life_from_years__gte=1, life_to_years__gte=F("life_from_years")),
                name="lighting_life_is_a_range",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("lighting:scheme", args=[self.project.slug, self.pk])


class SchemePlace(models.Model):
    """A street, an end of the route or an access point by its name. A position only where somebody surveyed one."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=10, choices=PlaceKind)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "kind", "name"], name="lighting_place_once")
        ]

    def __str__(self):
        return self.name


class SchemePartner(models.Model):
    """A person of the partner's office who enters the progress of this scheme, and sees no other."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="partners")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until_on = models.DateField("Last day", null=True, blank=True)

    objects = LightingQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "user"], name="lighting_partner_once")
        ]

    def __str__(self):
        return f"{self.user} for {self.scheme}"
