"""Rows and homes that might be one another, judged in the order of the file.

What a row would bring or change counts at once as if it were in the register: so the file judged again, after its
merge, is judged the same.
"""

from dataclasses import dataclass, replace

from households.choices import Tenure
from households.importing.streets import AMBIGUOUS
from households.matching import clearly_apart
from imports.choices import Verdict
from imports.importer import Judgement

UNKNOWN = Tenure.UNKNOWN.value
# Where another value is kept beside the known one. A reference is the sender's own: another one takes its place.
KEPT_BESIDE = ("postcode", "uprn", "tenure")
SAID = {"postcode": "postcode", "uprn": "UPRN", "reference": "reference", "tenure": "tenure"}


@dataclass(frozen=True)
class Home:
    """A home in the register, or one a row speaks of. street: Streets.find's answer. number: the row's, 0 in the register.
    stands: False for a row that waits for a person itself. said: {(field, value)} that is kept beside what is known.
    """

    id: int
    street: tuple
    door: str
    postcode: str
    uprn: str
    reference: str
    tenure: str
    number: int = 0
    stands: bool = True
    said: frozenset = frozenset()

    def is_at(self, other):
        """Same street; or the same full postcode and street name, which settles it whatever the town is called."""
        return (self.street == other.street and self.street != AMBIGUOUS) or (
            self.postcode == other.postcode != ""
        )

    def is_door(self, other):
        """Surely the same door: one key, or one UPRN on two spellings of it."""
        return self.door == other.door or (self.uprn == other.uprn != "")

    def contradicts(self, other, field):
        """Do both say something, not the same, and nobody knew?"""
        mine, theirs = getattr(self, field), getattr(other, field)
        if mine == theirs or mine in ("", UNKNOWN) or theirs in ("", UNKNOWN):
            return False
        return (field, mine) not in other.said and (field, theirs) not in self.said

    def adds_to(self, other):
        """Does this say anything that `other` does not, and that is not kept beside it?"""
        values = {field: getattr(self, field) for field in SAID}
        return any(
            value not in ("", UNKNOWN, getattr(other, field)) and (field, value) not in other.said
            for field, value in values.items()
        )


def _filled(home, row):
    """`home` as it is once `row` has changed it: see takes_over and kept_beside in households.importing.merging."""
    beside = {(field, getattr(row, field)) for field in KEPT_BESIDE if row.contradicts(home, field)}
    return replace(
        home,
        postcode=home.postcode or row.postcode,
        uprn=home.uprn or row.uprn,
        reference=row.reference or home.reference,
        tenure=row.tenure if home.tenure in ("", UNKNOWN) else home.tenure,
        said=home.said | beside,
    )


class Alike:
    """One likeness: the register's homes that have it, and the file's rows so far.

    same_uprn: {UPRN: [Home]} of the register. twins: see Importer.judge. locked: no street may be added.
    """

    def __init__(self, register, same_uprn, twins, *, locked):
        self.homes, self.rows = list(register), []
        self.same_uprn, self.twins, self.locked = same_uprn, twins, locked

    def judge(self, row):
        """The Judgement on the next row; None when it is new."""
        judged = self._judge(row)
        if judged is None:
            self.homes.append(row)
            self.rows.append(row)
        elif judged.verdict != Verdict.DUPLICATE:
            said = next((home.said for home in self.homes if home.id == judged.thing_id), row.said)
            stands = judged.verdict != Verdict.REVIEW
            self.rows.append(replace(row, id=judged.thing_id, stands=stands, said=said))
        if judged and judged.verdict == Verdict.CHANGED:
            self.homes = [_filled(home, row) if home.id == judged.thing_id else home for home in self.homes]
        return judged

    def _judge(self, row):
        before = [other for other in self.rows if other.is_at(row) and other.is_door(row)]
        for other in before:
            if not row.adds_to(other) and not other.contradicts(row, "postcode"):
                return Judgement(
                    row.number,
                    Verdict.DUPLICATE,
                    f"Row {other.number} says the same.",
                    other.id,
                    other.number,
                )
        ids = {other.id for other in before if other.stands}
        there = [home for home in self.homes if home.id in ids or (home.is_at(row) and home.is_door(row))]
        for home in there:
            if home.postcode == row.postcode and not row.adds_to(home):
                return self._disagreeing(row, {home.id}) or _same(row, home)
        ids |= {other.id for other in before}
        return (
            self._disagreeing(row, ids)
            or self._elsewhere(row, ids | {home.id for home in there})
            or self._found(row, there, before)
            or self._as_new(row)
        )

    def _disagreeing(self, row, ids):
        """Review, when an earlier row about one of these homes says something else."""
        for other in self.rows:
            for field, words in SAID.items():
                if other.id in ids and row.contradicts(other, field):
                    return _review(
                        row, f"Row {other.number} gives the same address with another {words}.", [other.id]
                    )
        return None

    def _elsewhere(self, row, ids):
        """Review, when the row's UPRN stands at another address, in the file or in the register."""
        if not row.uprn:
            return None
        first = self.twins.get(row.uprn, row.number)
        others = [other for other in self.rows if other.uprn == row.uprn and other.id not in ids]
        if others or first != row.number:
            number = others[0].number if others else first
            return _review(
                row, f"Row {number} gives the same UPRN to another address.", [other.id for other in others]
            )
        if homes := [home.id for home in self.same_uprn.get(row.uprn, ()) if home.id not in ids]:
            return _review(row, "Its UPRN is in the register at another address.", homes)
        return None

    def _found(self, row, there, before):
        """The verdict when the row's home is there already, or spoken of by a row that waits for a person."""
        agreeing = list({home.id: home for home in there if not home.contradicts(row, "postcode")}.values())
        if len(agreeing) > 1:
            return _review(row, "More than one home matches it.", [home.id for home in agreeing])
        if there and not agreeing:
            return _review(
                row, "The register has this door with another postcode.", [home.id for home in there]
            )
        if agreeing and agreeing[0].contradicts(row, "uprn"):
            return _review(row, "The register has this address with another UPRN.", [agreeing[0].id])
        if agreeing:
            return self._disagreeing(row, {agreeing[0].id}) or _same(row, agreeing[0])
        if before:
            return _review(
                row, f"Row {before[0].number}, which needs review, gives the same address.", [before[0].id]
            )
        return None

    def _as_new(self, row):
        """Review, when a home of its own cannot be taken for granted."""
        if row.street == AMBIGUOUS:
            return _review(row, "There is more than one street of that name, and the row names no town.", [])
        if self.locked and row.street[0] != "known":
            return _review(row, "Its street is not in the project’s list of streets.", [])
        # Within a file two UPRNs tell look-alikes apart. A home of the register may have got its own only later in
        # this very file, so there a person looks.
        alike = [home for home in self.homes if not home.number and home.is_at(row)]
        alike += [
            other
            for other in self.rows
            if other.is_at(row) and not (other.contradicts(row, "uprn") or other.contradicts(row, "postcode"))
        ]
        alike = [other for other in alike if not clearly_apart(row.door, other.door)]
        if alike:
            whose = f" of row {alike[0].number}" if alike[0].number else ""
            return _review(
                row,
                f"It looks like the address{whose}, written another way.",
                sorted({other.id for other in alike}),
            )
        return None


def _same(row, home):
    """Unchanged, or changed when the row says more or says it anew. number: of the row that brings the home, if one does."""
    if row.adds_to(home):
        return Judgement(
            row.number,
            Verdict.CHANGED,
            f"Says more than row {home.number}." if home.number else "",
            home.id,
            home.number or None,
        )
    return Judgement(
        row.number,
        Verdict.UNCHANGED,
        f"Says no more than row {home.number}." if home.number else "",
        home.id,
        home.number or None,
    )


def _review(row, reason, candidates):
    return Judgement(row.number, Verdict.REVIEW, reason, row.id, None, candidates)
