"""The pack at the door: handing it over, with its kit, and taking that back."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from packs import rules
from packs.choices import RegisteredHow
from packs.models import Delivery, Kit, PackSpecification
from saferstreets.common.workflow import Refused


class DeliveryRefused(Refused):
    """The pack cannot be recorded as delivered like this."""


class SecondPackNeedsReason(DeliveryRefused):
    """The home has had a pack; another one is possible with a reason."""


class KitElsewhere(DeliveryRefused):
    """The kit code is already recorded for a home."""


@transaction.atomic
def deliver_pack(*, visit, by, kit_code="", registered=False, again_reason=""):
    """Record the pack handed over at `visit`, with its kit and whether that was registered there and then.

    Raises SecondPackNeedsReason, KitElsewhere, or DeliveryRefused for a registration without a code. The caller holds
    the household's lock. Writes one audit event.
    """
    if registered and not kit_code:
        raise DeliveryRefused("Enter the kit code: a kit cannot be registered without it.")
    had_one = (
        Delivery.objects.standing()
        .filter(project_id=visit.project_id, household_id=visit.household_id)
        .exists()
    )
    if had_one and not again_reason:
        raise SecondPackNeedsReason("This home has already had a pack. Say why it gets another.")
    specification = (
        PackSpecification.objects.filter(project_id=visit.project_id, from_on__lte=visit.happened_on)
        .order_by("version")
        .last()
    )
    delivery = Delivery.objects.create(
        project_id=visit.project_id, household_id=visit.household_id, street_id=visit.street_id, visit=visit, specification=specification,
        delivered_on=visit.happened_on, recorded_at=timezone.now(), recorded_by=by, again_reason=again_reason if had_one else "",
    )  # fmt: skip
    if kit_code:
        _issue_kit(delivery, rules.kit_code(kit_code), registered)
    record_event(
        by=by, verb="pack.deliver", subject=delivery, fields=["kit", "registered"] if kit_code else []
    )
    return delivery


def _issue_kit(delivery, code, registered):
    if Kit.objects.standing().filter(project_id=delivery.project_id, code=code).exists():
        raise KitElsewhere("This kit code is already recorded for a home. Check the code on the box.")
    Kit.objects.create(
        project_id=delivery.project_id, code=code, household_id=delivery.household_id, delivery=delivery, issued_on=delivery.delivered_on,
        registered_on=delivery.delivered_on if registered else None, registered_how=RegisteredHow.AT_THE_DOOR if registered else "",
    )  # fmt: skip


@transaction.atomic
def withdraw_delivery(*, visit, by):
    """Take back the delivery recorded at a withdrawn visit, its kit with it; nothing happens where there was none."""
    delivery = Delivery.objects.standing().filter(project_id=visit.project_id, visit=visit).first()
    if delivery is None:
        return None
    delivery.withdrawn_at = timezone.now()
    delivery.save(update_fields=["withdrawn_at"])
    Kit.objects.standing().filter(project_id=visit.project_id, delivery=delivery).update(
        withdrawn_at=delivery.withdrawn_at
    )
    record_event(by=by, verb="pack.withdraw", subject=delivery, fields=["withdrawn_at"])
    return delivery
