"""Inventories of lamp columns: any council's layout, no heading promised."""

import json

from accounts.permissions import Perm
from imports.importer import Change, Importer
from lighting.importing import fields
from lighting.importing.comparing import differences
from lighting.importing.fields import FIELDS, KEPT
from lighting.importing.judging import ColumnJudge, lamp_of_column, side_of
from lighting.importing.merging import ColumnMerge, ColumnUndo
from lighting.importing.reading import ColumnReader, keys
from lighting.models import Column

SHOWN = (
    ("Asset number", "asset_id"), ("Number", "number"), ("Street", "street_name"), ("Town", "town"), ("Where it stands", "place"), ("Easting", "easting"),
    ("Northing", "northing"),
)  # fmt: skip


class ColumnImporter(Importer):
    """A county's inventory, before the works or after them."""

    kind = "columns"
    label = "Inventory of lamp columns"
    nouns = ("column", "columns")
    shows = "Column"
    needs = Perm.ADDRESSES_IMPORT
    fields = FIELDS
    model = Column

    def guess(self, columns, sample):
        """See Importer.guess."""
        return fields.guess(columns)

    def check_mapping(self, mapping):
        """An asset number, a place, or a number in a street."""
        fields.check(mapping)

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return ColumnReader(mapping=mapping, sample=sample)

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return ColumnJudge(project=project, facts=facts)

    def stamp(self, project):
        """How many columns there are, the last of them, how many a scheme has and how many are lit."""
        columns = Column.objects.filter(project=project)
        last = columns.order_by("-pk").values_list("pk", flat=True).first()
        return ":".join(map(str, (columns.count(), last, columns.free().count(), columns.lit().count())))

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return ColumnMerge(project=project, facts=facts)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return ColumnUndo(project=project)

    def describe(self, clean):
        """Number, street and place."""
        if not clean:
            return ""
        return _words(json.loads(clean)[:7])

    def describe_things(self, project, ids):
        """{id: number, street and place}."""
        found = Column.objects.filter(project=project, pk__in=ids)
        return {
            one.pk: _words((one.asset_id, one.number, one.street_name, one.town, one.place, one.easting, one.northing)) for one in found
        }  # fmt: skip

    def identity(self, clean):
        """The place or number that tells it from other lamps; and everything the row says of it."""
        likeness, code = keys(json.loads(clean))
        return f"{likeness}|{code}"[:300], " ".join(json.loads(clean)).casefold()[:400]

    def values(self, clean):
        """Part by part, as a page compares them."""
        said = dict(zip(KEPT, json.loads(clean), strict=True)) if clean else {}
        return {words: said[name] for words, name in SHOWN if said.get(name)}

    def values_of_things(self, project, ids):
        """The same of columns."""
        found = Column.objects.filter(project=project, pk__in=ids)
        return {
            one.pk: {words: str(value) for words, name in SHOWN if (value := getattr(one, name))}
            for one in found
        }

    def changes(self, project, rows):
        """See Importer.changes."""
        columns = (
            Column.objects.filter(project=project)
            .select_related("scheme")
            .in_bulk([thing for _, thing, _ in rows])
        )
        return {pk: _changes(columns.get(thing), json.loads(clean)) for pk, thing, clean in rows}


def _words(named):
    asset, number, street, town, place, easting, northing = named
    name = " ".join(filter(None, (number, f"({asset})" if asset and number else asset)))
    point = f"at {easting}, {northing}" if easting else ""
    return ", ".join(filter(None, (name, street, town, place, point)))


def _changes(column, clean):
    if column is None:
        return []
    known = lamp_of_column(column).values
    found = differences(dict(zip(KEPT, clean, strict=True)), known, side_of(column))
    return [
        Change(str(Column._meta.get_field(name).verbose_name), known[name] or "nothing", text)
        for name, text in found.items()
        if name != "rough"
    ]


COLUMNS = ColumnImporter()
