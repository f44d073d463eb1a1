"""Writes the invented rounds in bulk: the same rows that doorstep.actions.record_visit writes, in a few statements.

When you change what record_visit writes, change it here: tests/unit/office/test_demonstration_visits.py compares the two.
"""

from collections import Counter, defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEvent
from doorstep.actions import source_of as source_of_visit
from grants.actions.match import OfficerTime, officer_time
from grants.models import MatchContribution
from households import rules
from households.choices import HouseholdState, OfferKind, OfferOutcome
from households.models import Household, Offer, Refusal, Visit
from office.demonstration import rounds, stock
from packs.actions.delivery import pack_item, source_of
from packs.actions.stock import add, place, take
from packs.choices import PlaceKind, RegisteredHow
from packs.models import Balance, Delivery, Kit, KitMove, Movement, PackSpecification

BATCH = 5000


def invent(*, project, assistants, officer, until, seed, coordinator=None):
    """Plan the rounds of `project`, hand out the packs they take, and write them. Returns how many visits.

    coordinator: whoever runs the store; without one no stock is kept and every pack is drawn from what no bag covered.
    """
    streets = defaultdict(list)
    for home in Household.objects.filter(project=project).in_walking_order():
        streets[home.street_id].append(home)
    knocks = rounds.plan(
        streets=list(streets.values()), assistants=assistants, officer=officer, until=until, seed=seed
    )
    if coordinator:
        stock.fill(project=project, knocks=knocks, coordinator=coordinator)
    record_all(project=project, knocks=knocks)
    return len(knocks)


@transaction.atomic
def record_all(*, project, knocks):
    """Write knocks (any order, homes not visited before) with their offers, packs, kits, states and audit events."""
    knocks = sorted(knocks, key=lambda knock: knock.happened_at)
    now = timezone.now()
    visits = Visit.objects.bulk_create([_visit(project, knock, now) for knock in knocks], batch_size=BATCH)
    Offer.objects.bulk_create(
        [
            Offer(project=project, visit=visit, kind=kind, outcome=result)
            for knock, visit in zip(knocks, visits, strict=True)
            for kind, result in knock.offers.items()
        ],
        batch_size=BATCH,
    )
    Refusal.objects.bulk_create(
        [_refusal(visit) for visit in visits if rules.EFFECTS[visit.outcome].closes], batch_size=BATCH
    )
    deliveries = _deliver(project, knocks, visits, now)
    given = _give_time(project, visits)
    _write_events(project, knocks, visits, deliveries, given, now)
    _set_states(knocks)


def _give_time(project, visits):
    """Write the minutes of accompanying officers into the match ledger. Returns {visit's source: contribution}."""
    given = [
        OfficerTime(source_of_visit(visit), visit.officer_minutes, visit.happened_on, visit.recorded_by)
        for visit in visits
        if visit.officer_minutes
    ]
    rows = MatchContribution.objects.bulk_create(officer_time(project=project, given=given), batch_size=BATCH)
    return {row.source: row for row in rows}


def _visit(project, knock, now):
    return Visit(
        project=project, household=knock.household, street_id=knock.household.street_id, client_id=knock.client_id, outcome=knock.outcome,
        happened_at=knock.happened_at, happened_on=timezone.localdate(knock.happened_at), recorded_at=now, recorded_by=knock.by,
        call_back_on=knock.call_back_on, call_back_time=knock.call_back_time, officer=knock.officer, officer_minutes=knock.officer_minutes,
    )  # fmt: skip


def _refusal(visit):
    return Refusal(
        project_id=visit.project_id, household_id=visit.household_id, kind=rules.REFUSAL_KINDS[visit.outcome], visit=visit,
        refused_on=visit.happened_on, recorded_at=visit.recorded_at, recorded_by_id=visit.recorded_by_id,
    )  # fmt: skip


def _deliver(project, knocks, visits, now):
    """Write the packs handed over and their kits. Returns {visit id: delivery}."""
    specifications = list(PackSpecification.objects.filter(project=project).order_by("version"))
    handed_over = [(knock, visit) for knock, visit in zip(knocks, visits, strict=True) if _handed_over(knock)]
    deliveries = Delivery.objects.bulk_create(
        [
            Delivery(
                project=project, household=knock.household, street_id=visit.street_id, visit=visit, delivered_on=visit.happened_on,
                specification=next((one for one in reversed(specifications) if one.from_on <= visit.happened_on), None),
                recorded_at=now, recorded_by=knock.by,
            )
            for knock, visit in handed_over
        ],
        batch_size=BATCH,
    )  # fmt: skip
    _draw(project, handed_over, deliveries, now)
    kits = Kit.objects.bulk_create(
        [
            Kit(
                project=project, code=knock.kit_code, household=knock.household, delivery=delivery, issued_on=delivery.delivered_on,
                registered_on=delivery.delivered_on if knock.registered else None,
                registered_how=RegisteredHow.AT_THE_DOOR if knock.registered else "",
            )
            for (knock, _), delivery in zip(handed_over, deliveries, strict=True)
            if knock.kit_code
        ],
        batch_size=BATCH,
    )  # fmt: skip
    KitMove.objects.bulk_create(
        [
            KitMove(
                project=project, kit=kit, household_id=kit.household_id, moved_on=kit.issued_on, reason="Delivered", recorded_at=now,
                recorded_by_id=kit.delivery.recorded_by_id,
            )
            for kit in kits
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return {delivery.visit_id: delivery for delivery in deliveries}


def _draw(project, handed_over, deliveries, now):
    """Move each pack out of its bag or, once that is empty, from what no bag covered; the guards once for each bag."""
    if not deliveries:
        return
    item, homes = pack_item(project), place(project=project, kind=PlaceKind.HOUSEHOLD)
    walkers = list({knock.by.pk: knock.by for knock, _ in handed_over}.values())
    bags, uncovered = (
        {walker.pk: place(project=project, kind=kind, holder=walker) for walker in walkers}
        for kind in (PlaceKind.BAG, PlaceKind.UNRECONCILED)
    )
    held = Balance.objects.filter(project=project, item=item, guarded=True)
    left = dict(held.values_list("location", "quantity"))
    moves, drawn = [], Counter()
    for (knock, _), delivery in zip(handed_over, deliveries, strict=True):
        bag = bags[knock.by.pk]
        origin = bag if drawn[bag] < left.get(bag.pk, 0) else uncovered[knock.by.pk]
        drawn[origin] += 1
        moves.append(
            Movement(
                project=project, item=item, from_location=origin, to_location=homes, quantity=1, source=source_of(delivery),
                key=f"delivery:{delivery.pk}", happened_on=delivery.delivered_on, recorded_at=now, recorded_by=knock.by,
            )
        )  # fmt: skip
    Movement.objects.bulk_create(moves, batch_size=BATCH)
    for origin, count in drawn.items():
        if origin.guarded:
            take(project.pk, origin.pk, item.pk, count)
        else:
            add(project.pk, origin.pk, item.pk, homes.pk, False, -count)
        add(project.pk, homes.pk, item.pk, origin.pk, False, count)


def _handed_over(knock):
    return knock.offers.get(OfferKind.PACK) == OfferOutcome.DONE


def _write_events(project, knocks, visits, deliveries, given, now):
    events = []
    for knock, visit in zip(knocks, visits, strict=True):
        events.append(
            _event(
                project,
                knock,
                "visit.record",
                visit,
                ["outcome", *(f"offer:{kind}" for kind in knock.offers)],
                now,
            )
        )
        if visit.pk in deliveries:
            fields = ["kit", "registered"] if knock.kit_code else []
            events.append(_event(project, knock, "pack.deliver", deliveries[visit.pk], fields, now))
        if contribution := given.get(source_of_visit(visit)):
            events.append(_event(project, knock, "match.post", contribution, ["minutes"], now))
    AuditEvent.objects.bulk_create(events, batch_size=BATCH)


def _event(project, knock, verb, subject, fields, now):
    return AuditEvent(
        by=knock.by,
        verb=verb,
        project=project,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        fields=sorted(fields),
        recorded_at=now,
    )


def _set_states(knocks):
    """What stands at each address and whether its door is closed, as households.actions.refresh_state finds it."""
    changed = {}
    for knock in knocks:
        home, effect = knock.household, rules.EFFECTS[knock.outcome]
        state = effect.state or (changed[home.pk].state if home.pk in changed else HouseholdState.OCCUPIED)
        closed_on = home.closed_on or (timezone.localdate(knock.happened_at) if effect.closes else None)
        if (state, closed_on) != (home.state, home.closed_on):
            home.version += state != home.state
            home.state, home.closed_on = state, closed_on
            changed[home.pk] = home
    Household.objects.bulk_update(changed.values(), ["state", "closed_on", "version"], batch_size=500)
