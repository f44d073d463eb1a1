"""Entering areas, streets and homes by hand."""

from django.db import transaction

from accounts.actions import record_event
from households import rules
from households.matching import door_key, street_key
from households.models import Area, AreaLsoa, Household, Street
from saferstreets.common.workflow import Refused


class StreetRefused(Refused):
    """The street or area cannot be entered like this."""


@transaction.atomic
def add_area(*, project, name, by, lsoas=(), note=""):
    """Enter an area with its statistical areas: (code, vintage, inferred) each. The same name again is refused."""
    if Area.objects.filter(project=project, name=name).exists():
        raise StreetRefused(f"“{name}” is already an area of this project.")
    area = Area.objects.create(project=project, name=name, note=note)
    AreaLsoa.objects.bulk_create(
        AreaLsoa(project=project, area=area, code=code, vintage=vintage, inferred=inferred)
        for code, vintage, inferred in lsoas
    )
    record_event(by=by, verb="area.add", subject=area, fields=["name", "lsoas"])
    return area


@transaction.atomic
def add_street(*, project, name, by, area=None, locality="", town=""):
    """Enter a street; one that is there already (same name and town) is refused."""
    key = street_key(name, town or locality)
    if Street.objects.filter(project=project, key=key).exists():
        raise StreetRefused(f"“{name}” is already a street of this project.")
    street = Street.objects.create(
        project=project, name=name, area=area, locality=locality, town=town, key=key
    )
    record_event(by=by, verb="street.add", subject=street, fields=["name", "area"])
    return street


@transaction.atomic
def add_household(
    *,
    project,
    street,
    by,
    flat="",
    name="",
    number="",
    postcode="",
    uprn="",
    reference="",
    tenure="unknown",
    kind="unknown",
):
    """Enter one home by hand. Raises StreetRefused when the same door is there already or nothing names the door."""
    key = door_key(flat=flat, name=name, number=number)
    if not key:
        raise StreetRefused("Give the home a number, a name or a flat.")
    if Household.objects.filter(project=project, street=street, door_key=key, postcode=postcode).exists():
        raise StreetRefused("This home is already in the register.")
    household = Household.objects.create(
        project=project, street=street, flat=flat, name=name, number=number, postcode=postcode, uprn=uprn, reference=reference, tenure=tenure, kind=kind,
        door_key=key, search=rules.search_text(flat, name, number, street.name, postcode), walk_seq=rules.walk_order(number, flat),
    )  # fmt: skip
    record_event(by=by, verb="household.add", subject=household, fields=["number", "street"])
    return household
