"""Going out, staying longer, and being safe. Whoever is overdue is told of until somebody has heard from them."""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.choices import Role
from accounts.letters import letters_to
from accounts.models import Project
from households import outings
from households.models import Outing
from saferstreets.common import clock
from saferstreets.common.workflow import Refused

log = logging.getLogger(__name__)


class OutingRefused(Refused):
    """The timer cannot be started or changed like this."""


@transaction.atomic
def start_outing(*, project, minutes, by, companion=None, walk=None):
    """Say that one goes out now and is back in `minutes`. companion: who comes along. Raises OutingRefused while a timer runs."""
    Project.objects.select_for_update().get(pk=project.pk)
    if Outing.objects.filter(project=project, walker=by).standing().exists():
        raise OutingRefused("Your timer is running already. Ask for longer, or say that you are safe.")
    now = clock.now()
    outing = Outing.objects.create(
        project=project, walker=by, companion=companion, walk=walk, started_at=now, back_by=outings.new_time(now, now, minutes)
    )  # fmt: skip
    record_event(by=by, verb="outing.start", subject=outing, fields=["back_by", "companion"])
    return outing


def _held(outing_id):
    """The outing, locked, while it is not over."""
    outing = Outing.objects.select_for_update(of=("self",)).select_related("project").get(pk=outing_id)
    if outing.safe_at:
        raise OutingRefused("This timer has been stopped already.")
    return outing


@transaction.atomic
def extend_outing(*, outing_id, minutes, by, at=None):
    """Be back later; said now, or `at`. Whoever was told hears nothing more unless the new time passes too."""
    outing = _held(outing_id)
    outing.back_by, outing.told_at = outings.new_time(at or clock.now(), outing.back_by, minutes), None
    outing.save(update_fields=["back_by", "told_at"])
    record_event(by=by, verb="outing.extend", subject=outing, fields=["back_by"])
    return outing


@transaction.atomic
def end_outing(*, outing_id, by, how="", at=None):
    """Safe, now or since `at`. how: how somebody else knows it, needed unless it is the walker who says so."""
    outing = _held(outing_id)
    if by.pk != outing.walker_id and not how.strip():
        raise OutingRefused("Say how you know that they are safe.")
    outing.safe_at, outing.settled_by, outing.settled_how = at or clock.now(), by, how.strip()
    outing.save(update_fields=["safe_at", "settled_by", "settled_how"])
    record_event(by=by, verb="outing.safe", subject=outing, fields=["safe_at"])
    return outing


def tell_overdue(*, project):
    """Write to the coordinators of a project about everybody who is overdue. Returns how many letters went out.

    A letter is sent first and noted afterwards: should either fail, it is sent again, for a letter too many harms nobody.
    It names nobody; the page behind the sign-in does.
    """
    sent = 0
    for outing in Outing.objects.filter(project=project).to_tell_at(clock.now(), timezone.now()):
        sent += _write(project, outing)
        with transaction.atomic():
            Outing.objects.filter(pk=outing.pk, safe_at=None).update(told_at=timezone.now())
            record_event(by=None, verb="outing.tell", subject=outing, project=project, fields=["told_at"])
    return sent


def _write(project, outing):
    due = timezone.localtime(outing.back_by)
    body = (
        f"Somebody who is out for {project.name} was expected back by {due:%H:%M} and has not said that they are safe.\n\n"
        "Sign in to the project office and open “Who is out”: it says who it is. Ring them now. If you cannot reach them, "
        "do what your lone working procedure says.\n\n"
        "You get this again every half hour until somebody says that they are safe.\n"
    )
    letters = letters_to(
        [Role.COORDINATOR],
        project=project,
        subject=f"Overdue: somebody is not back, {project.name}",
        body=body,
    )
    for letter in letters:
        letter.send()
    return len(letters)


def tell_quietly(*, project):
    """The same from a page: a mail server that does not answer is logged and hinders nobody; the next minute tries again."""
    try:
        return tell_overdue(project=project)
    except OSError:  # what smtplib and sockets raise
        log.exception("The letter about an overdue check-in could not be sent")
        return 0
