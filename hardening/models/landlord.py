from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Project
from evidence.models import Document
from hardening.queries import LandlordLetterQuerySet
from households.models import Landlord


class LandlordLetter(models.Model):
    """One letter to one landlord about all their homes: a request for consent, or to a social landlord a list of works for its own contractor.

    The lines it asks about point at it. reply: the answer, filed; it stands behind each line it decided.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="landlord_letters")
    landlord = models.ForeignKey(Landlord, models.PROTECT, related_name="letters")
    routed = models.BooleanField("For the landlord’s own contractor", default=False)
    sent_on = models.DateField("Sent on")
    reply_due_on = models.DateField("Reply asked by")
    reminded_on = models.DateField("Reminded on", null=True, blank=True)
    replied_on = models.DateField("Replied on", null=True, blank=True)
    reply = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LandlordLetterQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_due_on__gt=F("sent_on")), name="landlord_letter_reply_comes_later"
            ),
            models.CheckConstraint(
                condition=Q(reply=None) | Q(replied_on__isnull=False), name="landlord_letter_reply_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "replied_on", "reply_due_on"], name="landlord_letter_waiting")
        ]

    def __str__(self):
        return f"Letter of {self.sent_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("hardening:letter", args=[self.project.slug, self.pk])
