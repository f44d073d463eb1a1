"""The verdict on each row of a list of burglaries. No match counts before a person has confirmed it."""

import json
from collections import defaultdict

from django.db.models import Q

from households.choices import VisitOutcome
from households.importing.streets import Streets
from households.matching import door_key, door_likeness
from households.models import BurglaryRecord, Household, Resident, Visit
from imports.choices import Verdict
from imports.importer import Judgement

MATCHED = "The register has this home. Confirm that it is the one."
ELSEWHERE = (
    "The register has this reference at another home: somebody may have moved, or one person has two homes."
)
COLUMNS = ("pk", "duplicate_of", "street", "street__name", "flat", "name", "number", "postcode", "uprn")
MOST = 8


class VictimJudge:
    """Judges the rows of one list. details: see VictimImporter.check_details."""

    nothing_known = False

    def __init__(self, *, project, facts):
        self.project, self.details = project, facts.get("details", {})
        self.streets = Streets(project, facts.get("streets", ()))
        self.seen = {}

    def judge(self, rows, twins):
        """A Judgement for every row: see imports.importer.Importer.judge."""
        read = [
            (number, likeness, code, json.loads(clean), own) for number, likeness, code, clean, own in rows
        ]
        likely, by_uprn = self._register(read)
        records = self._records({code for _, _, code, _, _ in read})
        moved = self._moved({pk for homes in likely.values() for pk, *_ in homes})
        for number, likeness, reference, clean, own in read:
            first = self.seen.setdefault((reference, likeness, clean[6]), number)
            if first != number:
                yield Judgement(number, Verdict.DUPLICATE, f"Row {first} says the same.", own, first)
                continue
            sure, perhaps = self._candidates(clean, likely.get(likeness, ()), by_uprn)
            yield self._one(
                (number, reference, clean, own), sure, perhaps, records.get(reference, {}), twins, moved
            )

    def _one(self, row, sure, perhaps, records, twins, moved):
        number, reference, clean, own = row
        candidates = [*sure, *(pk for pk in perhaps if pk not in sure)]
        known = next((pk for pk in candidates if pk in records), None)
        if known:
            verdict = Verdict.UNCHANGED if records[known] == said(clean, self.details) else Verdict.CHANGED
            return Judgement(number, verdict, "", known)
        if records:
            return _review(
                number, own, ELSEWHERE, [*candidates, *(pk for pk in records if pk not in candidates)]
            )
        if reference in twins:
            return _review(number, own, _twice(number, twins[reference]), candidates)
        if len(sure) == 1 and sure[0] in moved:
            return _review(
                number,
                own,
                "People have moved out of this home since: find out whom the list means.",
                candidates,
            )
        if len(sure) == 1:
            return _review(number, own, MATCHED, candidates)
        if sure:
            return _review(number, own, "More than one home of the register matches it.", candidates)
        return _review(number, own, self._unknown(clean, perhaps), candidates or self._resembling(clean))

    def _unknown(self, clean, perhaps):
        """Why no home surely matches."""
        if perhaps:
            return "It looks like a home of the register, written another way."
        if self.streets.find(*clean[3:6])[0] != "known":
            return "Its street is not in the project’s register."
        return "The register has the street and no such home in it."

    def _candidates(self, clean, alike, by_uprn):
        """(ids that surely are the home, ids that may be it): the same street or postcode, and the same door or UPRN."""
        flat, name, number, street, locality, town, postcode, uprn = clean[:8]
        here, door = self.streets.find(street, locality, town), door_key(flat=flat, name=name, number=number)
        at = [home for home in alike if here == ("known", home[1]) or postcode == home[3] != ""]
        sure = [pk for pk, _, key, code in at if key == door and not (postcode and code and postcode != code)]
        if uprn in by_uprn:
            sure = [pk for pk in by_uprn[uprn] if not sure or pk in sure] or [*sure, *by_uprn[uprn]]
        return list(dict.fromkeys(sure)), list(dict.fromkeys(pk for pk, *_ in at))

    def _register(self, read):
        """({likeness: [(id, street id, door key, postcode)]}, {uprn: [id]}); an entry merged into another is that one."""
        keys, uprns = (
            {likeness.partition("|")[0] for _, likeness, *_ in read},
            {clean[7] for *_, clean, _ in read} - {""},
        )
        names = self.streets.ids_of(keys)
        likely, by_uprn = defaultdict(list), defaultdict(list)
        homes = Household.objects.filter(project=self.project).filter(Q(street__in=names) | Q(uprn__in=uprns))
        for pk, same_as, street, _, flat, name, number, postcode, uprn in homes.values_list(
            *COLUMNS
        ).iterator():
            home = same_as or pk
            if street in names:
                key = door_key(flat=flat, name=name, number=number)
                likely[f"{names[street]}|{door_likeness(flat, name, number)}"].append(
                    (home, street, key, postcode)
                )
            if uprn in uprns:
                by_uprn[uprn].append(home)
        return likely, by_uprn

    def _records(self, references):
        """{reference: {home id: what is recorded}}."""
        found = defaultdict(dict)
        rows = BurglaryRecord.objects.filter(project=self.project, reference__in=references)
        for record in rows:
            day = record.happened_on.isoformat() if record.happened_on else ""
            found[record.reference][record.household_id] = (
                day,
                record.source,
                record.purpose,
                record.expires_on.isoformat(),
            )
        return found

    def _moved(self, homes):
        """The homes that somebody is known to have moved out of."""
        here = {"project": self.project, "household__in": homes}
        out = Resident.objects.filter(**here, moved_out_on__isnull=False).values_list("household", flat=True)
        told = (
            Visit.objects.standing()
            .filter(**here, outcome=VisitOutcome.MOVED)
            .values_list("household", flat=True)
        )
        return {*out, *told}

    def _resembling(self, clean):
        flat, name, number, street = clean[:4]
        homes = Household.objects.filter(project=self.project, duplicate_of=None)
        return [home.pk for home in homes.resembling(f"{flat} {name} {number} {street}", most=MOST)]


def said(clean, details):
    """What a row and its list say of a burglary, as `_records` gives it."""
    return clean[9], details["source"], details["purpose"], details["expires_on"]


def _twice(number, first):
    if number == first:
        return "A later row gives the same reference to another address: one person may have two homes."
    return f"Row {first} gives the same reference to another address: one person may have two homes."


def _review(number, own, reason, candidates):
    return Judgement(number, Verdict.REVIEW, reason, own, None, candidates)
