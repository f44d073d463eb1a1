from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households.models import Street
from packs.models.kit import Kit
from packs.queries import SignQuerySet, TorchQuerySet


class TorchIssue(models.Model):
    """One ultraviolet torch with one police officer, by collar number and station; never a household."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="torches")
    collar_number = models.CharField("Collar number", max_length=20)
    station = models.CharField("Station", max_length=80)
    key = models.CharField(max_length=40)
    issued_on = models.DateField("Issued on")
    trained_on = models.DateField("Training video watched on", null=True, blank=True)
    returned_on = models.DateField("Given back on", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TorchQuerySet.as_manager()

    class Meta:
        verbose_name = "torch"
        verbose_name_plural = "torches"
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="torch_issue_once"),
            models.UniqueConstraint(
                fields=["project", "collar_number"],
                condition=Q(returned_on=None),
                name="torch_one_an_officer",
            ),
        ]
        indexes = [models.Index(fields=["project", "issued_on"], name="torch_issued")]

    def __str__(self):
        return f"Torch with {self.collar_number}"

    def get_absolute_url(self):
        return reverse("packs:torch_list", args=[self.project.slug])

    @property
    def source(self):
        """What its movements say they are for."""
        return f"packs.TorchIssue:{self.pk}"


class Find(models.Model):
    """A mark seen under a torch: seen, traced to a kit, returned to its owner."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="finds")
    found_on = models.DateField("Mark seen on")
    what = models.CharField("What carried the mark", max_length=120)
    collar_number = models.CharField("Collar number of who found it", max_length=20)
    mark = models.CharField("Code read from the mark", max_length=30, blank=True)
    kit = models.ForeignKey(Kit, models.PROTECT, null=True, blank=True, related_name="finds")
    traced_on = models.DateField("Traced on", null=True, blank=True)
    returned_on = models.DateField("Returned to its owner on", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TorchQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-found_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(traced_on__isnull=False), name="find_traced_before_returned"
            )
        ]
        indexes = [models.Index(fields=["project", "found_on"], name="find_day")]

    def __str__(self):
        return f"{self.what}, {self.found_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("packs:find", args=[self.project.slug, self.pk])


class Sign(models.Model):
    """A sign on a lamp column, by street and the column's number as text, with the county's permission."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="signs")
    street = models.ForeignKey(Street, models.PROTECT, related_name="+")
    column_number = models.CharField("Column number", max_length=40)
    permitted_on = models.DateField("Permission of the county of", null=True, blank=True)
    permission = models.CharField("The paper that gives it", max_length=160, blank=True)
    up_on = models.DateField("Put up on", null=True, blank=True)
    down_on = models.DateField("Taken down on", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "street", "column_number"],
                condition=Q(down_on=None),
                name="sign_one_a_column",
            ),
            models.CheckConstraint(
                condition=Q(permitted_on=None, permission="")
                | Q(permitted_on__isnull=False) & ~Q(permission=""),
                name="sign_permitted_by_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(up_on=None) | Q(permitted_on__isnull=False), name="sign_up_needs_permission"
            ),
            models.CheckConstraint(
                condition=Q(down_on=None) | Q(up_on__isnull=False), name="sign_down_was_up"
            ),
        ]
        indexes = [models.Index(fields=["project", "up_on"], name="sign_up")]

    def __str__(self):
        return f"Sign on column {self.column_number}"

    def get_absolute_url(self):
        return reverse("packs:sign_list", args=[self.project.slug])

    @property
    def source(self):
        """What its movements say they are for."""
        return f"packs.Sign:{self.pk}"
