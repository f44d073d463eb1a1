"""Reads one row of an inventory: what it says, and what tells this lamp from the others."""

from functools import lru_cache

from households.matching import name_key, place_key
from imports.importer import Parsed, RowRefused
from lighting import rules
from lighting.importing import cells, positions
from lighting.importing.fields import KEPT

# (kept as, field of the file, most characters)
TEXTS = (
    ("street_name", "street", 120), ("town", "town", 60), ("place", "place", 160), ("material", "material", 60), ("bracket", "bracket", 60),
    ("make", "make", 80), ("source", "source", 80), ("feed", "feed", 60), ("lighting_class", "lighting_class", 20),
    ("charge_code", "charge_code", 20), ("switch_regime", "switch_regime", 30), ("new_make", "new_make", 80), ("new_source", "new_source", 80),
)  # fmt: skip
VALUES = (
    ("milliwatts", "wattage", cells.milliwatts), ("kelvin", "kelvin", cells.kelvin), ("installed_on", "installed_on", cells.day),
    ("electrical_test_on", "electrical_test_on", cells.day), ("structural_test_on", "structural_test_on", cells.day),
    ("new_milliwatts", "new_wattage", cells.milliwatts), ("new_kelvin", "new_kelvin", cells.kelvin),
)  # fmt: skip
ENOUGH = 500  # rows that tell in what heights are counted
PLACE = {name: number for number, name in enumerate(KEPT)}


@lru_cache(maxsize=20_000)
def street_key(street):
    """What two spellings of a street share; its town is compared beside it."""
    return name_key(street)[:130]


@lru_cache(maxsize=20_000)
def text_of(cell, most):
    """A text on one line, cut where the register has no more room for it."""
    return cells.bare(cell)[:most].rstrip()


class ColumnReader:
    """Reads the rows of one file. mapping: {field: [column, ...]}. heights are told by their heading or by the first rows."""

    def __init__(self, *, mapping, sample):
        self.texts = [(PLACE[kept], field, most) for kept, field, most in TEXTS if field in mapping]
        self.values = [(PLACE[kept], field, read) for kept, field, read in VALUES if field in mapping]
        self.grid = "easting" in mapping and "northing" in mapping
        self.degrees = "longitude" in mapping and "latitude" in mapping
        self.has, self.unknown = frozenset(mapping), [""] * len(KEPT)
        self.named = [one for one in ((0, "asset_id", 40), (1, "number", 30)) if one[1] in mapping]
        self.unit = 0
        if "height" in mapping:
            found = [row["height"][0] for row in sample[:ENOUGH]]
            self.unit = cells.unit_of_heights(mapping["height"][0], found)

    def facts(self):
        """In what heights are counted: millimetres of one."""
        return {"height_unit_mm": self.unit} if self.unit else {}

    def read(self, row):
        """Parsed. Raises RowRefused when nothing tells this lamp from the others."""
        clean, notes = self.unknown.copy(), []
        for at, field, most in self.texts:
            found = row[field]
            clean[at] = text_of(found[0] if len(found) == 1 else " ".join(found), most)
        for at, field, read in self.values:
            clean[at], left_out = read(row[field][0])
            if left_out:
                notes.append(left_out)
        if self.unit:
            clean[PLACE["height_mm"]], left_out = cells.height(row["height"][0], self.unit)
            if left_out:
                notes.append(left_out)
        self._name(row, clean, notes)
        self._stand(row, clean, notes)
        likeness, code = keys(clean)
        if not likeness:
            raise RowRefused(_why(notes))
        note = "; ".join(notes)
        return Parsed(likeness, code, clean, f"{note[:1].upper()}{note[1:]}." if note else "")

    def _name(self, row, clean, notes):
        for at, field, most in self.named:
            found = row[field]
            text, left_out = cells.identity(found[0] if len(found) == 1 else " ".join(found))
            clean[at] = text[:most]
            if left_out:
                notes.append(left_out)

    def _stand(self, row, clean, notes):
        """The position: from grid metres, else a grid reference, else degrees; the words of a point are no place."""
        found, rough = None, False
        if self.grid:
            east, north = row["easting"][0], row["northing"][0]
            one, other = cells.metres(east), cells.metres(north)
            if one and other and positions.in_grid(one, other):
                found = one, other
            elif (one, other) != (0, 0) and (cells.words(east) or cells.words(north)):
                found, rough = _degrees(east, north), True
                if not found:
                    notes.append(f"the position “{east[:20]}, {north[:20]}” was left out")
        if not found and "grid" in self.has:
            found, rough = positions.from_reference(cells.bare(row["grid"][0])), False
        if not found and self.degrees:
            found, rough = _degrees(row["longitude"][0], row["latitude"][0]), True
        place = clean[4]
        if place[:1] == "(" and place[-1] == ")" and "," in place:
            clean[4] = ""
        if found:
            clean[5], clean[6], clean[7] = str(found[0]), str(found[1]), "1" if rough else ""


def _degrees(one, other):
    """The grid metres of a longitude and latitude, whichever way round they stand."""
    lon, lat = cells.degrees(one), cells.degrees(other)
    if lon is None or lat is None:
        return None
    return positions.from_degrees(lon, lat) or positions.from_degrees(lat, lon)


def keys(clean):
    """(likeness, code) of what a row says; ("", "") when nothing tells it from other lamps.

    likeness: its place, else its number in the street. code: its asset number, else its number in the street.
    """
    asset, number, street, town, place, easting, northing = clean[:7]
    street, town = street_key(street), place_key(town) if town else ""
    key = rules.number_key(number) if number else ""
    code = rules.asset_key(asset) if asset else ""
    if not code and key and street:
        code = f"{street[:28]}#{key[:15]}#{town[:14]}"
    if easting:
        return f"{street}|{easting},{northing}", code
    if street and key:
        return f"{street}|#{key}|{town}", code
    if street and place:
        return f"{street}|~{place.casefold()}|{town}", code
    return (f"#{code}", code) if code else ("", "")


def _why(notes):
    said = "; ".join(notes)
    return f"Nothing tells this lamp from the others: no asset number, no place, no number in a street.{f' ({said})' if said else ''}"
