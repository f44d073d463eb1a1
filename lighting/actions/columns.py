"""Writes about columns: entered by hand, taken into a scheme, corrected."""

from django.db import transaction
from django.db.models import F

from accounts.actions import record_event
from households.matching import place_key
from lighting.actions.holding import locked, refuse_after_handover
from lighting.choices import SchemeKind
from lighting.importing.comparing import LANTERN
from lighting.importing.merging import keys_of, project_streets
from lighting.models import Column, NightEvidence
from lighting.rules import LightingRefused

CHANGEABLE = (
    "asset_id", "number", "street_name", "town", "place", "easting", "northing", "height_mm", "material", "bracket", "feed", "lighting_class",
    "charge_code", "switch_regime", "installed_on", "electrical_test_on", "structural_test_on",
    *(f"{side}_{name}" for side in ("before", "after") for name in LANTERN),
)  # fmt: skip


@transaction.atomic
def add_column(*, scheme_id, by, **values):
    """Enter one column of a scheme. values: any of CHANGEABLE. Refused when the number stands in the street already."""
    scheme = locked(scheme_id)
    refuse_after_handover(scheme)
    column = Column(project_id=scheme.project_id, scheme=scheme, **values)
    _check(column)
    keys_of(column, project_streets(scheme.project))
    _check_once(column)
    column.save()
    record_event(by=by, verb="column.add", subject=column, fields=list(values))
    return column


@transaction.atomic
def change_column(*, column_id, by, **values):
    """Complete or correct what is known of a column. Writes nothing when nothing differs."""
    column = (
        Column.objects.select_for_update(of=("self",)).select_related("project", "scheme").get(pk=column_id)
    )
    if column.scheme:
        refuse_after_handover(column.scheme)
    changed = [name for name in CHANGEABLE if name in values and getattr(column, name) != values[name]]
    for name in changed:
        setattr(column, name, values[name])
    if changed:
        _check(column)
        column.rough = column.rough and not {"easting", "northing"} & set(changed)
        keys_of(column, project_streets(column.project))
        _check_once(column)
        column.save()
        record_event(by=by, verb="column.change", subject=column, fields=changed)
    return column


def _check(column):
    if (column.easting is None) != (column.northing is None):
        raise LightingRefused("Give the easting and the northing together, or neither.")
    if not column.street_name and not column.place:
        raise LightingRefused("Say in which street or at which place the column stands.")


def _check_once(column):
    same = Column.objects.filter(project_id=column.project_id).exclude(pk=column.pk)
    if column.asset_key and same.filter(asset_key=column.asset_key).exists():
        raise LightingRefused(f"There is a column with asset number {column.asset_id} already.")
    beside = (
        same.filter(street_key=column.street_key, number_key=column.number_key) if column.number_key else ()
    )
    if any(place_key(other.town) == place_key(column.town) for other in beside):
        raise LightingRefused(
            f"There is a column {column.number} in {column.street_name or 'this place'} already."
        )


@transaction.atomic
def take_columns(*, scheme_id, street_keys, by):
    """Take every free column of these streets into the scheme. Returns how many.

    Where there was no light before, what the inventory says of a lantern is what stands there now.
    """
    scheme = locked(scheme_id)
    refuse_after_handover(scheme)
    found = Column.objects.filter(project_id=scheme.project_id, street_key__in=street_keys).free()
    ids = list(found.select_for_update().order_by("id").values_list("pk", flat=True))
    if not ids:
        raise LightingRefused("No free column stands in these streets any more.")
    streets = project_streets(scheme.project)
    for key in street_keys:
        mine = Column.objects.filter(project_id=scheme.project_id, street_key=key).free()
        if scheme.kind == SchemeKind.NEW:
            _what_stands_there_is_new(mine)
        mine.update(street=streets.get(key), scheme=scheme)
    record_event(by=by, verb="scheme.take", subject=scheme, fields=["columns"])
    return len(ids)


def _what_stands_there_is_new(columns):
    """Move the lantern from before to after, for columns that say nothing of after."""
    blank = {"make": "", "source": "", "milliwatts": None, "kelvin": None}
    fresh = columns.filter(**{f"after_{name}": value for name, value in blank.items()})
    fresh.update(
        **{f"after_{name}": F(f"before_{name}") for name in LANTERN},
        **{f"before_{name}": value for name, value in blank.items()},
    )


@transaction.atomic
def release_column(*, column_id, by):
    """Give a column back to the inventory: no scheme touches it. Refused once it is lit or has evidence."""
    column = Column.objects.select_for_update(of=("self",)).select_related("project").get(pk=column_id)
    if column.scheme_id is None:
        raise LightingRefused("No scheme has this column.")
    if (
        column.energised_on
        or NightEvidence.objects.filter(project_id=column.project_id, column=column).exists()
    ):
        raise LightingRefused("The column is energised or has evidence, so it stays in the scheme.")
    column.scheme = None
    column.save(update_fields=["scheme"])
    record_event(by=by, verb="column.release", subject=column, fields=["scheme"])
    return column
