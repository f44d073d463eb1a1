from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from packs.queries import DayQuerySet


class ClosedDay(models.Model):
    """One person's day on the street, closed: the bag counted against the books, the phone empty, home safe.

    start, taken_out, delivered, returned: packs in the bag in the morning and moved during the day; expected is what
    follows from them, counted is what lay in the bag. unsent: visits still on the phone, and which (named).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_day = models.DateField()
    start = models.IntegerField("In the bag in the morning")
    taken_out = models.IntegerField("Taken out")
    delivered = models.IntegerField("Delivered")
    returned = models.IntegerField("Returned")
    expected = models.IntegerField("Must be in the bag")
    counted = models.PositiveIntegerField("Counted in the bag")
    explanation = models.CharField("Why the count differs", max_length=200, blank=True)
    unsent = models.PositiveIntegerField("Visits not sent yet")
    named = models.CharField("Which visits", max_length=200, blank=True)
    safe_home = models.BooleanField("Safe home")
    closed_at = models.DateTimeField()

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "holder", "on_day"], name="day_closed_once"),
            models.CheckConstraint(
                condition=Q(expected=F("start") + F("taken_out") - F("delivered") - F("returned")),
                name="day_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(counted=F("expected")) | ~Q(explanation=""), name="day_difference_explained"
            ),
            models.CheckConstraint(condition=Q(unsent=0) | ~Q(named=""), name="day_unsent_named"),
            models.CheckConstraint(condition=Q(safe_home=True), name="day_safe_home"),
        ]
        indexes = [models.Index(fields=["project", "-on_day"], name="day_closed")]

    def __str__(self):
        return f"{self.on_day:%-d %B %Y} of {self.holder.name}"

    def get_absolute_url(self):
        return reverse("doorstep:day_close", args=[self.project.slug])

    @property
    def source(self):
        """What its movement says it is for."""
        return f"packs.ClosedDay:{self.pk}"
