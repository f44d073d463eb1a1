from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from households.choices import CautionInstruction, VulnerabilityCategory, VulnerabilitySource
from households.models.household import Household
from households.queries import BurglaryRecordQuerySet, CautionQuerySet, VulnerabilityQuerySet


class Vulnerability(models.Model):
    """Why a home may need more than a pack, in bands. Seen only by the roles that act on it; every look is written down."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="vulnerabilities")
    household = models.ForeignKey(Household, models.PROTECT, related_name="vulnerabilities")
    category = models.CharField("Category", max_length=20, choices=VulnerabilityCategory)
    source = models.CharField("Who told us", max_length=10, choices=VulnerabilitySource)
    reason = models.CharField("What it means for the visit", max_length=300, blank=True)
    noted_on = models.DateField("Noted on")
    review_on = models.DateField("Review by")
    ended_on = models.DateField("Ended on", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VulnerabilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vulnerabilities"
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("noted_on")), name="vulnerability_reviewed_later"
            )
        ]
        indexes = [models.Index(fields=["project", "household", "ended_on"], name="vulnerability_home")]

    def __str__(self):
        return self.get_category_display()


class BurglaryRecord(models.Model):
    """A recorded burglary at a home, from the Constabulary's list: source, purpose and expiry as its sharing agreement says.

    reference: the list's own number, so that the same list twice changes nothing. After expires_on it is no longer shown
    or used and waits for deletion.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="burglary_records")
    household = models.ForeignKey(Household, models.PROTECT, related_name="burglary_records")
    reference = models.CharField("Crime reference", max_length=40)
    happened_on = models.DateField("Burglary on", null=True, blank=True)
    source = models.CharField("Source", max_length=120)
    purpose = models.CharField("Purpose", max_length=200)
    expires_on = models.DateField("Use until")
    batch_id = models.BigIntegerField("Import", null=True, blank=True)
    recorded_at = models.DateTimeField()

    objects = BurglaryRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "reference", "household"], name="burglary_record_once")
        ]
        indexes = [models.Index(fields=["project", "household", "expires_on"], name="burglary_home")]

    def __str__(self):
        return f"Burglary record {self.reference}"


class CautionFlag(models.Model):
    """An instruction for whoever knocks, not a reason. Has an author, a basis and an expiry, and expires by itself."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="caution_flags")
    household = models.ForeignKey(Household, models.PROTECT, related_name="caution_flags")
    instruction = models.CharField("Instruction", max_length=20, choices=CautionInstruction)
    basis = models.CharField("Basis, for the file only", max_length=300)
    from_on = models.DateField("From")
    expires_on = models.DateField("Expires after")
    lifted_on = models.DateField("Lifted on", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CautionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("from_on")), name="caution_expires_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="caution_has_a_basis"),
        ]
        indexes = [models.Index(fields=["project", "household", "expires_on"], name="caution_home")]

    def __str__(self):
        return self.get_instruction_display()
