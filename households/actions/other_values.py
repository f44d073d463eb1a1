"""What two sources say of one home: both kept until a person settles it."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households.actions.homes import change_home
from households.models import Household, HouseholdValue


@transaction.atomic
def note_other_value(*, household, field, value, source, by, batch_id=None):
    """Keep what another source says where it disagrees with what is known. The same again changes nothing. Returns (row, made)."""
    noted, made = HouseholdValue.objects.get_or_create(
        project_id=household.project_id, household=household, field=field, value=value,
        defaults={"source": source, "batch_id": batch_id, "noted_at": timezone.now()},
    )  # fmt: skip
    if made:
        record_event(by=by, verb="household.other_value", subject=household, fields=[field])
    return noted, made


@transaction.atomic
def settle_value(*, value_id, take, by):
    """Take the other source's value, or keep ours; either way the question is closed. Returns the home.

    Raises HomeRefused when theirs cannot be taken, such as a UPRN that another home has.
    """
    noted = HouseholdValue.objects.select_for_update(of=("self",)).get(pk=value_id)
    home = Household.objects.select_for_update(of=("self",)).get(pk=noted.household_id)
    if take:
        change_home(household_id=home.pk, version=home.version, by=by, **{noted.field: noted.value})
    noted.delete()
    record_event(
        by=by, verb="household.settle", subject=home, fields=[noted.field, "theirs" if take else "ours"]
    )
    return home
