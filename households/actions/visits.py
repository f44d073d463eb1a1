"""The knock itself: recording it, what follows from it, and taking it back."""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event, record_events
from accounts.models import User
from households import rules
from households.actions.enquiries import promise_again
from households.choices import HouseholdState
from households.models import Household, Offer, Refusal, Visit
from saferstreets.common.workflow import Refused


class VisitRefused(Refused):
    """The visit cannot be recorded, or withdrawn, like this."""


@dataclass(frozen=True)
class Knock:
    """One visit to record. offers: {OfferKind: OfferOutcome}. happened_at: aware. from_street: it has happened, so a closed home is
    no refusal. The rest as the columns of Visit."""

    household: Household
    client_id: uuid.UUID
    outcome: str
    happened_at: datetime.datetime
    by: User
    offers: dict = field(default_factory=dict)
    call_back_on: datetime.date | None = None
    call_back_time: str = ""
    notice_version: str = ""
    officer: User | None = None
    officer_minutes: int | None = None
    note: str = ""
    saved_id: uuid.UUID | None = None
    from_street: bool = False


def record_knock(**knock):
    """Store one visit and what follows from its outcome. Arguments: those of Knock. Raises VisitRefused as record_knocks does."""
    return record_knocks(knocks=[Knock(**knock)])[0]


@transaction.atomic
def record_knocks(*, knocks):
    """Store visits to homes of one project, and what follows from their outcomes, in a fixed number of statements. Returns them in order.

    The caller holds the locks of the homes. Raises VisitRefused for a closed home, an outcome without the day it needs, or
    offers where nobody answered; then none is stored. Writes one audit event for each.
    """
    for knock in knocks:
        _check(knock)
    visits = Visit.objects.bulk_create(map(_visit, knocks))
    Offer.objects.bulk_create(
        Offer(project_id=visit.project_id, visit=visit, kind=kind, outcome=result)
        for visit, knock in zip(visits, knocks, strict=True)
        for kind, result in dict(knock.offers).items()
    )
    Refusal.objects.bulk_create(_refusal(visit) for visit in visits if rules.EFFECTS[visit.outcome].closes)
    refresh_states(households={knock.household.pk: knock.household for knock in knocks}.values())
    record_events(
        {"by": knock.by, "verb": "visit.record", "subject": visit, "project": knock.household.project,
         "fields": ["outcome", *(f"offer:{kind}" for kind in dict(knock.offers))]}
        for visit, knock in zip(visits, knocks, strict=True)
    )  # fmt: skip
    return visits


def _check(knock):
    effect = rules.EFFECTS[knock.outcome]
    if knock.household.closed_on and not knock.from_street:
        raise VisitRefused("This home has asked not to be visited again. Only the coordinator can reopen it.")
    if effect.needs_time and not knock.call_back_on:
        raise VisitRefused("Enter the day to call back.")
    if knock.offers and not effect.offers:
        raise VisitRefused("Nothing can have been offered if nobody answered the door.")


def _visit(knock):
    home = knock.household
    return Visit(
        project_id=home.project_id, household=home, street_id=home.street_id, client_id=knock.client_id, outcome=knock.outcome,
        happened_at=knock.happened_at, happened_on=timezone.localdate(knock.happened_at), recorded_at=timezone.now(), recorded_by=knock.by,
        call_back_on=knock.call_back_on, call_back_time=knock.call_back_time, notice_version=knock.notice_version,
        officer=knock.officer, officer_minutes=knock.officer_minutes, note=knock.note, saved_id=knock.saved_id,
    )  # fmt: skip


def _refusal(visit):
    """The refusal that a visit brought back: it stands as long as the visit does and nobody new has moved in."""
    return Refusal(
        project_id=visit.project_id, household=visit.household, kind=rules.REFUSAL_KINDS[visit.outcome], visit=visit,
        refused_on=visit.happened_on, recorded_at=visit.recorded_at, recorded_by=visit.recorded_by,
    )  # fmt: skip


def refresh_state(*, household):
    """The same as refresh_states for one home."""
    refresh_states(households=[household])


def refresh_states(*, households):
    """Set what stands at each address from the standing visits in the order they happened, and whether the door is closed
    from the refusals that stand. A state entered at the desk holds until a later visit says otherwise. Homes of one project.

    The same rows give the same state whatever order they were recorded in. What was split or merged at the desk stays so.
    """
    homes = {household.pk: household for household in households}
    if not homes:
        return
    project_id = next(iter(homes.values())).project_id
    visits, closed = defaultdict(list), {}
    standing = Visit.objects.standing().filter(project_id=project_id, household__in=homes)
    for home, outcome, at in standing.as_they_happened().values_list("household", "outcome", "happened_at"):
        visits[home].append((outcome, at))
    refusals = Refusal.objects.standing().filter(project_id=project_id, household__in=homes)
    for home, day in refusals.order_by("refused_on", "id").values_list("household", "refused_on"):
        closed.setdefault(home, day)
    for home in homes.values():
        _set_state(home, _state_after(home, visits[home.pk]), closed.get(home.pk))


def _state_after(household, visits):
    state = household.state_entered or HouseholdState.OCCUPIED
    if household.state_entered in rules.FOR_GOOD:
        return state
    for outcome, at in visits:
        if household.state_entered_at is None or at > household.state_entered_at:
            state = rules.EFFECTS[outcome].state or state
    return state


def _set_state(household, state, closed_on):
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
