from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Project
from households.models.place import Street
from households.own_street_queries import OwnStreetQuerySet


class OwnStreet(models.Model):
    """A street where a person who works here, or their family, lives. Which of the two is nobody's business, and is not written down.

    It ends only by another person's word: whoever wants to look could otherwise end it, look, and name it again.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="own_streets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="own_streets")
    street = models.ForeignKey(Street, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OwnStreetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "street"], condition=Q(ended_at=None), name="own_street_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_by=F("user")),
                name="own_street_ended_by_another",
            ),
        ]
        indexes = [models.Index(fields=["project", "user", "ended_at"], name="own_street_of")]

    def __str__(self):
        return f"{self.user}: {self.street}"
