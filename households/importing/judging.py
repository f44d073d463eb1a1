"""The verdict on each row of an address list: against the rows before it in the file, and against the register."""

import json
from dataclasses import dataclass
from itertools import groupby

from households.choices import Tenure
from households.importing.streets import AMBIGUOUS, Streets
from households.matching import door_key, door_likeness
from households.models import Household
from imports.choices import Verdict
from imports.importer import Judgement

UNKNOWN = Tenure.UNKNOWN.value


@dataclass(frozen=True)
class Home:
    """A home in the register, or one a row speaks of. street: Streets.find's answer. number: the row's, 0 in the register."""

    id: int
    street: tuple
    door: str
    postcode: str
    uprn: str
    reference: str
    tenure: str
    number: int = 0

    def is_at(self, other):
        """Same street; or the same full postcode and street name, which settles it whatever the town is called."""
        return (self.street == other.street and self.street != AMBIGUOUS) or (
            self.postcode == other.postcode != ""
        )

    def is_door(self, other):
        """Surely the same door: one key, or one UPRN on two spellings of it."""
        return self.door == other.door or (self.uprn == other.uprn != "")

    def contradicts(self, other, field):
        """Do both say something, and not the same?"""
        mine, theirs = getattr(self, field), getattr(other, field)
        return mine != theirs and mine not in ("", UNKNOWN) and theirs not in ("", UNKNOWN)

    def adds_to(self, other):
        """Does this say anything that `other` does not?"""
        return any(
            getattr(self, field) not in ("", UNKNOWN, getattr(other, field))
            for field in ("postcode", "uprn", "reference", "tenure")
        )


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
        self.nothing_known = (
            not project.streets_locked and not Household.objects.filter(project=project).exists()
        )

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new. See imports.importer.Importer.judge."""
        read = [
            (row[1], home_of(json.loads(row[3]), id=row[4], number=row[0], streets=self.streets))
            for row in rows
        ]
        register, by_uprn = ({}, {}) if self.nothing_known else self._register(read)
        for likeness, group in groupby(read, key=lambda one: one[0]):
            earlier = []
            for _, home in group:
                judged = self._one(
                    home, earlier, register.get(likeness, ()), by_uprn.get(home.uprn, ()), twins
                )
                if judged is None or judged.verdict != Verdict.DUPLICATE:
                    stands = judged.thing_id if judged else home.id
                    earlier.append(home if stands == home.id else Home(**{**vars(home), "id": stands}))
                if judged:
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

    def _one(self, home, earlier, register, same_uprn, twins):
        """The Judgement on one row; None when it is new."""
        before = [other for other in earlier if other.is_at(home) and other.is_door(home)]
        for other in before:
            if not home.adds_to(other) and not other.contradicts(home, "postcode"):
                return Judgement(
                    home.number,
                    Verdict.DUPLICATE,
                    f"Row {other.number} says the same.",
                    other.id,
                    other.number,
                )
        there = [other for other in register if other.is_at(home) and other.is_door(home)]
        for other in there:
            if other.door == home.door and other.postcode == home.postcode and not home.adds_to(other):
                return Judgement(home.number, Verdict.UNCHANGED, "", other.id)
        return (
            self._against_file(home, before, earlier, twins)
            or self._against_register(home, there, before, same_uprn)
            or self._as_new(home, earlier, register)
        )

    def _against_file(self, home, before, earlier, twins):
        for other in before:
            for field, words in (
                ("postcode", "postcode"),
                ("uprn", "UPRN"),
                ("reference", "reference"),
                ("tenure", "tenure"),
            ):
                if home.contradicts(other, field):
                    return _review(
                        home, f"Row {other.number} gives the same address with another {words}.", [other.id]
                    )
        for other in earlier:
            if home.uprn and other.uprn == home.uprn and other not in before:
                return _review(
                    home, f"Row {other.number} gives the same UPRN to another address.", [other.id]
                )
        if twins.get(home.uprn, home.number) != home.number:
            return _review(home, f"Row {twins[home.uprn]} gives the same UPRN to another address.", [])
        return None

    def _against_register(self, home, there, before, same_uprn):
        agreeing = [other for other in there if not other.contradicts(home, "postcode")]
        elsewhere = [other for other in same_uprn if other not in agreeing]
        if elsewhere:
            return _review(
                home, "Its UPRN is in the register at another address.", [other.id for other in elsewhere]
            )
        if len(agreeing) > 1:
            return _review(
                home, "More than one home in the register matches it.", [other.id for other in agreeing]
            )
        if not agreeing and there:
            return _review(
                home, "The register has this door with another postcode.", [other.id for other in there]
            )
        if agreeing and agreeing[0].contradicts(home, "uprn"):
            return _review(home, "The register has this address with another UPRN.", [agreeing[0].id])
        if agreeing:
            return Judgement(
                home.number,
                Verdict.CHANGED if home.adds_to(agreeing[0]) else Verdict.UNCHANGED,
                "",
                agreeing[0].id,
            )
        if before:
            # The same home as an earlier row that is new itself, of which it says more.
            return Judgement(
                home.number,
                Verdict.CHANGED,
                f"Says more than row {before[0].number}.",
                before[0].id,
                before[0].number,
            )
        return None

    def _as_new(self, home, earlier, register):
        if home.street == AMBIGUOUS:
            return _review(home, "There is more than one street of that name, and the row names no town.", [])
        if self.project.streets_locked and home.street[0] != "known":
            return _review(home, "Its street is not in the project’s list of streets.", [])
        alike = [
            other
            for other in (*register, *earlier)
            if other.is_at(home) and not any(home.contradicts(other, field) for field in ("postcode", "uprn"))
        ]
        if alike:
            row = f" of row {alike[0].number}" if alike[0].number else ""
            return _review(
                home,
                f"It looks like the address{row}, written another way.",
                sorted({other.id for other in alike}),
            )
        return None


def _review(home, reason, candidates):
    return Judgement(home.number, Verdict.REVIEW, reason, home.id, None, candidates)


def _parts(items, size=500):
    return (items[start : start + size] for start in range(0, len(items), size))
