"""Two entries of one home become one: the verb that moves everything, over all rooms."""

from django.db import transaction
from django.db.models import F, Q

from accounts.actions import record_event
from households.actions import refresh_state
from households.choices import HouseholdState, Tenure
from households.models import BurglaryRecord, Household, HouseholdValue, RoundDoor, Visit
from packs.models import Delivery
from saferstreets.common import clock
from saferstreets.common.workflow import Refused

AGAIN = "Recorded at another entry of the same home"
# Relations between entries themselves; they do not move.
FAMILY = {"split_from", "duplicate_of"}
# What one home may have only once: a second one stays with the entry it was recorded at.
ONCE = {RoundDoor: ("round_id",), BurglaryRecord: ("reference",), HouseholdValue: ("field", "value")}
# What the entry that stays takes over where it says nothing itself.
TAKEN_OVER = {
    "postcode": "",
    "uprn": "",
    "reference": "",
    "tenure": Tenure.UNKNOWN,
    "kind": "unknown",
    "landlord_id": None,
}


class MergeRefused(Refused):
    """These two entries cannot become one."""


@transaction.atomic
def merge_homes(*, duplicate_id, survivor_id, by):
    """Say that an entry is the same home as another one, which gets everything recorded at it. Returns the survivor.

    Nothing is removed: the entry stays, out of every count, and says whose it is. Where both had a pack, the later one
    becomes the second pack of one home. Both entries are locked, the older id first. One audit event, with how many of what.
    """
    duplicate, survivor = _both(duplicate_id, survivor_id)
    _check(duplicate, survivor)
    _say_why_twice(duplicate, survivor)
    moved = _move(duplicate, survivor)
    _take_over(duplicate, survivor)
    _step_back(duplicate, survivor)
    refresh_state(household=survivor)
    record_event(
        by=by,
        verb="household.merge",
        subject=survivor,
        fields=[f"{what}:{count}" for what, count in moved.items()],
    )
    record_event(by=by, verb="household.same_as", subject=duplicate, fields=["duplicate_of", "state"])
    return survivor


def _both(duplicate_id, survivor_id):
    """(duplicate, survivor), held in the order of their ids, so that two people merging the same two do not wait for each other."""
    if duplicate_id == survivor_id:
        raise MergeRefused("An entry cannot be the same home as itself. Choose another one.")
    held = Household.objects.select_for_update(of=("self",)).select_related("street", "project")
    homes = {home.pk: home for home in held.filter(pk__in=[duplicate_id, survivor_id]).order_by("pk")}
    return homes[duplicate_id], homes[survivor_id]


def _check(duplicate, survivor):
    if duplicate.project_id != survivor.project_id:
        raise MergeRefused("The two homes belong to different projects.")
    if duplicate.duplicate_of_id or survivor.duplicate_of_id:
        raise MergeRefused("One of the two is already the same home as another entry. Choose that one.")
    if duplicate.duplicates.exists():
        raise MergeRefused(f"Other entries are the same home as {duplicate.address}. Keep that one instead.")
    if duplicate.split_into.exists() or duplicate.split_from_id == survivor.pk:
        raise MergeRefused(
            "One of the two was split into flats. A flat and the whole house are not one home."
        )


def _say_why_twice(duplicate, survivor):
    """Of two packs that were each the first at their entry, the later one says why it is a second one."""
    first = Delivery.objects.standing().filter(
        project_id=survivor.project_id, household__in=[duplicate, survivor], again_reason=""
    )
    for delivery in first.order_by("delivered_on", "recorded_at", "id")[1:]:
        delivery.again_reason = AGAIN
        delivery.save(update_fields=["again_reason"])


def _move(duplicate, survivor):
    """Give the survivor every row that points at the duplicate, in every room. {what: how many}."""
    moved = {}
    for relation in Household._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        if field in FAMILY and model is Household:
            continue
        rows = model._base_manager.filter(project_id=survivor.project_id, **{field: duplicate})
        rows = rows.exclude(_had_already(model, field, survivor)) if model in ONCE else rows
        where = {"street_id": survivor.street_id} if model in (Visit, Delivery) else {}
        if count := rows.update(**{field: survivor}, **where):
            moved[str(model._meta.verbose_name_plural)] = count
    return moved


def _had_already(model, field, survivor):
    """Rows of `model` that the survivor has the like of."""
    found = Q(pk=None)
    for values in model._base_manager.filter(**{field: survivor}).values_list(*ONCE[model]):
        found |= Q(**dict(zip(ONCE[model], values, strict=True)))
    return found


def _take_over(duplicate, survivor):
    """Fill what the survivor does not say. A postcode that would make it the same door as a third entry stays as it is."""
    taken = [
        field
        for field, nothing in TAKEN_OVER.items()
        if getattr(survivor, field) == nothing != getattr(duplicate, field)
    ]
    if "postcode" in taken:
        there = Household.objects.filter(
            project_id=survivor.project_id, street_id=survivor.street_id, door_key=survivor.door_key
        )
        if there.filter(postcode=duplicate.postcode).exists():
            taken.remove("postcode")
    for field in taken:
        setattr(survivor, field, getattr(duplicate, field))
    if "postcode" in taken:
        survivor.search = (
            f"{survivor.search}{duplicate.postcode.lower()} {duplicate.postcode.replace(' ', '').lower()} "
        )
    survivor.version += 1
    survivor.save(update_fields=[*(field.removesuffix("_id") for field in taken), "search", "version"])


def _step_back(duplicate, survivor):
    Household.objects.filter(pk=duplicate.pk).update(
        duplicate_of=survivor, state=HouseholdState.DUPLICATE, state_entered=HouseholdState.DUPLICATE,
        state_entered_at=clock.now(), closed_on=None, version=F("version") + 1,
    )  # fmt: skip


def recorded_at(household):
    """How much would move with an entry, as {label, value} rows: what a person sees before the merge."""
    counted = (
        ("Visits", household.visits),
        ("Packs", household.deliveries),
        ("Kits", household.kits),
        ("Residents", household.residents),
    )
    return [{"label": label, "value": str(rows.count())} for label, rows in counted]
