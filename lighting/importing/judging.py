"""The verdict on each row of an inventory: which column it is about, told by its numbers and its place."""

import json
from itertools import groupby
from typing import NamedTuple

from households.matching import place_key
from imports.choices import Verdict
from imports.importer import Judgement
from imports.models import Row
from lighting import rules
from lighting.importing.comparing import ATTRIBUTES, differences, wanted
from lighting.importing.fields import KEPT
from lighting.importing.reading import street_key
from lighting.models import Column

# Metres: within NEAR it is the same place; a rough position is good to ROUGH; beyond APART one number is on two columns.
NEAR, ROUGH, APART = 1, 6, 60


class Lamp(NamedTuple):
    """A column of the register, or the one a row speaks of. values: as text, by the names of ATTRIBUTES. side: see comparing."""

    id: int
    asset: str
    number: str
    street: str
    town: str
    place: str
    point: tuple | None
    rough: bool
    side: str
    values: dict


def lamp_of_row(clean, own):
    """The Lamp a row's clean values speak of."""
    said = dict(zip(KEPT, clean, strict=True))
    point = (int(said["easting"]), int(said["northing"])) if said["easting"] else None
    return Lamp(
        own, rules.asset_key(said["asset_id"]) if said["asset_id"] else "", rules.number_key(said["number"]), street_key(said["street_name"]),
        place_key(said["town"]), said["place"].casefold(), point, bool(said["rough"]), "", said,
    )  # fmt: skip


def lamp_of_column(column):
    """The Lamp of a column of the register."""
    point = (column.easting, column.northing) if column.easting else None
    values = {name: text(getattr(column, name)) for name in ATTRIBUTES}
    return Lamp(
        column.pk, column.asset_key, column.number_key, column.street_key, place_key(column.town), column.place.casefold(), point,
        column.rough, side_of(column), values,
    )  # fmt: skip


def side_of(column):
    """Which lantern an inventory speaks of: the one after the works once they are energised, or where none was before."""
    return "after" if column.energised_on or (column.scheme and column.scheme.kind == "new") else "before"


def text(value):
    """A value as a row has it: text, "" for unknown."""
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def near(one, other, most=None):
    """Do both stand at one place? most: metres; by default what their positions are good to."""
    if not (one.point and other.point):
        return False
    most = most if most is not None else ROUGH if one.rough or other.rough else NEAR
    across, along = one.point[0] - other.point[0], one.point[1] - other.point[1]
    return across * across + along * along <= most * most


def differ(one, other):
    """Do both say something, and not the same?"""
    return bool(one and other and one != other)


class ColumnJudge:
    """Judges the rows of one file, some streets at a time."""

    def __init__(self, *, project, facts):
        self.project, self.batch = project, facts["file"]["batch"]
        self.nothing_known = not Column.objects.filter(project=project).exists()
        self.matched, self.in_file = {}, {}

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new. See imports.importer.Importer.judge."""
        read = [(row[1], row[0], row[2], lamp_of_row(json.loads(row[3]), row[4])) for row in rows]
        known = Known([], ()) if self.nothing_known else self._known([lamp for *_, lamp in read])
        for _, group in groupby(read, key=lambda one: one[0]):
            before = []
            for _, number, code, lamp in group:
                judged = self._by_file(number, code, lamp, before, known, twins) or self._by_register(
                    number, lamp, known
                )
                stands = not judged or judged.verdict != Verdict.REVIEW
                before.append((number, code, lamp._replace(id=judged.thing_id) if judged else lamp, stands))
                if judged:
                    yield judged

    def _by_file(self, number, code, lamp, before, known, twins):
        """The verdict by an earlier row of the file, or None."""
        for first, first_code, other, stands in before:
            if differ(code, first_code):
                continue
            found = differences(lamp.values, other.values)
            if not found:
                return Judgement(number, Verdict.DUPLICATE, f"Row {first} says the same.", other.id, first)
            if code != first_code or not stands:
                return _review(number, lamp, f"Row {first} stands at the same place.", [other.id])
            if found.keys() & wanted(other.values, "before").keys():
                return _review(
                    number, lamp, f"Row {first} is the same column and says otherwise.", [other.id]
                )
            return self._more(number, lamp, known, other.id, first)
        first = twins.get(code, number)
        if first != number:
            return _review(
                number, lamp, f"Row {first} has the same number and stands elsewhere.", self._row(first)
            )
        return None

    def _more(self, number, lamp, known, thing, first):
        """A row that only adds to an earlier one; nothing any more once the register has it."""
        same = known.find(lamp)[0]
        there = same and not differences(lamp.values, same.values, same.side)
        verdict = Verdict.UNCHANGED if there else Verdict.CHANGED
        return Judgement(number, verdict, f"Says more than row {first}.", thing, first)

    def _row(self, number):
        """The column an earlier row of the file is about, as a candidate."""
        found = Row.objects.filter(project=self.project, batch=self.batch, number=number).values_list(
            "thing_id", flat=True
        )
        return [pk for pk in found if pk]

    def _by_register(self, number, lamp, known):
        """The verdict by the register, or None for a column that is new."""
        same, why, candidates = known.find(lamp)
        if candidates:
            return _review(number, lamp, why, candidates)
        if same is None:
            return None
        first = self.matched.setdefault(same.id, number)
        if first != number:
            return _review(number, lamp, f"Row {first} is about the same column.", [same.id])
        changed = differences(lamp.values, same.values, same.side)
        return Judgement(number, Verdict.CHANGED if changed else Verdict.UNCHANGED, "", same.id)

    def _known(self, lamps):
        """The columns of the register that these rows may be about."""
        columns = Column.objects.filter(project=self.project).select_related("scheme")
        found = {}
        for lookup, asked in (
            ("asset_key__in", {lamp.asset for lamp in lamps if lamp.asset}),
            ("street_key__in", {lamp.street for lamp in lamps if lamp.street}),
            ("easting__in", {lamp.point[0] for lamp in lamps if lamp.point and not lamp.rough}),
        ):
            for part in _parts(sorted(asked)):
                found |= {column.pk: column for column in columns.filter(**{lookup: part})}
        lamps_known = [lamp_of_column(column) for column in found.values()]
        return Known(lamps_known, self._assets_in_file({lamp.asset for lamp in lamps_known if lamp.asset}))

    def _assets_in_file(self, assets):
        """Which of these asset numbers stand in this file: such a column has a row of its own."""
        asked = assets - self.in_file.keys()
        self.in_file |= dict.fromkeys(asked, False)
        for part in _parts(sorted(asked)):
            there = Row.objects.filter(project=self.project, batch=self.batch, code__in=part)
            self.in_file |= dict.fromkeys(there.values_list("code", flat=True), True)
        return {asset for asset in assets if self.in_file[asset]}


class Known:
    """Columns of the register, found by number and by place. own_row: asset numbers that the file names itself."""

    def __init__(self, lamps, own_row):
        self.by_asset, self.by_street, self.by_point, self.own_row = {}, {}, {}, own_row
        for lamp in lamps:
            self.by_point.setdefault(lamp.point, []).append(lamp)
            if lamp.asset:
                self.by_asset.setdefault(lamp.asset, []).append(lamp)
            self.by_street.setdefault(lamp.street, []).append(lamp)

    def find(self, lamp):
        """(the column it surely is or None, why a person must look, ids of what it may be)."""
        if lamp.asset and (named := self.by_asset.get(lamp.asset)):
            return self._named(lamp, named)
        beside = [
            other for other in self._of_street(lamp)
            if not (lamp.asset and other.asset in self.own_row) and not differ(lamp.town, other.town)
        ]  # fmt: skip
        if lamp.number and (same := [other for other in beside if other.number == lamp.number]):
            return self._numbered(lamp, same)
        if lamp.point:
            there = [other for other in beside if near(lamp, other)]
            return self._placed(lamp, there, beside) if there else self._elsewhere(lamp)
        if lamp.place and not lamp.number:
            same = [other for other in beside if other.place == lamp.place]
            return self._one(same, lamp, "The register has it under another number.")
        return None, "", []

    def _of_street(self, lamp):
        if lamp.street:
            return self.by_street.get(lamp.street, [])
        return [other for others in self.by_street.values() for other in others]

    def _named(self, lamp, named):
        if len(named) > 1:
            return None, "More than one column of the register has this asset number.", _ids(named)
        other = named[0]
        moved = lamp.point and other.point and not near(lamp, other, APART)
        if moved and differ(lamp.street, other.street):
            return None, "The register has this asset number in another street.", [other.id]
        return other, "", []

    def _numbered(self, lamp, same):
        far = [other for other in same if lamp.point and other.point and not near(lamp, other, APART)]
        if far:
            return None, "The register has this number in this street, at another place.", _ids(same)
        return self._one(
            same, lamp, "The register has this number in this street under another asset number."
        )

    def _placed(self, lamp, there, beside):
        rough = lamp.rough or any(other.rough for other in there)
        if rough and sum(near(lamp, other, 2 * ROUGH) for other in beside) > 1:
            return None, "It could be one of several columns that stand near.", _ids(there)
        return self._one(there, lamp, "A column with another number stands at this place.")

    def _elsewhere(self, lamp):
        there = [
            other
            for other in self.by_point.get(lamp.point, ())
            if not (lamp.asset and other.asset in self.own_row)
        ]
        return (
            None,
            "The register has a column of another street at this place." if there else "",
            _ids(there),
        )

    def _one(self, found, lamp, renumbered):
        if not found:
            return None, "", []
        if len(found) > 1:
            return None, "More than one column of the register matches it.", _ids(found)
        other = found[0]
        if differ(lamp.asset, other.asset) or differ(lamp.number, other.number):
            return None, renumbered, [other.id]
        return other, "", []


def _ids(lamps):
    return sorted(lamp.id for lamp in lamps)


def _review(number, lamp, reason, candidates):
    return Judgement(number, Verdict.REVIEW, reason, lamp.id, None, candidates)


def _parts(items, size=500):
    return (items[start : start + size] for start in range(0, len(items), size))
