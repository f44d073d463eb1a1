from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models.project import Project
from accounts.queries import LostFactorQuerySet


class LostFactor(models.Model):
    """Somebody who knew their password asks to be let in without the phone or key they lost: one row for each of their projects.

    Whoever answers one answers them all. settled_by: None where the IT officer did it on the server. how: how they were known.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="lost_factors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lost_factors")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField("How they were known", max_length=200, blank=True)

    objects = LostFactorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"], condition=Q(settled_at=None), name="lost_factor_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, how="")
                | Q(settled_at__isnull=False) & ~Q(how=""),
                name="lost_factor_settled_with_a_sentence",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("user")), name="lost_factor_settled_by_another"
            ),
        ]

    def __str__(self):
        return f"{self.user} has lost their second factor"
