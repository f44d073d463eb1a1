"""What rows of an inventory become: columns entered and changed, and all of it taken back."""

import datetime
from functools import lru_cache

from households.models import Street
from imports import bulk
from imports.rules import BatchRefused
from lighting import rules
from lighting.importing.comparing import ATTRIBUTES, LANTERN, differences
from lighting.importing.fields import KEPT
from lighting.importing.judging import lamp_of_column, side_of
from lighting.importing.reading import street_key
from lighting.models import Column, NightEvidence

NUMBERS = frozenset({"easting", "northing", "height_mm", *(f"{side}_{name}" for side in ("before", "after") for name in ("milliwatts", "kelvin"))})  # fmt: skip
DAYS = frozenset({"installed_on", "electrical_test_on", "structural_test_on"})
# What follows from another attribute and is set with it.
KEYS = ("asset_key", "number_key", "number_order", "street_key", "street_id")
COLUMNS = (
    "id", "project_id", "street_id", "street_key", "asset_id", "asset_key", "number", "number_key", "number_order", "street_name", "town", "place",
    "easting", "northing", "rough", "height_mm", "material", "bracket", "feed", "lighting_class", "charge_code", "switch_regime", "installed_on",
    "electrical_test_on", "structural_test_on", *(f"{side}_{name}" for side in ("before", "after") for name in LANTERN),
)  # fmt: skip


@lru_cache(maxsize=10_000)
def number_of(number):
    """(key, place in the order) of a number on a column."""
    return rules.number_key(number), rules.number_order(number)


def value_of(name, text):
    """A row's text as the value of an attribute."""
    if name == "rough":
        return text in ("1", "True")
    if name in NUMBERS:
        return int(text) if text else None
    if name in DAYS:
        return datetime.date.fromisoformat(text) if text else None
    return text


def keys_of(column, streets):
    """Set what follows from a column's number and street. streets: see project_streets."""
    column.asset_key = rules.asset_key(column.asset_id) if column.asset_id else ""
    column.number_key, column.number_order = number_of(column.number)
    column.street_key = street_key(column.street_name)
    column.street_id = streets.get(column.street_key)


def project_streets(project):
    """{key of a name: id} of the project's streets whose name only one of them has."""
    found = {}
    for pk, name in Street.objects.filter(project=project).values_list("pk", "name"):
        found.setdefault(street_key(name), []).append(pk)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


class ColumnMerge:
    """One merge."""

    def __init__(self, *, project, facts):
        self.project, self.before, self.streets = project, facts, project_streets(project)

    def facts(self):
        """What was learnt from the file."""
        return self.before

    def make(self, rows):
        """Enter columns under the ids reserved for them. rows: (id, clean)."""
        project_id, streets, ready = self.project.pk, self.streets, []
        for pk, clean in rows:
            (
                asset, number, street, town, place, easting, northing, rough, height, material, bracket, make, source, watts, kelvin, feed, lit_class,
                charge, regime, installed, electrical, structural, new_make, new_source, new_watts, new_kelvin,
            ) = clean  # fmt: skip
            key = street_key(street)
            ready.append((
                pk, project_id, streets.get(key), key, asset, rules.asset_key(asset) if asset else "", number, *number_of(number), street, town, place,
                easting or None, northing or None, rough == "1", height or None, material, bracket, feed, lit_class, charge, regime, installed or None,
                electrical or None, structural or None, make, source, watts or None, kelvin or None, new_make, new_source, new_watts or None,
                new_kelvin or None,
            ))  # fmt: skip
        if ready:
            bulk.insert(Column, COLUMNS, ready)

    def change(self, rows):
        """Take over what the file says anew. rows: (id, clean). A list of {attribute: text before}."""
        columns = _columns(self.project, {pk for pk, _ in rows})
        befores = []
        for pk, clean in rows:
            column = columns[pk]
            known = lamp_of_column(column).values
            found = differences(dict(zip(KEPT, clean, strict=True)), known, side_of(column))
            befores.append({name: known[name] for name in found})
            for name, text in found.items():
                setattr(column, name, value_of(name, text))
        _save(columns.values(), self.streets)
        return befores


def _columns(project, ids):
    found, ids = {}, sorted(ids)
    for start in range(0, len(ids), 500):
        part = Column.objects.select_for_update(of=("self",)).select_related("scheme")
        found |= {
            column.pk: column for column in part.filter(project=project, pk__in=ids[start : start + 500])
        }
    return found


def _save(columns, streets):
    for column in columns:
        keys_of(column, streets)
    names = [*ATTRIBUTES, *KEYS]
    rows = [(*(getattr(column, name) for name in names), column.pk) for column in columns]
    if rows:
        bulk.change(Column, names, rows)


class ColumnUndo:
    """Takes a merge back: values first, then the columns it brought."""

    def __init__(self, *, project):
        self.project, self.streets = project, project_streets(project)

    def restore(self, rows):
        """Put values back that still are what the merge set. rows: (id, {attribute: text before}, clean), last first."""
        columns = _columns(self.project, {pk for pk, _, _ in rows})
        for pk, before, clean in rows:
            if column := columns.get(pk):
                known = lamp_of_column(column).values
                still = differences(dict(zip(KEPT, clean, strict=True)), known, side_of(column))
                for name, text in before.items():
                    if name not in still:
                        setattr(column, name, value_of(name, text))
        _save(columns.values(), self.streets)

    def unmake(self, ids):
        """Remove columns. Raises BatchRefused once a scheme has one or anything was recorded at it."""
        found = Column.objects.filter(project=self.project, pk__in=ids)
        taken = found.filter(scheme__isnull=False).count()
        if taken or NightEvidence.objects.filter(column__in=ids).exists():
            some = "one column" if taken == 1 else f"{taken:,} columns"
            raise BatchRefused(
                f"The merge cannot be undone: a scheme has taken {some} it brought. Release them first."
            )
        found.delete()

    def finish(self):
        """Nothing is left to do."""
