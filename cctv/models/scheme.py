from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation, Project
from cctv.choices import PaperKind, SchemeKind
from cctv.queries import CctvQuerySet, PaperQuerySet, SchemeQuerySet
from cctv.rules import LEAST_YEARS, MOST_YEARS
from evidence.models import Document
from grants.models import Agreement
from saferstreets.common.stages import DelayFactor, Mark


class Scheme(models.Model):
    """The cameras of one site: the school's, bought with grant transferred to it; or another body's own, told beside ours.

    owner: who owns, runs and keeps up the cameras. supplier: the owner's, never ours; it stands in no list of our suppliers.
    transfer_pence: the grant transferred, where a paper gives it. before, purpose, upkeep, police_access: in the words of the papers; every
    reader of the scheme's page sees them, so they name no camera's place. least_years, most_years: expected, not promised.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="cctv_schemes")
    name = models.CharField("Scheme", max_length=120)
    kind = models.CharField("Who pays", max_length=15, choices=SchemeKind, default=SchemeKind.PARTNER)
    site = models.CharField("Site", max_length=160)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner of the cameras"
    )  # fmt: skip
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    supplier = models.CharField("The owner’s supplier", max_length=120, blank=True)
    transfer_pence = models.BigIntegerField("Grant transferred", null=True, blank=True)
    before = models.TextField("What it was like before", max_length=1500, blank=True)
    purpose = models.TextField("What the cameras are for", max_length=1500, blank=True)
    upkeep = models.CharField("Who pays for upkeep", max_length=300, blank=True)
    police_access = models.CharField("How the police get images", max_length=300, blank=True)
    goes_with = models.TextField("Other people’s works it goes with", max_length=1000, blank=True)
    least_years = models.PositiveSmallIntegerField("Expected life, from", default=LEAST_YEARS)
    most_years = models.PositiveSmallIntegerField("Expected life, to", default=MOST_YEARS)
    stated_in = models.CharField("Where this is stated", max_length=200, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="cctv_scheme_once"),
            models.CheckConstraint(
                condition=Q(least_years__gte=1, most_years__gte=F("least_years")), name="cctv_life_is_a_range"
            ),
            models.CheckConstraint(
                condition=Q(transfer_pence=None) | Q(transfer_pence__gte=0, kind=SchemeKind.PARTNER),
                name="cctv_transfer_only_to_a_partner",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cctv:scheme", args=[self.project.slug, self.pk])

    @property
    def ours(self):
        """Does the grant pay for it?"""
        return self.kind == SchemeKind.PARTNER

    @property
    def marks(self):
        """{stage: its dates}, as saferstreets.common.stages takes them."""
        return {work.stage: work.mark for work in self.works.all()}


class Work(models.Model):
    """One stage of a scheme and its dates: as planned, as forecast now, as it was. See saferstreets.common.stages."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="works")
    stage = models.CharField(max_length=20)
    planned_on = models.DateField("Planned for", null=True, blank=True)
    planned_words = models.CharField("Planned, in words", max_length=60, blank=True)
    forecast_on = models.DateField("Expected by now", null=True, blank=True)
    actual_on = models.DateField("Done on", null=True, blank=True)
    actual_words = models.CharField("Done, in words", max_length=60, blank=True)
    factor = models.CharField("Leading factor of the delay", max_length=20, choices=DelayFactor, blank=True)
    why = models.CharField("The delay, in words", max_length=300, blank=True)

    objects = CctvQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "stage"], name="cctv_work_once"),
            models.CheckConstraint(
                condition=Q(actual_on=None)
                | Q(planned_on=None)
                | Q(actual_on__lte=F("planned_on"))
                | ~Q(factor=""),
                name="cctv_late_has_a_factor",
            ),
        ]
        indexes = [models.Index(fields=["project", "stage", "actual_on"], name="cctv_stage_day")]

    def __str__(self):
        return f"{self.stage} of {self.scheme}"

    @property
    def mark(self):
        """Its dates, without the rest of the row."""
        return Mark.of(self)


class SchemePartner(models.Model):
    """A person of the owner's office who enters the progress and evidence of this scheme, and sees no other."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="partners")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until_on = models.DateField("Last day", null=True, blank=True)

    objects = CctvQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "scheme", "user"], name="cctv_partner_once")
        ]

    def __str__(self):
        return f"{self.user} for {self.scheme}"


class SchemePaper(models.Model):
    """A file that shows something of a scheme. Never footage: the evidence room refuses it by what is in the file."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="papers")
    kind = models.CharField("What it is", max_length=15, choices=PaperKind)
    title = models.CharField("What it shows", max_length=160)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "-added_at", "-id"]
        indexes = [models.Index(fields=["project", "scheme", "kind", "-added_at"], name="cctv_paper_newest")]

    def __str__(self):
        return self.title
