"""People who ask for a visit: from the first word to the visit that keeps the promise."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households import rules
from households.choices import EnquiryChannel, EnquiryStatus
from households.models import Enquiry
from saferstreets.common.workflow import Refused, check_move


class EnquiryRefused(Refused):
    """The enquiry cannot be promised or matched like this."""


@transaction.atomic
def receive_enquiry(
    *, project, want, address, by=None, channel=EnquiryChannel.WEB, name="", contact="", message=""
):
    """Keep what somebody asked for, as given. by: who wrote it down at the desk; None for the web page."""
    enquiry = Enquiry.objects.create(
        project=project, channel=channel, want=want, name=name, contact=contact, address=address, message=message,
        received_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="enquiry.receive", subject=enquiry, fields=["channel", "want"])
    return enquiry


@transaction.atomic
def match_enquiry(*, enquiry_id, household, by):
    """Say which home is meant. A promise already made for another home is taken off: it was made for the wrong door."""
    enquiry = _open(enquiry_id, rules.MATCH)
    if household.project_id != enquiry.project_id:
        raise EnquiryRefused("This home belongs to another project.")
    if enquiry.household_id == household.pk:
        return enquiry
    enquiry.household, enquiry.status, enquiry.promised_on, enquiry.promised_time = (
        household,
        rules.MATCH.target,
        None,
        "",
    )
    enquiry.save(update_fields=["household", "status", "promised_on", "promised_time"])
    record_event(by=by, verb=rules.MATCH.name, subject=enquiry, fields=["household"])
    return enquiry


@transaction.atomic
def promise_visit(*, enquiry_id, promised_on, by, promised_time=""):
    """Promise a day, and perhaps a time, at the matched home. A later promise replaces the earlier one."""
    enquiry = _open(enquiry_id, rules.PROMISE)
    if enquiry.household is None:
        raise EnquiryRefused("Match the enquiry to a home first.")
    if enquiry.household.closed_on:
        raise EnquiryRefused(
            "This home has asked not to be visited again. Only the coordinator can reopen it."
        )
    enquiry.status, enquiry.promised_on, enquiry.promised_time = (
        rules.PROMISE.target,
        promised_on,
        promised_time,
    )
    enquiry.save(update_fields=["status", "promised_on", "promised_time"])
    record_event(by=by, verb=rules.PROMISE.name, subject=enquiry, fields=["promised_on", "promised_time"])
    return enquiry


@transaction.atomic
def close_enquiry(*, enquiry_id, reason, by):
    """Close it without a visit, for a reason."""
    enquiry = _open(enquiry_id, rules.CLOSE)
    _close(enquiry, by, closed_reason=reason)
    return enquiry


def _open(enquiry_id, move):
    """The enquiry, locked, if `move` may be made from where it stands."""
    enquiry = (
        Enquiry.objects.select_for_update(of=("self",))
        .select_related("household", "project")
        .get(pk=enquiry_id)
    )
    check_move(move, enquiry.status)
    return enquiry


def _close(enquiry, by, **how):
    enquiry.status = EnquiryStatus.CLOSED
    for field, value in how.items():
        setattr(enquiry, field, value)
    enquiry.save(update_fields=["status", *how])
    record_event(by=by, verb=rules.CLOSE.name, subject=enquiry, fields=list(how))


def keep_promises(*, visits):
    """Close the promised enquiries that these visits (of one project, just recorded) keep. One query where there is none.

    When you change what closes one here, look at promise_again: a withdrawn visit opens it again.
    """
    at_home = defaultdict(list)
    for visit in visits:
        at_home[visit.household_id].append(visit)
    promised = Enquiry.objects.filter(
        project_id__in={visit.project_id for visit in visits}, household__in=at_home
    ).promised()
    for enquiry in promised.select_for_update(of=("self",)).select_related("project"):
        for visit in at_home[enquiry.household_id]:
            if rules.keeps_promise(visit.outcome, visit.happened_on, enquiry.promised_on):
                _close(enquiry, visit.recorded_by, visit=visit)
                break


def promise_again(*, visit, by):
    """A visit recorded in error kept no promise: what it closed is promised again."""
    for enquiry in Enquiry.objects.filter(project_id=visit.project_id, visit=visit).select_related("project"):
        enquiry.status, enquiry.visit = EnquiryStatus.PROMISED, None
        enquiry.save(update_fields=["status", "visit"])
        record_event(by=by, verb="enquiry.promise_again", subject=enquiry, fields=["visit"])


def drop_promises(*, household, reason, by):
    """Close the promises to a home that has since asked not to be visited."""
    for enquiry in (
        Enquiry.objects.filter(project_id=household.project_id, household=household)
        .promised()
        .select_related("project")
    ):
        _close(enquiry, by, closed_reason=reason)
