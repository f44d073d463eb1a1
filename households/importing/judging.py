"""The verdict on each row of an address list: the register is read street by street as the rows come."""

import json
from itertools import groupby

from households.importing.alike import Alike, Home
from households.importing.streets import AMBIGUOUS, Streets
from households.matching import door_key, door_likeness
from households.models import Household


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
        fields = ("pk", "street_id", "flat", "name", "number", "postcode", "uprn", "reference", "tenure")
        homes = Household.objects.filter(project=self.project)
        by_likeness, by_uprn = {}, {}
        for part in _parts(list(names)):
            for pk, street, flat, name, number, *rest in (
                homes.filter(street__in=part).values_list(*fields).iterator()
            ):
                home = Home(pk, ("known", street), door_key(flat=flat, name=name, number=number), *rest)
                by_likeness.setdefault(f"{names[street]}|{door_likeness(flat, name, number)}", []).append(
                    home
                )
        for part in _parts(sorted({home.uprn for _, home in read if home.uprn})):
            for pk, street, flat, name, number, *rest in (
                homes.filter(uprn__in=part).exclude(uprn="").values_list(*fields).iterator()
            ):
                by_uprn.setdefault(rest[1], []).append(
                    Home(pk, ("known", street), door_key(flat=flat, name=name, number=number), *rest)
                )
        return by_likeness, by_uprn


def _parts(items, size=500):
    return (items[start : start + size] for start in range(0, len(items), size))
