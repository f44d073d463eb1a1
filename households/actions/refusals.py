"""Closing a home that asks for it in writing, and opening it again when somebody new lives there."""

import datetime

from django.db import transaction
from django.db.models import Max

from accounts.actions import record_event
from households.actions.enquiries import drop_promises
from households.actions.visits import VisitRefused, record_knock, refresh_state
from households.choices import VisitOutcome
from households.models import Household, Refusal, Resident, Visit, Vulnerability
from saferstreets.common import clock
from saferstreets.common.workflow import Refused


class ReopenRefused(Refused):
    """The home stays closed."""


@transaction.atomic
def record_opt_out(*, household, client_id, refused_on, by, name=""):
    """Close a home whose occupier wrote to say so. name: the refuser's, where known; the coordinator's eyes only.

    Kept as a visit that nobody made (it counts in no figure of visits), so that a slip can be withdrawn like any other. The same
    client_id again changes nothing. Returns the refusal.
    """
    household = (
        Household.objects.select_for_update(of=("self",)).select_related("street").get(pk=household.pk)
    )
    stored = Visit.objects.filter(
        project_id=household.project_id, client_id=client_id, household=household
    ).first()
    if stored:
        return stored.refusal
    if household.closed_on:
        raise VisitRefused("This home is closed already.")
    happened_at = min(clock.now(), clock.local(datetime.datetime.combine(refused_on, datetime.time(12))))
    visit = record_knock(
        household=household,
        client_id=client_id,
        outcome=VisitOutcome.OPTED_OUT,
        happened_at=happened_at,
        by=by,
    )
    if name:
        visit.refusal.name = name
        visit.refusal.save(update_fields=["name"])
    drop_promises(household=household, reason="The home opted out in writing", by=by)
    return visit.refusal


@transaction.atomic
def reopen_home(*, household, since_on, by):
    """Open a closed home to visits: somebody else lives there since `since_on`.

    Lifts what stands, moves the former residents out and ends the notes on their vulnerability. Raises ReopenRefused when the
    home is open, or when the new occupier would be the one who refused.
    """
    household = (
        Household.objects.select_for_update(of=("self",))
        .select_related("street", "project")
        .get(pk=household.pk)
    )
    refusals = Refusal.objects.standing().filter(project_id=household.project_id, household=household)
    latest = refusals.aggregate(day=Max("refused_on"))["day"]
    if latest is None:
        raise ReopenRefused("This home is open to visits already.")
    if since_on < latest:
        raise ReopenRefused(
            f"The refusal is of {latest:%-d %B %Y}. Whoever lives there since before that day is the one who refused."
        )
    lifted = list(refusals)
    for refusal in lifted:
        refusal.lifted_on, refusal.lifted_by = since_on, by
    Refusal.objects.bulk_update(lifted, ["lifted_on", "lifted_by"])
    _clear_for_the_next(household, since_on)
    refresh_state(household=household)
    record_event(by=by, verb="household.reopen", subject=household, fields=["lifted_on"])
    return household


def _clear_for_the_next(household, since_on):
    """What is known of the people who left says nothing about whoever came."""
    former = list(
        Resident.objects.filter(project_id=household.project_id, household=household, moved_out_on=None)
    )
    for resident in former:
        resident.moved_out_on = max(since_on, resident.since_on)
    Resident.objects.bulk_update(former, ["moved_out_on"])
    notes = list(
        Vulnerability.objects.filter(project_id=household.project_id, household=household, ended_on=None)
    )
    for note in notes:
        note.ended_on = since_on
    Vulnerability.objects.bulk_update(notes, ["ended_on"])
