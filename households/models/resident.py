from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Project
from households.choices import ConsentPurpose, NoticeHow, RefusalKind
from households.models.household import Household
from households.models.visit import Visit
from households.queries import PeopleQuerySet, RefusalQuerySet, ResidentQuerySet


class Resident(models.Model):
    """Somebody who lives, or lived, at a home. Name and contact are optional and minimal; there are no children here.

    notice_version and notice_how: the privacy notice given and how. moved_out_on closes the record: what was agreed with
    this person does not bind the next.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="residents")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residents")
    name = models.CharField("Name", max_length=120, blank=True)
    contact = models.CharField("Telephone or email", max_length=120, blank=True)
    notice_version = models.CharField("Privacy notice given", max_length=20)
    notice_how = models.CharField("How it was given", max_length=10, choices=NoticeHow)
    since_on = models.DateField("Known since")
    moved_out_on = models.DateField("Moved out on", null=True, blank=True)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(moved_out_on=None) | Q(moved_out_on__gte=models.F("since_on")),
                name="resident_moves_out_after_in",
            )
        ]
        indexes = [models.Index(fields=["project", "household", "moved_out_on"], name="resident_home")]

    def __str__(self):
        return self.name or "Resident, name not given"


class Consent(models.Model):
    """What one resident agreed to, or not: for which purpose, and to whom details may go. Withdrawn by a later row."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="consents")
    purpose = models.CharField("What for", max_length=10, choices=ConsentPurpose)
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="To whom"
    )
    given = models.BooleanField("Given")
    happened_on = models.DateField("Said on")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PeopleQuerySet.as_manager()

    class Meta:
        ordering = ["project", "resident", "happened_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose=ConsentPurpose.REFERRAL, body__isnull=False)
                | ~Q(purpose=ConsentPurpose.REFERRAL) & Q(body=None),
                name="consent_names_the_body_for_referrals_only",
            )
        ]
        indexes = [models.Index(fields=["project", "resident", "purpose"], name="consent_resident")]

    def __str__(self):
        return f"{self.get_purpose_display()}: {'yes' if self.given else 'no'}"


class Refusal(models.Model):
    """A home closed by its occupier: at the door (then `visit` says when) or in writing. Closes every round, on every phone.

    name: the refuser's, where known; readable by the coordinator only. Lifted by the coordinator on a recorded change of
    occupier, and by nothing else; a refusal whose visit is withdrawn never was.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="refusals")
    household = models.ForeignKey(Household, models.PROTECT, related_name="refusals")
    kind = models.CharField(max_length=12, choices=RefusalKind)
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, blank=True, related_name="refusal")
    name = models.CharField("Name", max_length=120, blank=True)
    refused_on = models.DateField("Refused on")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_on = models.DateField("New occupier since", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RefusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="refusal_lifted_by_someone",
            )
        ]
        indexes = [models.Index(fields=["project", "household", "refused_on"], name="refusal_home")]

    def __str__(self):
        return self.get_kind_display()
