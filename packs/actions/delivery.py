"""The pack at the door: handing it over, with its kit, and taking that back."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
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


@transaction.atomic
def deliver_pack(*, visit, by, kit_code="", registered=False, form_taken=False, again_reason="", bag_of=None, from_street=False):  # fmt: skip
    """Record the pack handed over at `visit`, drawn from a bag, with its kit and how that is registered.

    bag_of: whose bag; without it the recorder's. What the bag does not cover is drawn from what no bag covered: the street
    is never refused. from_street: the record comes from a phone or a sheet, so a kit code that stands at another home is kept
    for a person instead of refused. Raises SecondPackNeedsReason, KitElsewhere, or DeliveryRefused for a registration without
    a code. The caller holds the household's lock. Writes one audit event.
    """
    if (registered or form_taken) and not kit_code:
        raise DeliveryRefused("Enter the kit code: a kit cannot be registered without it.")
    standing = Delivery.objects.standing().filter(project_id=visit.project_id)
    had_one = standing.filter(household_id=visit.household_id).exists()
    if had_one and not again_reason:
        raise SecondPackNeedsReason("This home has already had a pack. Say why it gets another.")
    delivery = Delivery.objects.create(
        project_id=visit.project_id, household_id=visit.household_id, street_id=visit.street_id, visit=visit, specification=_of_the_day(visit),
        delivered_on=visit.happened_on, recorded_at=timezone.now(), recorded_by=by, again_reason=again_reason if had_one else "",
    )  # fmt: skip
    _draw(delivery, bag_of or by, by)
    if kit_code:
        _issue_kit(delivery, rules.kit_code(kit_code), registered, form_taken, from_street)
    record_event(
        by=by, verb="pack.deliver", subject=delivery, fields=["kit", "registered"] if kit_code else []
    )
    return delivery


def _of_the_day(visit):
    """The version of the pack in use on the day of the visit; None before the first."""
    versions = PackSpecification.objects.filter(project_id=visit.project_id, from_on__lte=visit.happened_on)
    return versions.order_by("version").last()


def source_of(delivery):
    """What the movement of a delivery says it is for."""
    return f"packs.Delivery:{delivery.pk}"


def pack_item(project):
    """The item that is the pack itself, made when the first pack moves."""
    item, _made = Item.objects.get_or_create(
        project=project, kind=ItemKind.PACK, defaults={"name": ItemKind.PACK.label}
    )
    return item


def _draw(delivery, holder, by):
    """Move one pack to the home: out of the holder's bag or, where that is empty, from what no bag covered."""
    project = delivery.project
    item = pack_item(project)
    bag, uncovered, homes = _ends(project, holder)
    covered = take(project.pk, bag.pk, item.pk, 1)
    origin = bag if covered else uncovered
    Movement.objects.create(
        project=project, item=item, from_location=origin, to_location=homes, quantity=1, source=source_of(delivery),
        key=f"delivery:{delivery.pk}", happened_on=delivery.delivered_on, recorded_at=delivery.recorded_at, recorded_by=by,
    )  # fmt: skip
    # In the order in which every movement takes outside rows: by id.
    rows = [(homes, origin, 1), *([] if covered else [(uncovered, homes, -1)])]
    for location, lane, change in sorted(rows, key=lambda row: row[0].pk):
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


def _issue_kit(delivery, code, registered, form_taken, from_street):
    kit = Kit.objects.standing().filter(project_id=delivery.project_id, code=code).first()
    if kit and kit.household_id:
        if not from_street:
            raise KitElsewhere("This kit code is already recorded for a home. Check the code on the box.")
        KitClash.objects.create(
            project_id=delivery.project_id, kit=kit, household_id=delivery.household_id, delivery=delivery, recorded_at=timezone.now()
        )  # fmt: skip
        return
    kits.issue(
        kit=kit or Kit(project_id=delivery.project_id, code=code),
        delivery=delivery,
        registered_how=RegisteredHow.AT_THE_DOOR if registered else "",
        form_taken=form_taken and not registered,
    )


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
