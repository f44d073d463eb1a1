"""The check-in timer as a phone tells of it: when there was signal again, so late, and perhaps in another order.

What was said later counts, not what came later; and whenever it is in doubt whether somebody is safe, the timer runs on.
"""

from django.db import transaction

from accounts.actions import record_event
from accounts.models import Project
from households import outings
from households.actions.outings import end_outing, extend_outing
from households.models import Outing


def _of(project, by):
    Project.objects.select_for_update().get(pk=project.pk)
    return Outing.objects.filter(project=project, walker=by)


@transaction.atomic
def go_out(*, project, by, at, minutes, companion=None):
    """Out since `at` for `minutes`. Whoever goes out anew was well until then: an earlier outing ends there. Returns the outing."""
    own = _of(project, by)
    later = own.filter(started_at__gt=at).order_by("started_at").first()
    standing = own.standing().first()
    if standing and not later:
        end_outing(outing_id=standing.pk, by=by, at=at)
    over = {"safe_at": later.started_at, "settled_by": by} if later else {}
    outing = Outing.objects.create(
        project=project, walker=by, companion=companion, started_at=at, back_by=outings.new_time(at, at, minutes), **over
    )  # fmt: skip
    record_event(by=by, verb="outing.start", subject=outing, fields=["back_by", "companion"])
    return outing


@transaction.atomic
def stay_longer(*, project, by, at, minutes, outing=None):
    """Back later, said at `at`. outing: which, where it is known; else the one that runs. One that was over by then begins anew."""
    own = _of(project, by)
    outing = own.get(pk=outing.pk) if outing else own.standing().first()
    if outing is None or (outing.safe_at and outing.safe_at <= at):
        return go_out(project=project, by=by, at=at, minutes=minutes)
    if outing.safe_at or outing.started_at > at:
        return outing
    return extend_outing(outing_id=outing.pk, minutes=minutes, by=by, at=at)


@transaction.atomic
def be_safe(*, project, by, at, outing=None):
    """Safe, said at `at`. An outing begun after that runs on. Returns the outing, or None where there is none."""
    own = _of(project, by)
    outing = own.get(pk=outing.pk) if outing else own.standing().first()
    if outing is None or outing.safe_at or outing.started_at > at:
        return outing
    return end_outing(outing_id=outing.pk, by=by, at=at)
