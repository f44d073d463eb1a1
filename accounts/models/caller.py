from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models.project import Project
from accounts.queries import CallerCodeQuerySet


class CallerCode(models.Model):
    """What a resident types to learn whether a caller is ours: for one person, one project and some days.

    secret: 128 random bits, from which the code on the card is made with the office's own key, so that a copy of the table
    alone forges no card. code_hash: what a typed code is looked up by. printed_name, post, body: as they stand on the card.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="caller_codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="caller_codes")
    printed_name = models.CharField("Name on the card", max_length=60)
    post = models.CharField("Post", max_length=80)
    body = models.CharField("Works for", max_length=120)
    secret = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    from_on = models.DateField("Valid from")
    until_on = models.DateField("Last day")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_reason = models.CharField(max_length=200, blank=True)

    objects = CallerCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="caller_code_once"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="caller_code_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason=""),
                name="caller_code_revoked_by_someone_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "user", "until_on"], name="caller_code_of")]

    def __str__(self):
        return f"Caller code of {self.printed_name}, to {self.until_on:%-d %B %Y}"
