from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from households.models.round import Round
from households.outing_queries import OutingQuerySet


class Outing(models.Model):
    """Somebody is out knocking and said when they will be back. Over when they, or whoever heard from them, say that they are safe.

    Times are the street's. companion: who walks with them; None is alone. told_at: when the coordinators were last written to
    because nobody had heard. settled_by: who said that they are safe.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="outings")
    walker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="outings")
    companion = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    walk = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    back_by = models.DateTimeField("Back by")
    told_at = models.DateTimeField(null=True, blank=True)
    safe_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_how = models.CharField("How we know", max_length=200, blank=True)

    objects = OutingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "walker"], name="outing_one_at_a_time", condition=Q(safe_at=None)
            ),
            models.CheckConstraint(
                condition=Q(back_by__gt=F("started_at")), name="outing_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(safe_at=None, settled_by=None)
                | Q(safe_at__isnull=False, settled_by__isnull=False),
                name="outing_somebody_said_safe",
            ),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(companion=F("walker")), name="outing_companion_is_another"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "back_by"], name="outing_open", condition=Q(safe_at=None)),
            models.Index(fields=["project", "-started_at"], name="outing_latest"),
        ]

    def __str__(self):
        return f"Outing, back by {self.back_by:%H:%M}"
