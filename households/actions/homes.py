"""What the desk corrects about a home: its address and facts, what stands there, and that it is several homes."""

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.actions import record_event
from households import rules
from households.actions.residents import ChangedMeanwhile
from households.choices import HouseholdKind, HouseholdState
from households.matching import door_key
from households.models import Household
from saferstreets.common import clock
from saferstreets.common.workflow import Refused

EDITABLE = ("flat", "name", "number", "postcode", "uprn", "reference", "kind", "tenure", "state")
TAKEN = (
    "This door is already in the register. If the two are one home, use “This is the same home as another”."
)


class HomeRefused(Refused):
    """The home cannot be changed like this."""


class HomeChanged(ChangedMeanwhile):
    """Somebody else changed the home meanwhile. now: the home as it is."""

    def __init__(self, now):
        super().__init__(
            "Somebody else changed this home while you were looking at it. Nothing of yours is saved yet: "
            "save again if it is still right, or go back to leave theirs.",
            now.version,
        )
        self.now = now


@transaction.atomic
def change_home(*, household_id, version, by, **changes):
    """Correct a home. changes: fields of EDITABLE. version: of the home as the person saw it.

    Raises HomeChanged when it has changed since, HomeRefused for a door or UPRN that another home has. The update itself
    asks for the version, so that of two people saving at one moment one is told. Writes one audit event, or nothing.
    """
    home = Household.objects.select_related("street", "project").get(pk=household_id)
    _check_unchanged(home, version)
    changed = [field for field, value in changes.items() if getattr(home, field) != value]
    if not changed:
        return home
    values = {field: changes[field] for field in changed}
    if "uprn" in changed:
        _check_uprn(home, changes["uprn"])
    if "state" in changed:
        values |= {"state_entered": changes["state"], "state_entered_at": clock.now()}
    _store(home, version, values | _keys(home, changes))
    record_event(by=by, verb="household.change", subject=home, fields=changed)
    return Household.objects.select_related("street", "project").get(pk=household_id)


def _check_unchanged(home, version):
    if home.duplicate_of_id:
        raise HomeRefused("This entry is the same home as another one. Change that one.")
    if home.version != version:
        raise HomeChanged(home)


def _check_uprn(home, uprn):
    others = Household.objects.filter(project_id=home.project_id, uprn=uprn).exclude(pk=home.pk)
    if uprn and others.filter(duplicate_of=None).exists():
        raise HomeRefused("Another home of the project has this UPRN. If the two are one home, merge them.")


def _keys(home, changes):
    """What is worked out from the address."""
    flat, name, number, postcode = (
        changes.get(field, getattr(home, field)) for field in ("flat", "name", "number", "postcode")
    )
    key = door_key(flat=flat, name=name, number=number)
    if not key:
        raise HomeRefused("Give the home a number, a name or a flat.")
    return {
        "door_key": key,
        "search": rules.search_text(flat, name, number, home.street.name, postcode),
        "walk_seq": rules.walk_order(number, flat),
    }


def _store(home, version, values):
    """Write, if the home still has this version."""
    try:
        with transaction.atomic():
            stored = Household.objects.filter(pk=home.pk, version=version).update(
                **values, version=F("version") + 1
            )
    except IntegrityError as taken:
        raise HomeRefused(TAKEN) from taken
    if not stored:
        raise HomeChanged(Household.objects.select_related("street", "project").get(pk=home.pk))


@transaction.atomic
def split_home(*, household_id, version, flats, by):
    """Say that an entry is several homes. flats: what each is called ("Flat 1"). Returns the new homes.

    The entry stays with its visits and packs and is no dwelling any more. A flat that has an entry of its own already is
    joined to it. Raises HomeChanged, or HomeRefused for a closed home: which of the flats refused, nobody knows.
    """
    home = (
        Household.objects.select_for_update(of=("self",))
        .select_related("street", "project")
        .get(pk=household_id)
    )
    _check_unchanged(home, version)
    if home.closed_on:
        raise HomeRefused(
            "This home has asked not to be visited again, and which of the flats said so is not known. Record a new occupier first."
        )
    keys = {door_key(flat=flat, name=home.name, number=home.number): flat for flat in flats}
    keys.pop(home.door_key, None)
    if len(keys) < 2 and not home.split_into.exists():
        raise HomeRefused("Enter two or more flats, each with a name of its own.")
    children = [_flat(home, key, flat, by) for key, flat in keys.items()]
    home.state = home.state_entered = HouseholdState.SPLIT
    home.state_entered_at, home.version = clock.now(), home.version + 1
    home.save(update_fields=["state", "state_entered", "state_entered_at", "version"])
    record_event(by=by, verb="household.split", subject=home, fields=["state", f"flats:{len(children)}"])
    return children


def _flat(home, key, flat, by):
    """One flat of a split home: made, or found in the register and joined."""
    here = Household.objects.filter(project_id=home.project_id, street_id=home.street_id, door_key=key)
    if found := here.select_related("duplicate_of").first():
        found = found.duplicate_of or found
        if found.pk == home.split_from_id:
            raise HomeRefused(f"{found.address} is what this home was split from.")
        if found.split_from_id is None and found.pk != home.pk:
            Household.objects.filter(pk=found.pk).update(split_from=home, version=F("version") + 1)
        return found
    child = Household.objects.create(
        project_id=home.project_id, street_id=home.street_id, flat=flat, name=home.name, number=home.number, postcode=home.postcode,
        kind=HouseholdKind.FLAT, tenure=home.tenure, landlord_id=home.landlord_id, split_from=home, door_key=key,
        search=rules.search_text(flat, home.name, home.number, home.street.name, home.postcode), walk_seq=rules.walk_order(home.number, flat),
    )  # fmt: skip
    record_event(by=by, verb="household.add", subject=child, fields=["split_from"])
    return child
