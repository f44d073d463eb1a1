"""Every write about requests: entered by one person, released by another, carried out and certified."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households.choices import DataRequestKind
from households.data_rules import months_later
from households.models import DataRequest
from households.models.data_request import ANSWERED
from office.trust import ending, erasures, forgetting, plans
from saferstreets.common import clock
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import Refused

KEEP_MONTHS = 12


class RequestRefused(Refused):
    """The request cannot be entered, released or answered like this."""


def people_go_on(project):
    """The first clock: from when a project's people are overwritten."""
    return months_later(project.ends_on, KEEP_MONTHS)


def counts_go_on(project):
    """The second clock: until when counts, dates and money are kept."""
    return ending.years_over(project)


def why_not_yet(kind, project):
    """Why an end of keeping cannot be proposed today, in a sentence; "" when it can."""
    today = clock.today()
    if kind == DataRequestKind.RETENTION and today < people_go_on(project):
        return f"The people of this project are kept until {long_date(people_go_on(project))}, twelve months after it ends."
    if kind == DataRequestKind.ENDING and today < counts_go_on(project):
        return (
            f"The counts, dates and money of this project are kept until {long_date(counts_go_on(project))}."
        )
    if kind == DataRequestKind.TERMS and not any(would(kind, project).values()):
        return "Nothing is over its shorter time today."
    return ""


def would(kind, project, household=None, spared=()):
    """The dry run: {label: rows} that a request of this kind would touch today."""
    return forgetting.counts(
        plans.wanted(kind, project=project, household=household, day=clock.today(), spared=spared)
    )


@transaction.atomic
def enter_request(
    *, project, kind, by, household=None, received_on=None, identity_on=None, extended_reason=""
):
    """Enter a request. Raises RequestRefused for one that is open already, or an end of keeping that has not come."""
    if too_early := why_not_yet(kind, project):
        raise RequestRefused(too_early)
    of_nobody = kind == DataRequestKind.COMPLAINT and household is None
    if (
        not of_nobody
        and DataRequest.objects.undone().filter(project=project, household=household, kind=kind).exists()
    ):
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
    if request.kind in ANSWERED:
        raise RequestRefused("A request for access and a complaint are answered, not released.")
    if by.pk == request.asked_by_id:
        raise RequestRefused("You entered this request. Somebody else must release it.")
    about = {
        "project": request.project,
        "household": request.household,
        "spared": (request.asked_by_id, by.pk),
    }
    letters = plans.wanted(request.kind, day=clock.today(), **about).get("doorstep.Letter")
    shas = erasures.shas_of(letters.values("pk")) if letters is not None else ()
    erasures.note(kind=request.kind, request=request, tombstones=shas, **about)
    request.certificate = plans.carry_out(request.kind, day=clock.today(), **about)
    request.released_by, request.done_at = by, timezone.now()
    request.save(update_fields=["certificate", "released_by", "done_at"])
    record_event(by=by, verb="erasure.release", subject=request, fields=["certificate", "done_at"])
    return request


@transaction.atomic
def acknowledge(*, request_id, by):
    """Whoever complained was told that the complaint is here and who looks into it."""
    request = _open(request_id)
    if request.kind != DataRequestKind.COMPLAINT or request.acknowledged_on:
        raise RequestRefused("Only a complaint is acknowledged, and only once.")
    request.acknowledged_on = clock.today()
    request.save(update_fields=["acknowledged_on"])
    record_event(by=by, verb="data_request.acknowledge", subject=request, fields=["acknowledged_on"])
    return request


@transaction.atomic
def answered(*, request_id, by):
    """The answer to a request for access, or to a complaint, was handed over."""
    request = _open(request_id)
    if request.kind not in ANSWERED:
        raise RequestRefused("Only a request for access or a complaint is answered.")
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
