"""The knock itself: recording it, what follows from it, and taking it back."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households import rules
from households.actions.enquiries import promise_again
from households.choices import HouseholdState
from households.models import Offer, Refusal, Visit
from saferstreets.common.workflow import Refused


class VisitRefused(Refused):
    """The visit cannot be recorded, or withdrawn, like this."""


@transaction.atomic
def record_knock(*, household, client_id, outcome, happened_at, by, offers=(), call_back_on=None, call_back_time="",
                 notice_version="", officer=None, officer_minutes=None, note="", from_street=False):  # fmt: skip
    """Store one visit and what follows from its outcome. Called by doorstep.actions.record_visit, which holds the lock.

    offers: {OfferKind: OfferOutcome}. happened_at: aware. from_street: it has happened, so a closed home is no refusal. Raises
    VisitRefused for a closed home, an outcome without the day it needs, or offers where nobody answered. Writes one audit event.
    """
    effect = rules.EFFECTS[outcome]
    if household.closed_on and not from_street:
        raise VisitRefused("This home has asked not to be visited again. Only the coordinator can reopen it.")
    if effect.needs_time and not call_back_on:
        raise VisitRefused("Enter the day to call back.")
    if offers and not effect.offers:
        raise VisitRefused("Nothing can have been offered if nobody answered the door.")
    visit = Visit.objects.create(
        project_id=household.project_id, household=household, street_id=household.street_id, client_id=client_id, outcome=outcome,
        happened_at=happened_at, happened_on=timezone.localdate(happened_at), recorded_at=timezone.now(), recorded_by=by,
        call_back_on=call_back_on, call_back_time=call_back_time, notice_version=notice_version,
        officer=officer, officer_minutes=officer_minutes, note=note,
    )  # fmt: skip
    Offer.objects.bulk_create(
        Offer(project_id=household.project_id, visit=visit, kind=kind, outcome=result)
        for kind, result in dict(offers).items()
    )
    if effect.closes:
        _refuse(visit)
    refresh_state(household=household)
    record_event(
        by=by,
        verb="visit.record",
        subject=visit,
        fields=["outcome", *(f"offer:{kind}" for kind in dict(offers))],
    )
    return visit


def _refuse(visit):
    """The refusal that a visit brought back: it stands as long as the visit does and nobody new has moved in."""
    Refusal.objects.create(
        project_id=visit.project_id, household=visit.household, kind=rules.REFUSAL_KINDS[visit.outcome], visit=visit,
        refused_on=visit.happened_on, recorded_at=visit.recorded_at, recorded_by=visit.recorded_by,
    )  # fmt: skip


def refresh_state(*, household):
    """Set what stands at the address from the standing visits in the order they happened, and whether the door is closed
    from the refusals that stand. A state entered at the desk holds until a later visit says otherwise.

    The same rows give the same state whatever order they were recorded in. What was split or merged at the desk stays so.
    """
    state = household.state_entered or HouseholdState.OCCUPIED
    visits = Visit.objects.standing().filter(project_id=household.project_id, household=household)
    if household.state_entered in rules.FOR_GOOD:
        visits = visits.none()
    elif household.state_entered_at:
        visits = visits.filter(happened_at__gt=household.state_entered_at)
    for outcome in visits.order_by("happened_at", "id").values_list("outcome", flat=True):
        state = rules.EFFECTS[outcome].state or state
    refusals = Refusal.objects.standing().filter(project_id=household.project_id, household=household)
    closed_on = refusals.order_by("refused_on", "id").values_list("refused_on", flat=True).first()
    if (state, closed_on) != (household.state, household.closed_on):
        household.version += state != household.state
        household.state, household.closed_on = state, closed_on
        household.save(update_fields=["state", "closed_on", "version"])


@transaction.atomic
def withdraw_knock(*, visit, reason, by):
    """Mark a visit as recorded in error; it stays readable and stops counting. Writes one audit event.

    Raises VisitRefused when it is withdrawn already.
    """
    if visit.withdrawn_at:
        raise VisitRefused("This visit has already been withdrawn.")
    visit.withdrawn_at, visit.withdrawn_by, visit.withdrawn_reason = timezone.now(), by, reason
    visit.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    refresh_state(household=visit.household)
    promise_again(visit=visit, by=by)
    record_event(by=by, verb="visit.withdraw", subject=visit, fields=["withdrawn_reason"])
    return visit
