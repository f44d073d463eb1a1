"""Writes about requests for images. The log says who asked and what came of it; it never holds an image."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from cctv import rules
from cctv.actions.schemes import locked
from cctv.choices import Basis, RequestStatus
from cctv.models import ImageRequest
from cctv.rules import CctvRefused
from saferstreets.common import clock
from saferstreets.common.workflow import check_move


@transaction.atomic
def log_request(*, scheme_id, asked_by, basis, asked_at, about, by, basis_words="", reference=""):
    """Write down that somebody asked the owner for images. asked_at: aware. Raises CctvRefused for a time to come, or a ground without words."""
    scheme = locked(scheme_id)
    if asked_at > clock.now():
        raise CctvRefused("Nobody can have asked in the future.")
    if basis == Basis.OTHER and not basis_words.strip():
        raise CctvRefused("Say on which ground of law they ask.")
    request = ImageRequest.objects.create(
        project_id=scheme.project_id, scheme=scheme, asked_by=asked_by, basis=basis, basis_words=basis_words, asked_at=asked_at,
        reference=reference, about=about, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="request.log", subject=request, fields=["asked_by", "basis", "asked_at"])
    return request


@transaction.atomic
def answer_request(*, request_id, given, decided_on, decided_by, by, reason=""):
    """Write down whether images were given. decided_by: the post of whoever decided. Raises CctvRefused for a refusal without its reason."""
    found = ImageRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    move = rules.GIVE if given else rules.REFUSE
    check_move(move, RequestStatus(found.status))
    if not clock.here(found.asked_at).date() <= decided_on <= clock.today():
        raise CctvRefused("The answer came between the day of the request and today.")
    if not given and not reason.strip():
        raise CctvRefused("Say why none were given.")
    found.status, found.decided_on, found.decided_by, found.reason = (
        move.target,
        decided_on,
        decided_by,
        reason,
    )
    found.save(update_fields=["status", "decided_on", "decided_by", "reason"])
    record_event(by=by, verb=move.name, subject=found, fields=["status", "decided_on"])
    return found
