"""The verdict on each row of an address list: the register is read street by street as the rows come."""

import json
from itertools import groupby

from households.importing.alike import Alike, Home
from households.importing.streets import AMBIGUOUS, Streets
from households.matching import door_key, door_likeness
from households.models import Household, HouseholdValue


def home_of(clean, *, id, number, streets):
    """The Home a row's clean values speak of."""
    flat, name, door, street, locality, town, postcode, uprn, reference, tenure = clean
    key = door_key(flat=flat, name=name, number=door)
    return Home(id, streets.find(street, locality, town), key, postcode, uprn, reference, tenure, number)


class AddressJudge:
    """Judges the rows of one file. Meant for one pass: it reads the register street by street as the rows come."""

    def __init__(self, *, project, facts):
        self.project = project
        self.streets = Streets(project, facts.get("streets", ()))
        told = all(self.streets.find(*named) != AMBIGUOUS for named in facts.get("streets", ()))
        empty = not self.streets.known and not Household.objects.filter(project=project).exists()
        self.nothing_known = told and empty and not project.streets_locked

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new. See imports.importer.Importer.judge."""
        read = [
            (row[1], home_of(json.loads(row[3]), id=row[4], number=row[0], streets=self.streets))
            for row in rows
        ]
        register, by_uprn = ({}, {}) if self.nothing_known else self._register(read)
        for likeness, group in groupby(read, key=lambda one: one[0]):
            alike = Alike(register.get(likeness, ()), by_uprn, twins, locked=self.project.streets_locked)
            for _, home in group:
                if judged := alike.judge(home):
                    yield judged

    def _register(self, read):
        """({likeness: [Home]}, {uprn: [Home]}) of the streets and numbers these rows speak of."""
        names = self.streets.ids_of({likeness.partition("|")[0] for likeness, _ in read})
        homes = Household.objects.filter(project=self.project)
        by_likeness, by_uprn = {}, {}
        for part in _parts(list(names)):
            for likeness, _, home in self._entries(
                homes.filter(street__in=part), {"street__in": part}, names
            ):
                by_likeness.setdefault(likeness, []).append(home)
        for part in _parts(sorted({home.uprn for _, home in read if home.uprn})):
            found = homes.filter(uprn__in=part).exclude(uprn="")
            for _, uprn, home in self._entries(found, {"uprn__in": part}, {}):
                by_uprn.setdefault(uprn, []).append(home)
        return by_likeness, by_uprn

    def _entries(self, homes, which, names):
        """(likeness, UPRN, Home) of entries of the register; where two are one home, the Home is the one that is kept.

        which: the filter that found them. names: {street id: its part of the likeness}, {} where nobody asks.
        """
        said = _kept_beside(self.project, {f"household__{lookup}": value for lookup, value in which.items()})
        for pk, street, flat, name, number, postcode, *known, same_as in homes.values_list(
            *FIELDS
        ).iterator():
            key, uprn, beside = door_key(flat=flat, name=name, number=number), known[0], said.get(pk, NOTHING)
            if same_as:
                kept = Household.objects.get(pk=same_as)
                pk, postcode, known = (
                    same_as,
                    postcode or kept.postcode,
                    [kept.uprn, kept.reference, kept.tenure],
                )
                beside = _kept_beside(self.project, {"household": pk}).get(pk, NOTHING)
            likeness = f"{names[street]}|{door_likeness(flat, name, number)}" if names else ""
            yield likeness, uprn, Home(pk, ("known", street), key, postcode, *known, said=beside)


NOTHING = frozenset()
FIELDS = (
    "pk", "street_id", "flat", "name", "number", "postcode", "uprn", "reference", "tenure", "duplicate_of_id",
)  # fmt: skip


def _kept_beside(project, homes):
    """{home id: {(field, value)}} of what is kept beside what is known."""
    found = {}
    for pk, field, value in HouseholdValue.objects.filter(project=project, **homes).values_list(
        "household", "field", "value"
    ):
        found.setdefault(pk, set()).add((field, value))
    return {pk: frozenset(values) for pk, values in found.items()}


def _parts(items, size=500):
    return (items[start : start + size] for start in range(0, len(items), size))
