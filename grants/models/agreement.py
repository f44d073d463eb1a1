from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Project
from evidence.models import Document
from grants.choices import AgreementKind
from grants.queries import AgreementQuerySet


class Agreement(models.Model):
    """An agreement or memorandum with one partner body.

    stated_on: the day the office recorded that it is in place. agreed_words: the date as the paper gives it ("June 2021"),
    where no exact day is known; signed_on: the day on the paper. amount_pence: empty where no paper gives one. document: the signed
    paper. complementary work of other bodies has no row here.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="agreements")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    kind = models.CharField("Kind", max_length=20, choices=AgreementKind)
    in_place = models.BooleanField("In place", default=False)
    stated_on = models.DateField("Recorded on")
    agreed_words = models.CharField("When agreed", max_length=60, blank=True)
    purpose = models.CharField("What for", max_length=300, blank=True)
    signed_on = models.DateField("Signed on", null=True, blank=True)
    amount_pence = models.BigIntegerField("Amount", null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "body", "kind"], name="agreement_once")]

    def __str__(self):
        return f"{self.get_kind_display()} with {self.body}"

    def get_absolute_url(self):
        return reverse("grants:agreement", args=[self.project.slug, self.pk])
