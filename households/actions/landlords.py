"""Landlords and agents: who they are, which homes are theirs, and what was said."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from households.actions.residents import check_unchanged
from households.models import Household, Landlord, LandlordContact
from saferstreets.common.workflow import Refused

LANDLORD_FIELDS = ("name", "kind", "contact", "address")


class LandlordRefused(Refused):
    """The landlord cannot be kept like this."""


def _refuse_second(project, name, but=None):
    if Landlord.objects.filter(project=project, name=name).exclude(pk=but).exists():
        raise LandlordRefused(f"“{name}” is already in the list of landlords.")


@transaction.atomic
def add_landlord(*, project, name, kind, by, contact="", address=""):
    """Enter a landlord or agent; the same name again is refused."""
    _refuse_second(project, name)
    landlord = Landlord.objects.create(
        project=project, name=name, kind=kind, contact=contact, address=address
    )
    record_event(by=by, verb="landlord.add", subject=landlord, fields=["name", "kind"])
    return landlord


@transaction.atomic
def change_landlord(*, landlord_id, by, seen="", **changes):
    """Correct what is written down about a landlord. seen: rules.mark of what the form showed; raises ChangedMeanwhile."""
    landlord = Landlord.objects.select_for_update().get(pk=landlord_id)
    check_unchanged(landlord, LANDLORD_FIELDS, seen)
    changed = [field for field, value in changes.items() if getattr(landlord, field) != value]
    if "name" in changed:
        _refuse_second(landlord.project_id, changes["name"], but=landlord.pk)
    if changed:
        for field in changed:
            setattr(landlord, field, changes[field])
        landlord.save(update_fields=changed)
        record_event(by=by, verb="landlord.change", subject=landlord, fields=changed)
    return landlord


@transaction.atomic
def set_landlord(*, household, landlord, by):
    """Say whose the home is, or with None that it is no longer known. Counts as a change of the home."""
    if landlord is not None and landlord.project_id != household.project_id:
        raise LandlordRefused("This home belongs to another project.")
    if household.landlord_id == (landlord.pk if landlord else None):
        return household
    household.landlord, household.version = landlord, F("version") + 1
    household.save(update_fields=["landlord", "version"])
    household.refresh_from_db(fields=["version"])
    record_event(by=by, verb="household.landlord", subject=household, fields=["landlord"])
    return household


@transaction.atomic
def detach_home(*, landlord, household, by):
    """The home is not, or no longer, this landlord's. Changes nothing when it is somebody else's."""
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    return (
        set_landlord(household=household, landlord=None, by=by)
        if household.landlord_id == landlord.pk
        else household
    )


@transaction.atomic
def record_contact(*, landlord, happened_on, what, by):
    """Write down one letter, call or message to or from a landlord."""
    contact = LandlordContact.objects.create(
        project_id=landlord.project_id,
        landlord=landlord,
        happened_on=happened_on,
        what=what,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    record_event(by=by, verb="landlord.contact", subject=contact, fields=["what"])
    return contact
