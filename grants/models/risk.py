from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from grants import delivery_rules as rules
from grants.delivery_choices import Impact, Likelihood, Proximity, RiskCategory
from grants.delivery_queries import RiskQuerySet
from grants.models.deliverable import Deliverable


class Risk(models.Model):
    """One thing that may go wrong, how bad and how likely it is before and after what is done about it, and who watches it.

    deliverable: what it threatens; None for the whole programme. owner: a post, never a person's name. proximity: 5 is next month.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="risks")
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, null=True, blank=True, related_name="risks")
    title = models.CharField("Risk", max_length=120)
    category = models.CharField("Category", max_length=20, choices=RiskCategory)
    description = models.CharField("What may happen, and what then", max_length=500)
    mitigations = models.CharField("What is done about it", max_length=500, blank=True)
    owner = models.CharField("Owner (a post)", max_length=120)
    pre_impact = models.PositiveSmallIntegerField("Impact before", choices=Impact)
    pre_likelihood = models.PositiveSmallIntegerField("Likelihood before", choices=Likelihood)
    post_impact = models.PositiveSmallIntegerField("Impact after", choices=Impact)
    post_likelihood = models.PositiveSmallIntegerField("Likelihood after", choices=Likelihood)
    proximity = models.PositiveSmallIntegerField("Proximity", choices=Proximity)
    raised_on = models.DateField("Raised on")
    reviewed_on = models.DateField("Last looked at")
    closed_on = models.DateField("Closed on", null=True, blank=True)
    closed_words = models.CharField("Why it is closed", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="risk_once"),
            models.CheckConstraint(
                condition=Q(
                    pre_impact__range=(1, 6),
                    post_impact__range=(1, 6),
                    pre_likelihood__range=(1, 4),
                    post_likelihood__range=(1, 4),
                    proximity__range=(1, 5),
                ),
                name="risk_within_its_scales",
            ),  # fmt: skip
            models.CheckConstraint(
                condition=Q(reviewed_on__gte=F("raised_on")), name="risk_looked_at_after_raised"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_words="")
                | Q(closed_on__isnull=False) & ~Q(closed_words=""),
                name="risk_closed_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "closed_on"], name="risk_open")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("grants:risk", args=[self.project.slug, self.pk])

    @property
    def before(self):
        """Impact times likelihood, 1 to 24, with nothing done."""
        return rules.score(self.pre_impact, self.pre_likelihood)

    @property
    def after(self):
        """The same with the mitigations."""
        return rules.score(self.post_impact, self.post_likelihood)
