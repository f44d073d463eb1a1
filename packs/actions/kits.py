"""The property-marking kit: from the store to a home, to the register, and with the household when it moves."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households.models import Household
from packs import rules
from packs.actions.stock import place
from packs.choices import ClashAnswer, PlaceKind, RegisteredHow
from packs.models import Kit, KitClash, KitMove
from saferstreets.common.workflow import Refused


class KitRefused(Refused):
    """This cannot be said of the kit."""


@transaction.atomic
def receive_kits(*, project, codes, location, received_on, by):
    """Write down the codes of kits that came in. Codes that are known are passed over. Returns the new kits."""
    codes = list(dict.fromkeys(filter(None, map(rules.kit_code, codes))))
    known = set(Kit.objects.standing().filter(project=project, code__in=codes).values_list("code", flat=True))
    kits = Kit.objects.bulk_create(
        Kit(project=project, code=code, location=location, received_on=received_on)
        for code in codes
        if code not in known
    )
    for kit in kits:
        _log(kit, received_on, by, "Received")
    if kits:
        record_event(by=by, verb="kit.receive", subject=kits[0], fields=["code", f"kits:{len(kits)}"])
    return kits


def give(*, kit, delivery, registered_how, form_taken):
    """Say of a kit that it went to the home of a delivery; write_issued stores it. kit: a row of the stock, or a new one."""
    kit.household_id, kit.location, kit.delivery = delivery.household_id, None, delivery
    kit.issued_on = delivery.delivered_on
    kit.form_taken_on = delivery.delivered_on if form_taken else None
    kit.registered_on = delivery.delivered_on if registered_how else None
    kit.registered_how = registered_how


def issue(*, kit, delivery, registered_how, form_taken):
    """Give one kit and store it."""
    give(kit=kit, delivery=delivery, registered_how=registered_how, form_taken=form_taken)
    write_issued([kit])


def write_issued(kits):
    """Store kits that were given, those already stored passed over, without events of their own."""
    stored = [kit for kit in kits if kit.pk]
    Kit.objects.bulk_create(kit for kit in kits if kit.pk is None)
    for kit in stored:
        kit.save()
    KitMove.objects.bulk_create(
        _moved(kit, kit.delivery.delivered_on, kit.delivery.recorded_by, "Delivered") for kit in kits
    )


def _log(kit, on, by, reason):
    _moved(kit, on, by, reason).save(force_insert=True)


def _moved(kit, on, by, reason):
    return KitMove(
        project_id=kit.project_id, kit=kit, household_id=kit.household_id, location_id=kit.location_id, moved_on=on, reason=reason,
        recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip


def take_back(*, delivery, by):
    """Undo the issue of a withdrawn delivery's kit: one from the stock goes back into it, any other code is free again."""
    kit = Kit.objects.standing().filter(project_id=delivery.project_id, delivery=delivery).first()
    if kit is None:
        return
    if kit.received_on is None:
        kit.withdrawn_at = delivery.withdrawn_at
        kit.save(update_fields=["withdrawn_at"])
        return
    kit.location = place(project=delivery.project, kind=PlaceKind.BAG, holder=delivery.recorded_by)
    kit.household = kit.delivery = kit.issued_on = kit.form_taken_on = kit.registered_on = None
    kit.confirmed_on = kit.sticker_seen_on = None
    kit.registered_how = ""
    kit.save()
    _log(kit, delivery.delivered_on, by, "The visit was withdrawn")


def _held(kit_id):
    kit = Kit.objects.select_for_update(of=("self",)).select_related("project").get(pk=kit_id)
    if kit.withdrawn_at or kit.household_id is None:
        raise KitRefused("This kit is not at a home.")
    return kit


@transaction.atomic
def take_form(*, kit_id, taken_on, by):
    """Record that the resident filled in the paper form; it is due at the register within ten days."""
    kit = _held(kit_id)
    if kit.registered_on or kit.form_taken_on:
        raise KitRefused("A form was taken, or the kit registered, before.")
    _check_day(kit, taken_on)
    kit.form_taken_on = taken_on
    kit.save(update_fields=["form_taken_on"])
    record_event(by=by, verb="kit.form", subject=kit, fields=["form_taken_on"])
    return kit


@transaction.atomic
def register_kit(*, kit_id, registered_on, how, by):
    """Record that the kit is registered to its owner, and how. Raises KitRefused the second time."""
    kit = _held(kit_id)
    if kit.registered_on:
        raise KitRefused(f"The kit is registered since {kit.registered_on:%-d %B %Y}.")
    _check_day(kit, registered_on)
    kit.registered_on, kit.registered_how = registered_on, how
    kit.save(update_fields=["registered_on", "registered_how"])
    record_event(by=by, verb="kit.register", subject=kit, fields=["registered_on", "registered_how"])
    return kit


def _check_day(kit, day):
    if day < kit.issued_on:
        raise KitRefused(
            f"The kit was given out on {kit.issued_on:%-d %B %Y}: enter that day or a later one."
        )


def on_the_list(kit, confirmed_on, registered_on=None):
    """What the register's own list says of a kit: {field: value} to store. What we knew of its registration stays."""
    known = kit.registered_on is not None
    how = RegisteredHow.PAPER_FORM if kit.form_taken_on else RegisteredHow.BY_RESIDENT
    first = registered_on or confirmed_on
    return {
        "confirmed_on": kit.confirmed_on or confirmed_on,
        "registered_on": kit.registered_on if known else max(first, kit.issued_on or first),
        "registered_how": kit.registered_how if known else how,
    }


@transaction.atomic
def see_sticker(*, visit, by):
    """Record that the sticker of the home's kit was seen at a later visit. Returns how many kits."""
    kits = Kit.objects.at_homes().filter(
        project_id=visit.project_id, household_id=visit.household_id, sticker_seen_on=None
    )
    seen = kits.filter(issued_on__lt=visit.happened_on).update(sticker_seen_on=visit.happened_on)
    if seen:
        record_event(by=by, verb="kit.sticker", subject=visit, fields=["sticker_seen_on"])
    return seen


@transaction.atomic
def transfer_kit(*, kit_id, household, moved_on, reason, by):
    """Move a kit with its household to another home, or to the household it was passed on to. Its past stays written down."""
    kit = _held(kit_id)
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if (
        household.project_id != kit.project_id
        or household.duplicate_of_id
        or household.pk == kit.household_id
    ):
        raise KitRefused("Choose another home of this project.")
    if not reason.strip():
        raise KitRefused("Say why the kit moves.")
    _check_day(kit, moved_on)
    kit.household = household
    kit.save(update_fields=["household"])
    _log(kit, moved_on, by, reason.strip())
    record_event(by=by, verb="kit.transfer", subject=kit, fields=["household"])
    return kit


@transaction.atomic
def settle_clash(*, clash_id, answer, by, code=""):
    """Say what a code from two homes was. "Moved" takes the kit to the home that sent it; "misread" may give the right code.

    Raises KitRefused when it is settled, or when the right code is taken too.
    """
    clash = (
        KitClash.objects.select_for_update(of=("self",)).select_related("delivery", "kit").get(pk=clash_id)
    )
    if clash.settled_at:
        raise KitRefused("This has been settled already.")
    if answer == ClashAnswer.MOVED:
        day = max(clash.delivery.delivered_on, clash.kit.issued_on or datetime.date.min)
        transfer_kit(
            kit_id=clash.kit_id, household=clash.household, moved_on=day, reason="Found at this home at a delivery", by=by
        )  # fmt: skip
    elif right := rules.kit_code(code):
        found = Kit.objects.standing().filter(project_id=clash.project_id, code=right).first()
        if found and found.household_id:
            raise KitRefused("The code you entered is recorded for a home too. Look at the box once more.")
        kit = found or Kit(project_id=clash.project_id, code=right)
        issue(kit=kit, delivery=clash.delivery, registered_how="", form_taken=False)
    clash.answer, clash.settled_at, clash.settled_by = answer, timezone.now(), by
    clash.save(update_fields=["answer", "settled_at", "settled_by"])
    record_event(by=by, verb="kit.settle", subject=clash, fields=["answer"])
    return clash
