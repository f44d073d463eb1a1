from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households.models import Street
from lighting.models.scheme import Scheme
from lighting.queries import ColumnQuerySet


class Column(models.Model):
    """One lamp column as the county's inventory knows it, and what our works did to it.

    scheme: none for a column of the inventory that no scheme touches. street: of the project's own list, where the name is there.
    easting, northing: metres of the National Grid, or unknown; rough: worked out from a longitude and latitude, good to about
    5 m. before, after: the lantern that was there and the one that is. energised_on: the one day that the claim, the evaluation
    and the energy bill go by. asset_key, number_key, street_key: what two spellings share.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="columns")
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, null=True, blank=True, related_name="columns", db_index=False
    )
    street = models.ForeignKey(Street, models.PROTECT, null=True, blank=True, related_name="columns")
    asset_id = models.CharField("Asset number", max_length=40, blank=True)
    asset_key = models.CharField(max_length=40, blank=True)
    number = models.CharField("Number on the column", max_length=30, blank=True)
    number_key = models.CharField(max_length=30, blank=True)
    number_order = models.PositiveIntegerField(default=0)
    street_name = models.CharField("Street", max_length=120, blank=True)
    street_key = models.CharField(max_length=130, blank=True)
    town = models.CharField("Town", max_length=60, blank=True)
    place = models.CharField("Where it stands", max_length=160, blank=True)
    easting = models.PositiveIntegerField("Easting", null=True, blank=True)
    northing = models.PositiveIntegerField("Northing", null=True, blank=True)
    rough = models.BooleanField("Position from longitude and latitude", default=False)
    height_mm = models.PositiveIntegerField("Height", null=True, blank=True)
    material = models.CharField("Material", max_length=60, blank=True)
    bracket = models.CharField("Bracket", max_length=60, blank=True)
    before_make = models.CharField("Lantern before", max_length=80, blank=True)
    before_source = models.CharField("Light source before", max_length=80, blank=True)
    before_milliwatts = models.PositiveIntegerField("Wattage before", null=True, blank=True)
    before_kelvin = models.PositiveIntegerField("Colour temperature before", null=True, blank=True)
    after_make = models.CharField("Lantern after", max_length=80, blank=True)
    after_source = models.CharField("Light source after", max_length=80, blank=True)
    after_milliwatts = models.PositiveIntegerField("Wattage after", null=True, blank=True)
    after_kelvin = models.PositiveIntegerField("Colour temperature after", null=True, blank=True)
    feed = models.CharField("Feed", max_length=60, blank=True)
    lighting_class = models.CharField("Lighting class", max_length=20, blank=True)
    charge_code = models.CharField("Charge code", max_length=20, blank=True)
    switch_regime = models.CharField("Switch regime", max_length=30, blank=True)
    installed_on = models.DateField("Installed on", null=True, blank=True)
    electrical_test_on = models.DateField("Electrical test", null=True, blank=True)
    structural_test_on = models.DateField("Structural test", null=True, blank=True)
    energised_on = models.DateField("Energised on", null=True, blank=True)

    objects = ColumnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(easting=None, northing=None) | Q(easting__isnull=False, northing__isnull=False),
                name="column_position_whole",
            ),
            models.CheckConstraint(
                condition=Q(energised_on=None) | Q(scheme__isnull=False), name="column_lit_by_a_scheme"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "asset_key"], name="column_asset", condition=~Q(asset_key="")),
            models.Index(fields=["project", "street_key", "number_order", "id"], name="column_street"),
            models.Index(fields=["project", "easting", "northing"], name="column_position"),
            models.Index(
                fields=["project", "scheme", "street_key", "number_order", "id"], name="column_scheme",
                condition=Q(scheme__isnull=False),
            ),
            models.Index(
                fields=["project", "energised_on"], name="column_lit", condition=Q(energised_on__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("lighting:column", args=[self.project.slug, self.pk])

    @property
    def words(self):
        """How a person names it: its number and street, else its asset number, else where it stands."""
        name = self.number or self.asset_id
        if name and self.street_name:
            return f"{name}, {self.street_name}"
        if self.street_name:
            where = self.place or (f"at {self.easting}, {self.northing}" if self.easting else "no number")
            return f"{self.street_name} ({where})"
        return name or self.place or f"column at {self.easting}, {self.northing}"
