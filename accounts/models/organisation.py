from django.db import models
from django.db.models import F, Q

from accounts.choices import NameKind
from accounts.queries import OrganisationQuerySet


class Organisation(models.Model):
    """A body: commissioner, force, council, school, funder. Shared by all projects of the office.

    `ended_on` is the last day it existed; from the next day its duties are its successor's.
    """

    name = models.CharField("Name today", max_length=160, unique=True)
    ended_on = models.DateField("Last day it existed", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")), name="organisation_not_its_own_successor"
            ),
        ]

    def __str__(self):
        return self.name

    def name_as_at(self, day):
        """The official name this body had on `day`; its present name where no dated one covers the day."""
        for name in self.names.all():
            if name.kind == NameKind.OFFICIAL and name.covers(day):
                return name.text
        return self.name

    def holder_as_at(self, day):
        """The body that carries this one's duties on `day`: itself, or its successor once it has ended."""
        if self.ended_on and day > self.ended_on and self.successor:
            return self.successor.holder_as_at(day)
        return self


class OrganisationName(models.Model):
    """One name of a body: official for a stretch of time, or an alias that papers use for it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    text = models.CharField("Name", max_length=160)
    kind = models.CharField(max_length=10, choices=NameKind)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "from_on", "text"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "text"], name="organisation_name_once")
        ]

    def __str__(self):
        return self.text

    def covers(self, day):
        """Was this the name on `day`? An open end reaches for ever."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )
