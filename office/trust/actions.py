"""Every write about requests: entered by one person, released by another, carried out and certified."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from doorstep.models import Letter
from households.choices import DataRequestKind
from households.data_rules import months_later
from households.models import DataRequest
from office.trust import erasures, forgetting
from saferstreets.common import clock
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import Refused

KEEP_MONTHS, KEEP_YEARS = 12, 7


class RequestRefused(Refused):
    """The request cannot be entered, released or answered like this."""


def people_go_on(project):
    """The first clock: from when a project's people are overwritten."""
    return months_later(project.ends_on, KEEP_MONTHS)


def counts_go_on(project):
    """The second clock: until when counts, dates and money are kept."""
    return months_later(project.ends_on, KEEP_YEARS * 12)


@transaction.atomic
def enter_request(
    *, project, kind, by, household=None, received_on=None, identity_on=None, extended_reason=""
):
    """Enter a request. Raises RequestRefused for one that is open already, or an end of keeping that has not come."""
    if kind == DataRequestKind.RETENTION and clock.today() < people_go_on(project):
        raise RequestRefused(
            f"The people of this project are kept until {long_date(people_go_on(project))}, twelve months after it ends."
        )
    if DataRequest.objects.undone().filter(project=project, household=household, kind=kind).exists():
        raise RequestRefused("There is an open request of this kind already. Open that one.")
    request = DataRequest.objects.create(
        project=project, kind=kind, household=household, received_on=received_on or clock.today(), identity_on=identity_on,
        extended_reason=extended_reason, asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="data_request.enter", subject=request, fields=["kind", "received_on"])
    return request


@transaction.atomic
def release(*, request_id, by):
    """The second person's word: carry the erasure out, leave tombstones, keep the certificate. Raises RequestRefused."""
    request = _open(request_id)
    if request.kind == DataRequestKind.ACCESS:
        raise RequestRefused("A request for access is answered, not released.")
    if by.pk == request.asked_by_id:
        raise RequestRefused("You entered this request. Somebody else must release it.")
    wanted = (
        forgetting.of_home(request.household)
        if request.household_id
        else forgetting.of_project(request.project)
    )
    letters = list(wanted["doorstep.Letter"].values_list("pk", flat=True)) if request.household_id else []
    erasures.note(
        project=request.project, kind=request.kind, household=request.household, request=request,
        tombstones=erasures.shas_of(letters) if request.household_id else erasures.shas_of(
            Letter.objects.filter(project=request.project).values("pk")
        ),
    )  # fmt: skip
    request.certificate = forgetting.forget(wanted)
    request.released_by, request.done_at = by, timezone.now()
    request.save(update_fields=["certificate", "released_by", "done_at"])
    record_event(by=by, verb="erasure.release", subject=request, fields=["certificate", "done_at"])
    return request


@transaction.atomic
def answered(*, request_id, by):
    """The answer to a request for access was handed over."""
    request = _open(request_id)
    if request.kind != DataRequestKind.ACCESS:
        raise RequestRefused("Only a request for access is answered.")
    request.done_at = timezone.now()
    request.save(update_fields=["done_at"])
    record_event(by=by, verb="data_request.answer", subject=request, fields=["done_at"])
    return request


def _open(request_id):
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("project").get(pk=request_id)
    if request.done_at:
        raise RequestRefused("This request is done already.")
    return request


def note_answer_made(*, request, by):
    """Write down that the answer was put together: it holds everything about a home."""
    return record_event(by=by, verb="data_request.zip", subject=request)
