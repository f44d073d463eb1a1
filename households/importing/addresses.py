"""The importer of address lists, as the engine knows it."""

import json

from accounts.permissions import Perm
from households import rules
from households.choices import Tenure
from households.importing import compared, fields
from households.importing.judging import AddressJudge
from households.importing.merging import SETTABLE, AddressMerge, AddressUndo, kept_beside, takes_over
from households.importing.reading import AddressReader
from households.matching import door_key, name_key, words
from households.models import Household, Street
from imports.importer import Change, Importer


class AddressImporter(Importer):
    """Reads a list of addresses into streets and homes."""

    kind = "addresses"
    label = "Address list"
    nouns = ("home", "homes")
    needs = Perm.ADDRESSES_IMPORT
    fields = fields.FIELDS
    model = Household

    def recognised(self, cells):
        """Headings by their aliases, and address lines; a heading told by its words alone counts less."""
        return fields.headings_known(cells)

    def looks_like_data(self, cells):
        """A postcode, or a number with a street."""
        return fields.looks_like_address(cells)

    def guess(self, columns, sample):
        """By the headings; by the cells where there are none."""
        if all(column.startswith("Column ") for column in columns):
            return fields.guess_cells(columns, sample)
        mapping = fields.guess_columns(columns)
        return mapping if fields.can_name(mapping) else fields.guess_by_looks(mapping, columns, sample)

    def fitting(self, mapping, given):
        """A whole address given replaces guessed parts of a door, and the reverse."""
        if "address" in given and "street" not in given:
            return {
                name: columns
                for name, columns in mapping.items()
                if name in given or name not in ("street", *fields.DOOR)
            }
        if (
            {"street", *fields.DOOR} & given.keys()
            and "address" not in given
            and "street" in mapping
            and set(mapping) & set(fields.DOOR)
        ):
            return {name: columns for name, columns in mapping.items() if name != "address"}
        return mapping

    def check_mapping(self, mapping):
        """A street and a door, or an address in words."""
        fields.check(mapping)

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return AddressReader(project=project, mapping=mapping, sample=sample)

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return AddressJudge(project=project, facts=facts)

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return AddressMerge(project=project, facts=facts, by=by)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return AddressUndo(project=project, facts=facts, by=by)

    def stamp(self, project):
        """How many homes and streets there are, the last of each, and whether the list of streets is locked."""
        marks = [str(project.streets_locked)]
        for model in (Household, Street):
            rows = model.objects.filter(project=project)
            marks += [str(rows.count()), str(rows.order_by("-pk").values_list("pk", flat=True).first())]
        return ":".join(marks)

    def describe(self, clean):
        """The address as an envelope has it, with its town."""
        if not clean:
            return ""
        flat, name, number, street, locality, town, postcode = json.loads(clean)[:7]
        return rules.address_lines(
            flat=flat,
            name=name,
            number=number,
            street=street,
            locality=locality,
            town=town,
            postcode=postcode,
        )

    def describe_things(self, project, ids):
        """{id: address} of homes in the register."""
        homes = Household.objects.filter(project=project, pk__in=ids).select_related("street")
        return {
            home.pk: rules.address_lines(
                flat=home.flat, name=home.name, number=home.number, street=home.street.name, locality=home.street.locality,
                town=home.street.town, postcode=home.postcode,
            )
            for home in homes
        }  # fmt: skip

    def identity(self, clean):
        """The street's name and the door, however the rest is written; and the whole address."""
        flat, name, number, street = json.loads(clean)[:4]
        mark = f"{name_key(street)}|{door_key(flat=flat, name=name, number=number)}"
        return mark[:300], " ".join(words(self.describe(clean)))[:400]

    def standing(self, project, ids):
        """A home, or the one it turned out to be the same as."""
        homes = Household.objects.filter(project=project, pk__in=ids).values_list("pk", "duplicate_of")
        return {pk: same_as or pk for pk, same_as in homes}

    def values(self, clean):
        """Part by part, as a page compares them."""
        return compared.of_row(json.loads(clean)) if clean else {}

    def values_of_things(self, project, ids):
        """The same of homes, and what is known there."""
        return compared.of_homes(project, ids)

    def changes(self, project, rows):
        """See Importer.changes."""
        homes = Household.objects.filter(project=project).prefetch_related("other_values")
        homes = homes.in_bulk([thing for _, thing, _ in rows])
        return {
            pk: _changes_of(homes.get(thing), dict(zip(SETTABLE, json.loads(clean)[6:10], strict=True)))
            for pk, thing, clean in rows
        }


def _changes_of(home, values):
    """[Change] of what a row's values would do to a home."""
    said = {(other.field, other.value) for other in home.other_values.all()} if home else set()
    found = []
    for field, value in values.items():
        old = getattr(home, field, "")
        beside = kept_beside(field, old, value) and (field, value) not in said
        if beside or takes_over(field, old, value):
            what = str(Household._meta.get_field(field).verbose_name)
            found.append(Change(what, _shown(field, old), _shown(field, value), beside))
    return found


def _shown(field, value):
    if field == "tenure" and value:
        return Tenure(value).label
    return value or "nothing"


ADDRESSES = AddressImporter()
