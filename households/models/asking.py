from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation, Project
from households.asking_queries import EnquiryQuerySet, SupportReferralQuerySet
from households.choices import EnquiryChannel, EnquiryStatus, EnquiryWant, ReferralStatus, SupportKind
from households.models.household import Household
from households.models.resident import Resident
from households.models.visit import Visit


class Enquiry(models.Model):
    """A resident or landlord asks for a visit: by the web page, by telephone, on social media. Matched to a home by a person,
    promised a time, and closed by the visit that keeps the promise or by a reason.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="enquiries")
    channel = models.CharField("How it came", max_length=15, choices=EnquiryChannel)
    want = models.CharField("What for", max_length=10, choices=EnquiryWant)
    name = models.CharField("Name", max_length=120, blank=True)
    contact = models.CharField("Telephone or email", max_length=120, blank=True)
    address = models.CharField("Address as given", max_length=200)
    message = models.CharField("Message", max_length=500, blank=True)
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="enquiries")
    status = models.CharField(max_length=10, choices=EnquiryStatus, default=EnquiryStatus.NEW)
    promised_on = models.DateField("Visit promised for", null=True, blank=True)
    promised_time = models.CharField("Time", max_length=40, blank=True)
    closed_reason = models.CharField("Why it was closed", max_length=200, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=EnquiryStatus.PROMISED)
                | Q(household__isnull=False, promised_on__isnull=False),
                name="enquiry_promise_has_home_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=EnquiryStatus.CLOSED) | Q(visit__isnull=False) | ~Q(closed_reason=""),
                name="enquiry_closed_by_visit_or_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "status", "received_at"], name="enquiry_waiting")]

    def __str__(self):
        return f"Enquiry of {self.received_at:%-d %B %Y}"

    @property
    def is_open(self):
        """Does somebody still wait for us?"""
        return self.status != EnquiryStatus.CLOSED


class SupportReferral(models.Model):
    """A resident passed, with consent, to a body that can help. Due: 28 days for the body's answer.

    A domestic-abuse referral is a route of its own: it appears in no list, on no round and in no count but its own
    project-level one, and opens only to the person who made it and the coordinator.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="support_referrals")
    household = models.ForeignKey(Household, models.PROTECT, related_name="support_referrals")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("Kind of support", max_length=20, choices=SupportKind)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="To")
    consented_on = models.DateField("Consent given on")
    sent_on = models.DateField("Sent on")
    due_on = models.DateField("Answer due by")
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.SENT)
    answered_on = models.DateField("Answered on", null=True, blank=True)
    outcome = models.CharField("What came of it", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SupportReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consented_on__lte=F("sent_on"), sent_on__lt=F("due_on")),
                name="referral_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=ReferralStatus.SENT, answered_on=None)
                | ~Q(status=ReferralStatus.SENT) & Q(answered_on__isnull=False),
                name="referral_answered_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "household"], name="referral_home"),
            models.Index(fields=["project", "status", "due_on"], name="referral_due"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_unlisted(self):
        """Does it stand in no list?"""
        return self.kind == SupportKind.DOMESTIC_ABUSE

    def is_overdue_on(self, day):
        """Is the body late with its answer on `day`?"""
        return self.status == ReferralStatus.SENT and self.due_on < day
