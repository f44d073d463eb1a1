"""The list of a scheme's columns as the county and the supply's operator take it: in the columns of the county's own inventory.

A cell that still says what the register says stays as the county wrote it; only what changed is written anew. Without an inventory of
the county's: location, charge code and switch regime, as an unmetered inventory asks for, and what goes with them.
"""

import csv
import io
import json

from imports.choices import BatchStatus
from imports.models import Batch, Row
from lighting.importing.fields import KEPT
from lighting.models import Column
from saferstreets.common.sheets import harmless

# A field of the file -> what we know now. The lantern is the one that hangs there now.
NOW = {
    "asset_id": "asset_id", "number": "number", "street": "street_name", "town": "town", "place": "place", "easting": "easting", "northing": "northing",
    "height": "height_mm", "material": "material", "bracket": "bracket", "make": "make", "source": "source", "wattage": "milliwatts",
    "kelvin": "kelvin", "feed": "feed", "lighting_class": "lighting_class", "charge_code": "charge_code", "switch_regime": "switch_regime",
    "installed_on": "installed_on", "electrical_test_on": "electrical_test_on", "structural_test_on": "structural_test_on",
}  # fmt: skip
LANTERN = ("make", "source", "milliwatts", "kelvin")
ENERGISED = "Energised on"
OURS = (
    ("Asset number", "asset_id"), ("Column number", "number"), ("Street", "street"), ("Location", "place"), ("Easting", "easting"),
    ("Northing", "northing"), ("Charge code", "charge_code"), ("Switch regime", "switch_regime"), ("Wattage", "wattage"), ("Lamp type", "source"),
    ("Lantern", "make"), ("Column height", "height"), ("Material", "material"), ("Electrical test", "electrical_test_on"),
    ("Structural test", "structural_test_on"),
)  # fmt: skip


def inventory(scheme):
    """The CSV as text, a byte order mark first so that a spreadsheet program reads it as UTF-8."""
    columns = list(Column.objects.of(scheme))
    batch, rows = _batch_of(scheme)
    text = io.StringIO()
    out = csv.writer(text)
    headings = list(batch.columns) if batch else [heading for heading, _ in OURS]
    mapping = batch.mapping if batch else {field: [heading] for heading, field in OURS}
    at = {
        field: headings.index(chosen[0])
        for field, chosen in mapping.items()
        if field in NOW and len(chosen) == 1
    }
    unit = batch.facts.get("height_unit_mm", 1_000) if batch else 1_000
    out.writerow([harmless(heading) for heading in [*headings, ENERGISED]])
    for column in columns:
        cells, said = rows.get(column.pk, ([], {}))
        cells = [*cells, *[""] * len(headings)][: len(headings)]
        for field, place in at.items():
            name = NOW[field]
            value = _now(column, name)
            if _text(value) != said.get("street_name" if field == "street" else name, ""):
                cells[place] = _written(name, value, unit)
        out.writerow(
            [harmless(cell) for cell in [*cells, _written("energised_on", column.energised_on, unit)]]
        )
    return "\ufeff" + text.getvalue()


def _batch_of(scheme):
    """(the newest import that named columns of this scheme or None, {column id: (cells, {kept name: text})})."""
    mine = Column.objects.filter(project_id=scheme.project_id, scheme=scheme).values("pk")
    merged = Batch.objects.filter(project_id=scheme.project_id, kind="columns", status=BatchStatus.MERGED)
    for batch in merged.order_by("-merged_at", "-id"):
        rows = (
            Row.objects.of(batch)
            .filter(thing_id__in=mine)
            .exclude(parsed="")
            .values_list("thing_id", "cells", "parsed")
        )
        found = {
            thing: (json.loads(cells), dict(zip(KEPT, json.loads(parsed), strict=True)))
            for thing, cells, parsed in reversed(rows)
        }
        if found:
            return batch, found
    return None, {}


def _now(column, name):
    if name not in LANTERN:
        return getattr(column, name)
    after = getattr(column, f"after_{name}")
    return after if after not in ("", None) else getattr(column, f"before_{name}")


def _text(value):
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _written(name, value, unit):
    """A value as an inventory writes it: watts and the inventory's own unit of height without needless noughts, a day as 31/12/2021."""
    if value in (None, ""):
        return ""
    if name in ("milliwatts", "height_mm"):
        per = 1_000 if name == "milliwatts" else unit
        return f"{value // per}.{value % per * 1_000 // per:03}".rstrip("0").rstrip(".")
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
