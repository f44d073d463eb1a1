"""Named reads of the work at homes."""

import datetime

from django.apps import apps
from django.db import models
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, Sum, When
from django.db.models.functions import Coalesce

from accounts.permissions import Perm
from hardening import rules
from hardening.choices import Consent, InvoiceStatus, JobStatus, Stage
from households import own_streets

_COST = Coalesce(
    Sum(
        F("lines__quantity") * F("lines__unit_cost_pence"),
        filter=Q(lines__dropped_on=None),
        output_field=BigIntegerField(),
    ),
    0,
)


# From a row to the street of the home it is about; other tables of this room are about no home.
TO_THE_STREET = {
    "SecuritySurvey": "household__street", "Job": "household__street", "JobLine": "household__street", "Order": "job__household__street",
    "Appointment": "job__household__street", "Inspection": "job__household__street", "Snag": "job__household__street",
    "JobPhoto": "job__household__street", "Cocoon": "burglary__household__street", "CocoonTask": "household__street",
}  # fmt: skip


class HardeningQuerySet(models.QuerySet):
    """For every table of this room."""

    def visible_to(self, user, project, needs=Perm.HARDENING_SEE):
        """Rows of this project for those who hold `needs`, but of homes in their own streets; others do not exist for them."""
        here = self.filter(project=project) if user.can(needs, project) else self.none()
        street = TO_THE_STREET.get(self.model.__name__)
        return own_streets.elsewhere(here, user, project, street) if street else here

    def in_use(self):
        """Measures that may be chosen, fitters who are still with their firm."""
        left = (
            "left_on" if any(field.name == "left_on" for field in self.model._meta.fields) else "retired_on"
        )
        return self.filter(**{left: None})


class FittingFirmQuerySet(HardeningQuerySet):
    def for_list(self):
        """Firms with their people and all checks, in four queries."""
        return self.select_related("body").prefetch_related("clearances", "fitters__clearances")


class SecuritySurveyQuerySet(HardeningQuerySet):
    def standing(self):
        """Surveys that count: not withdrawn."""
        return self.filter(withdrawn_at=None)

    def before(self):
        """Surveys of a home as it was found."""
        return self.filter(stage=Stage.BEFORE)

    def latest_of(self, household_id):
        """The last standing survey before the work, or None."""
        return self.standing().before().filter(household=household_id).order_by("-happened_on", "-id").first()


class JobQuerySet(HardeningQuerySet):
    def in_status(self, *statuses):
        return self.filter(status__in=statuses)

    def waiting(self):
        """Not ordered yet, those left out that are kept in reserve."""
        return self.filter(status__in=rules.WAITING, reserve=False)

    def on_reserve(self):
        """Costed and kept back until money is found."""
        return self.filter(status__in=rules.WAITING, reserve=True)

    def first_served(self):
        """By priority, the earlier referral first among equals."""
        return self.order_by("-priority", "referred_on", "id")

    def late_on(self, day):
        """Longer in their status than the office allows."""
        return self.filter(status__in=rules.ROAD_OPEN, due_on__lt=day)

    def counted(self, day):
        """(status, how many, how many of them late) of each status that has any. One query."""
        return (
            self.order_by()
            .values_list("status")
            .annotate(count=Count("*"), late=Count("due_on", filter=Q(due_on__lt=day)))
        )

    def live(self):
        """From the referral to the booking: nothing is fitted yet."""
        return self.filter(status__in=rules.CANCEL.sources)

    def secured(self):
        """Work that is fitted, and not standing with a snag."""
        return self.filter(status__in=rules.SECURED)

    def waiting_on(self, day):
        """Referred by `day` and then neither fitted nor ended: a state that can be asked for any day."""
        return self.filter(referred_on__lte=day).filter(
            Q(fitted_on=None) | Q(fitted_on__gt=day), Q(ended_on=None) | Q(ended_on__gt=day)
        )

    def to_inspect(self):
        """Fitted and drawn for inspection."""
        return self.filter(status=JobStatus.FITTED, inspect=True)

    def not_drawn(self):
        """Fitted, and nobody has chosen them for inspection."""
        return self.filter(status=JobStatus.FITTED, inspect=False, inspections=None)

    def to_pay(self):
        return self.filter(status=JobStatus.CLOSED)

    def for_list(self):
        """Everything a row prints, in one query."""
        return self.select_related("household__street", "firm__body")

    def costed(self):
        """Each with what its standing lines cost without VAT, as `cost_pence`."""
        return self.annotate(cost_pence=_COST)

    def costed_in_all(self):
        """What the standing lines of these jobs cost together, in pence without VAT."""
        return self.aggregate(pence=_COST)["pence"]


class JobLineQuerySet(HardeningQuerySet):
    def standing(self):
        """Lines that are part of their job."""
        return self.filter(dropped_on=None)

    def ready(self):
        """Standing lines that wait for nobody."""
        return self.standing().filter(consent__in=rules.READY)

    def waiting_for_landlord(self):
        return self.standing().filter(consent__in=rules.WAITS)

    def to_ask(self):
        """Lines of approved jobs about which a landlord has not been written to yet, and those for a landlord's own contractor."""
        return self.standing().filter(
            consent__in=(Consent.NEEDED, Consent.ROUTED), letter=None, job__status__in=rules.APPROVED_ON
        )

    def for_list(self):
        return self.select_related("measure", "overridden_by", "letter", "consent_document")

    def for_homes(self):
        """With the home of each line, street by street."""
        return self.select_related("measure", "household__street", "consent_document").order_by(
            "household__street__name", "household__walk_seq", "household_id", "id"
        )


class AppointmentQuerySet(HardeningQuerySet):
    def standing(self):
        return self.filter(outcome="")

    def of_day(self, fitter_id, day):
        """What this fitter is promised for on this day."""
        return self.standing().filter(fitter=fitter_id, on_day=day)

    def to_remind(self, day):
        """Appointments of the next two days whose resident has not been reminded."""
        last = day + datetime.timedelta(days=rules.REMIND_AHEAD_DAYS)
        return self.standing().filter(on_day__range=(day, last), reminded_on=None)

    def for_list(self):
        return self.select_related("job__household__street", "fitter__firm__body").order_by(
            "on_day", "-window", "id"
        )


class LandlordLetterQuerySet(HardeningQuerySet):
    def unanswered(self):
        return self.filter(replied_on=None, routed=False)

    def overdue_on(self, day):
        """Without an answer after the day it was asked for, and not reminded in the last seven days."""
        since = day - datetime.timedelta(days=rules.REMINDER_DAYS)
        return (
            self.unanswered()
            .filter(reply_due_on__lt=day)
            .filter(Q(reminded_on=None) | Q(reminded_on__lte=since))
        )

    def for_list(self):
        return (
            self.select_related("landlord", "reply")
            .annotate(count=Count("lines"), homes=Count("lines__household", distinct=True))
            .order_by(F("replied_on").desc(nulls_first=True), "reply_due_on", "id")
        )


class SnagQuerySet(HardeningQuerySet):
    def open(self):
        return self.filter(mended_on=None)


class CocoonQuerySet(HardeningQuerySet):
    def visible_to(self, user, project, needs=Perm.COCOON_SEE):
        return super().visible_to(user, project, needs)

    def for_list(self, day=None):
        """With how many doors, done, in time and reached."""
        done = Q(tasks__done_on__isnull=False)
        return self.annotate(
            doors=Count("tasks"),
            done=Count("tasks", filter=done),
            in_time=Count("tasks", filter=done & Q(tasks__done_on__lte=F("due_on"))),
            spoke=Count("tasks", filter=Q(tasks__outcome="spoke")),
        )


class CocoonTaskQuerySet(CocoonQuerySet):
    def open(self):
        return self.filter(done_on=None)


class DayLinkQuerySet(HardeningQuerySet):
    def visible_to(self, user, project, needs=Perm.HARDENING_SEE):
        """Links of days without a job in the person's own streets: a link opens every job of its day."""
        own = apps.get_model("hardening", "Appointment").objects.filter(
            project=project, fitter=OuterRef("fitter"), on_day=OuterRef("on_day"),
            job__household__street__in=own_streets.streets_of(user, project),
        )  # fmt: skip
        return super().visible_to(user, project, needs).filter(~Exists(own))

    def standing(self):
        return self.filter(revoked_at=None)


class InvoiceQuerySet(HardeningQuerySet):
    def visible_to(self, user, project, needs=Perm.JOB_PAY):
        return super().visible_to(user, project, needs)

    def to_pay_first(self):
        """What waits for payment, oldest first, then what is paid, newest first."""
        paid = Case(When(status=InvoiceStatus.PAID, then=1), default=0)
        waiting_since = Case(When(status=InvoiceStatus.ACCEPTED, then=F("received_on")))
        return (
            self.select_related("order__line", "firm__body", "paid_by")
            .annotate(paid=paid)
            .order_by("paid", waiting_since, "-paid_on", "-id")
        )
