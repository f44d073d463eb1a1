from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Project
from evidence.models import Document
from grants.asset_queries import AssetQuerySet
from grants.choices import Section


class Asset(models.Model):
    """One thing bought or improved with the grant, in the columns of the model grant agreement.

    cost_pence: net of the VAT that can be recovered; empty where no paper gives it, never guessed. acquired_words: the day as
    the paper gives it, where none is exact. location: the site, never where a camera hangs. owner: the body that owned it when it was
    acquired. approved_by, approved_on: who of the funder approved it, where one body's assets together pass £10,000.
    source: "app.Model:id" of what brought it, once a project.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="assets")
    section = models.CharField("Part of the update", max_length=20, choices=Section)
    acquired_on = models.DateField("Acquired on", null=True, blank=True)
    acquired_words = models.CharField("Acquired, in words", max_length=60, blank=True)
    description = models.CharField("Description", max_length=300)
    cost_pence = models.BigIntegerField("Cost net of recoverable VAT", null=True, blank=True)
    location = models.CharField("Location", max_length=200)
    serial_number = models.CharField("Serial number", max_length=200, blank=True)
    title_deeds = models.CharField("Title deeds", max_length=200, blank=True)
    depreciation = models.CharField("Depreciation policy", max_length=300, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Owner")
    approved_by = models.CharField("Approved by", max_length=120, blank=True)
    approved_on = models.DateField("Approved on", null=True, blank=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    disposed_on = models.DateField("Disposed of on", null=True, blank=True)
    proceeds_pence = models.BigIntegerField("Proceeds", null=True, blank=True)
    transferee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Transferred to"
    )
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["project", "acquired_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source"], name="asset_of_source_once", condition=~Q(source="")
            ),
            models.CheckConstraint(
                condition=Q(cost_pence=None) | Q(cost_pence__gte=0), name="asset_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_on=None)
                | ~Q(approved_by="") & Q(approved_on__isnull=False),
                name="asset_approved_by_someone_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(disposed_on__isnull=False) | Q(proceeds_pence=None, transferee=None),
                name="asset_proceeds_only_when_disposed_of",
            ),
            models.CheckConstraint(
                condition=Q(proceeds_pence=None) | Q(proceeds_pence__gte=0),
                name="asset_proceeds_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["project", "acquired_on", "id"], name="asset_register")]

    def __str__(self):
        return self.description
