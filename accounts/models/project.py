from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.choices import Role
from accounts.models.organisation import Organisation
from accounts.queries import MembershipQuerySet, ProjectQuerySet
from saferstreets.common.periods import Period


class Project(models.Model):
    """One grant in one place: award, dates, lead body. Every row of every room belongs to exactly one project.

    `check_caller`: the council's own published number, in words; the public page "is this caller genuine?" shows it.
    `demonstration` marks invented household figures: every page and paper of such a project says so.
    `streets_locked`: an import may not add a street by itself; a row in another street waits for a person.
    """

    slug = models.SlugField("Short name for the web address", max_length=40, unique=True)
    name = models.CharField("Name", max_length=120)
    round = models.CharField("Fund and round", max_length=80, blank=True)
    lead_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_projects",
        verbose_name="Lead body",
    )
    award_pence = models.BigIntegerField("Award", null=True, blank=True, validators=[MinValueValidator(0)])
    awarded_on = models.DateField("Date of award", null=True, blank=True)
    starts_on = models.DateField("Delivery starts")
    ends_on = models.DateField("Delivery ends")
    purpose = models.TextField("What the project is for", blank=True, max_length=2000)
    note = models.TextField("Note", blank=True, max_length=2000)
    check_caller = models.CharField(
        "Whom a resident rings to check a caller", max_length=200, blank=True, default="", db_default=""
    )
    streets_locked = models.BooleanField("Street list is complete", default=False)
    demonstration = models.BooleanField("Demonstration", default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(award_pence=None) | Q(award_pence__gte=0), name="project_award_not_negative"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("office:today", args=[self.slug])

    @property
    def period(self):
        """From the first to the last day of delivery."""
        return Period(self.starts_on, self.ends_on)


class Membership(models.Model):
    """What one person is on one project, and until when. Ends by itself the day after `until`."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    until = models.DateField("Last day", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user", "role"], name="membership_once")]

    def __str__(self):
        return f"{self.user} as {self.get_role_display()}"
