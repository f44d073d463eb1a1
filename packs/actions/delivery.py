"""The pack at the door: handing it over, with its kit, and taking that back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event, record_events
from accounts.models import User
from households.models import Visit
from packs import rules
from packs.actions import kits
from packs.actions.stock import add, place, take, undo
from packs.choices import ItemKind, PlaceKind, RegisteredHow
from packs.models import Delivery, Item, Kit, KitClash, Location, Movement, PackSpecification
from saferstreets.common.workflow import Refused


class DeliveryRefused(Refused):
    """The pack cannot be recorded as delivered like this."""


class SecondPackNeedsReason(DeliveryRefused):
    """The home has had a pack; another one is possible with a reason."""


class KitElsewhere(DeliveryRefused):
    """The kit code is already recorded for a home."""


@dataclass(frozen=True)
class Handed:
    """One pack handed over. bag_of: whose bag; without it the recorder's. from_street: the record comes from a phone or a sheet, so a
    kit code that stands at another home is kept for a person instead of refused."""

    visit: Visit
    by: User
    kit_code: str = ""
    registered: bool = False
    form_taken: bool = False
    again_reason: str = ""
    bag_of: User | None = None
    from_street: bool = False


def deliver_pack(**handed):
    """Record the pack handed over at a visit. Arguments: those of Handed. Raises as deliver_packs does."""
    return deliver_packs(handed=[Handed(**handed)])[0]


@transaction.atomic
def deliver_packs(*, handed):
    """Record packs handed over at visits to different homes of one project, drawn from a bag, each with its kit and how that is registered.

    What a bag does not cover is drawn from what no bag covered: the street is never refused. Raises SecondPackNeedsReason,
    KitElsewhere, or DeliveryRefused for a registration without a code; then none is recorded. The caller holds the
    households' locks. Returns the deliveries in order; a fixed number of statements for what is plain. One audit event for each.
    """
    project_id, again = handed[0].visit.project_id, _had_one(handed)
    for one in handed:
        if (one.registered or one.form_taken) and not one.kit_code:
            raise DeliveryRefused("Enter the kit code: a kit cannot be registered without it.")
        if one.visit.household_id in again and not one.again_reason:
            raise SecondPackNeedsReason("This home has already had a pack. Say why it gets another.")
    versions = list(PackSpecification.objects.filter(project_id=project_id).order_by("version"))
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            project_id=project_id, household_id=one.visit.household_id, street_id=one.visit.street_id, visit=one.visit,
            specification=_of_the_day(versions, one.visit), delivered_on=one.visit.happened_on, recorded_at=timezone.now(),
            recorded_by=one.by, again_reason=one.again_reason if one.visit.household_id in again else "",
        )
        for one in handed
    )  # fmt: skip
    for holder, drawn in _by_holder(handed, deliveries):
        _draw(drawn, holder)
    _issue_kits([(one, delivery) for one, delivery in zip(handed, deliveries, strict=True) if one.kit_code])
    record_events(
        {"by": one.by, "verb": "pack.deliver", "subject": delivery, "project": one.visit.household.project,
         "fields": ["kit", "registered"] if one.kit_code else []}
        for one, delivery in zip(handed, deliveries, strict=True)
    )  # fmt: skip
    return deliveries


def _had_one(handed):
    homes = [one.visit.household_id for one in handed]
    standing = Delivery.objects.standing().filter(project_id=handed[0].visit.project_id, household__in=homes)
    return set(standing.values_list("household", flat=True))


def _of_the_day(versions, visit):
    """The version of the pack in use on the day of the visit; None before the first."""
    return next((one for one in reversed(versions) if one.from_on <= visit.happened_on), None)


def _by_holder(handed, deliveries):
    """(holder of the bag, [deliveries]) for each bag."""
    found = {}
    for one, delivery in zip(handed, deliveries, strict=True):
        holder = one.bag_of or one.by
        found.setdefault(holder.pk, (holder, []))[1].append(delivery)
    return found.values()


def source_of(delivery):
    """What the movement of a delivery says it is for."""
    return f"packs.Delivery:{delivery.pk}"


def pack_item(project):
    """The item that is the pack itself, made when the first pack moves."""
    item, _made = Item.objects.get_or_create(
        project=project, kind=ItemKind.PACK, defaults={"name": ItemKind.PACK.label}
    )
    return item


def _draw(deliveries, holder):
    """Move a pack to each home: out of the holder's bag or, where that is empty, from what no bag covered."""
    project = deliveries[0].visit.household.project
    item = pack_item(project)
    bag, uncovered, homes = _ends(project, holder)
    covered = len(deliveries) if take(project.pk, bag.pk, item.pk, len(deliveries)) else 0
    if not covered:  # not enough for all: as many as there are
        while covered < len(deliveries) - 1 and take(project.pk, bag.pk, item.pk, 1):
            covered += 1
    Movement.objects.bulk_create(
        Movement(
            project=project, item=item, from_location=bag if number < covered else uncovered, to_location=homes, quantity=1,
            source=source_of(delivery), key=f"delivery:{delivery.pk}", happened_on=delivery.delivered_on, recorded_at=delivery.recorded_at,
            recorded_by_id=delivery.recorded_by_id,
        )
        for number, delivery in enumerate(deliveries)
    )  # fmt: skip
    short = len(deliveries) - covered
    # In the order in which every movement takes outside rows: by id.
    rows = [(homes, bag, covered), (homes, uncovered, short), (uncovered, homes, -short)]
    for location, lane, change in sorted(rows, key=lambda row: (row[0].pk, row[1].pk)):
        if change:
            add(project.pk, location.pk, item.pk, lane.pk, False, change)


def _ends(project, holder):
    """(the holder's bag, what it did not cover, the homes), made where they are missing; one query where they are there."""
    kinds = (PlaceKind.BAG, PlaceKind.UNRECONCILED, PlaceKind.HOUSEHOLD)
    found = Location.objects.filter(project=project, kind__in=kinds)
    there = {
        (one.kind, one.holder_id): one for one in found.filter(holder=None) | found.filter(holder=holder)
    }
    return tuple(
        there.get((kind, owner and owner.pk)) or place(project=project, kind=kind, holder=owner)
        for kind, owner in zip(kinds, (holder, holder, None), strict=True)
    )


def _issue_kits(pairs):
    """Give each delivery's kit to its home; a code that stands at another home is kept for a person, or refused."""
    if not pairs:
        return
    project_id = pairs[0][1].project_id
    codes = {rules.kit_code(one.kit_code) for one, _ in pairs}
    known = {kit.code: kit for kit in Kit.objects.standing().filter(project_id=project_id, code__in=codes)}
    given, clashes = [], []
    for one, delivery in pairs:
        code = rules.kit_code(one.kit_code)
        kit = known.setdefault(code, Kit(project_id=project_id, code=code))
        if kit.household_id:
            clashes.append(_clash(one, delivery, kit))
            continue
        how = RegisteredHow.AT_THE_DOOR if one.registered else ""
        kits.give(kit=kit, delivery=delivery, registered_how=how, form_taken=one.form_taken and not how)
        given.append(kit)
    kits.write_issued(given)
    for clash in clashes:
        clash.save(force_insert=True)


def _clash(one, delivery, kit):
    if not one.from_street:
        raise KitElsewhere("This kit code is already recorded for a home. Check the code on the box.")
    return KitClash(
        project_id=delivery.project_id, kit=kit, household_id=delivery.household_id, delivery=delivery, recorded_at=timezone.now()
    )  # fmt: skip


@transaction.atomic
def withdraw_delivery(*, visit, by):
    """Take back the delivery recorded at a withdrawn visit: its kit with it, and its pack to where it was drawn from.

    Nothing happens where there was none.
    """
    delivery = Delivery.objects.standing().filter(project_id=visit.project_id, visit=visit).first()
    if delivery is None:
        return None
    delivery.withdrawn_at = timezone.now()
    delivery.save(update_fields=["withdrawn_at"])
    drawn = Movement.objects.filter(project_id=visit.project_id, key=f"delivery:{delivery.pk}")
    undo(movement=drawn.select_related("project", "item", "from_location", "to_location").get(), reason="The visit was withdrawn", happened_on=delivery.delivered_on, by=by)  # fmt: skip
    kits.take_back(delivery=delivery, by=by)
    record_event(by=by, verb="pack.withdraw", subject=delivery, fields=["withdrawn_at"])
    return delivery
