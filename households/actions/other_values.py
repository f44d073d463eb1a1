"""What two sources say of one home: both kept until a person settles it."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households.actions.homes import HomeRefused, change_home
from households.choices import Tenure
from households.models import Household, HouseholdValue
from saferstreets.common import clock


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

    The answer is kept: neither value is asked about again when a list says it. Raises HomeRefused when theirs cannot be taken,
    such as a UPRN that another home has, or when somebody has settled it already.
    """
    noted = HouseholdValue.objects.select_for_update(of=("self",)).get(pk=value_id)
    home = Household.objects.select_for_update(of=("self",)).get(pk=noted.household_id)
    if noted.settled_on:
        raise HomeRefused("Somebody has settled this already.")
    if take:
        _keep_ours(home, noted)
        change_home(household_id=home.pk, version=home.version, by=by, **{noted.field: noted.value})
    noted.settled_on = clock.today()
    noted.save(update_fields=["settled_on"])
    record_event(
        by=by, verb="household.settle", subject=home, fields=[noted.field, "theirs" if take else "ours"]
    )
    return home


@transaction.atomic
def settle_many(*, value_ids, take, by):
    """Settle several in one way. Returns (how many were settled, how many could not be and stay open)."""
    settled = stay = 0
    for value_id in sorted(value_ids):
        try:
            settle_value(value_id=value_id, take=take, by=by)
            settled += 1
        except (HomeRefused, HouseholdValue.DoesNotExist):
            stay += 1
    return settled, stay


def _keep_ours(home, noted):
    """What was known, if anything was, is now what another source said, and settled."""
    if getattr(home, noted.field) in ("", Tenure.UNKNOWN):
        return
    HouseholdValue.objects.get_or_create(
        project_id=home.project_id, household=home, field=noted.field, value=getattr(home, noted.field),
        defaults={"source": "The register", "noted_at": timezone.now(), "settled_on": clock.today()},
    )  # fmt: skip
