"""The importer of lists of burglaries, as the engine knows it."""

import datetime
import json

from django.utils import timezone

from accounts.permissions import Perm
from households import rules
from households.importing import victim_reading as reading
from households.importing.addresses import ADDRESSES
from households.importing.fields import looks_like_address
from households.importing.victim_judging import MATCHED, VictimJudge
from households.models import BurglaryRecord, Household
from imports.careful import CarefulImporter
from imports.rules import BatchRefused, FileRefused
from saferstreets.common import clock

LONGEST = {"source": 120, "purpose": 200}


class VictimImporter(CarefulImporter):
    """Reads the Constabulary's list: which homes were burgled, and when. Who lives there is neither read nor kept.

    A row becomes a burglary record at a home of the register, once a person has said which home it is.
    """

    kind = "victims"
    label = "List of burglaries"
    nouns = ("home", "homes")
    needs = Perm.VICTIMS_IMPORT
    fields = reading.FIELDS
    model = Household
    kept_as = "victims' list"

    def check_details(self, details):
        """{source, purpose, expires_on as ISO text}."""
        kept = {name: " ".join(details.get(name, "").split()) for name in LONGEST}
        for name, longest in LONGEST.items():
            if not kept[name] or len(kept[name]) > longest:
                raise FileRefused(
                    f"Say the {name} of the list, in at most {longest} characters. Without it nothing is kept."
                )
        try:
            expires_on = datetime.date.fromisoformat(details.get("expires_on", ""))
        except ValueError:
            raise FileRefused(
                "Say until when the list may be used, as YYYY-MM-DD. Without it nothing is kept."
            ) from None
        if expires_on < clock.today():
            raise FileRefused("The list may not be used any more: its last day has passed.")
        return kept | {"expires_on": expires_on.isoformat()}

    def is_personal(self, heading):
        """See CarefulImporter.is_personal."""
        return reading.is_personal(heading)

    def suggested(self, row):
        """The home that matches, where one alone surely does."""
        return row.candidate_ids[0] if row.reason == MATCHED else None

    def recognised(self, cells):
        """Headings of its own and of an address list."""
        return sum(len(columns) for columns in reading.guess(cells).values())

    def looks_like_data(self, cells):
        """As an address list."""
        return looks_like_address(cells)

    def guess(self, columns, sample):
        """By the headings alone: without headings nobody can tell what is a name."""
        return reading.guess(columns)

    def check_mapping(self, mapping):
        """A reference and an address."""
        reading.check(mapping)

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return reading.VictimReader(project=project, mapping=mapping, sample=sample)

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return VictimJudge(project=project, facts=facts)

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return VictimMerge(project=project, facts=facts)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return VictimUndo(project=project)

    def stamp(self, project):
        """How the homes stand, and the records."""
        records = BurglaryRecord.objects.filter(project=project)
        merged = Household.objects.filter(project=project, duplicate_of__isnull=False).count()
        last = records.order_by("-pk").values_list("pk", flat=True).first()
        return f"{ADDRESSES.stamp(project)}:{merged}:{records.count()}:{last}"[:100]

    def describe(self, clean):
        """The reference, the day and the address."""
        if not clean:
            return ""
        flat, name, number, street, locality, town, postcode, _, reference, day = json.loads(clean)
        address = rules.address_lines(
            flat=flat,
            name=name,
            number=number,
            street=street,
            locality=locality,
            town=town,
            postcode=postcode,
        )
        return f"{reference}, {day or 'no day given'}: {address}"

    def describe_things(self, project, ids):
        """{id: address}."""
        return ADDRESSES.describe_things(project, ids)


class VictimMerge:
    """Writes burglary records at the homes that people confirmed."""

    def __init__(self, *, project, facts):
        self.project, self.known, self.details = project, facts, facts["details"]

    def facts(self):
        """What was known of the list."""
        return self.known

    def make(self, rows):
        """A burglary never makes a home."""
        if rows:
            raise BatchRefused(
                "A list of burglaries cannot enter homes. Decide which home is meant, or leave the row out."
            )

    def change(self, rows):
        """rows: (home id, clean). A list of {"record": id, ...what it said before}; only the id for a record made now."""
        return [self._one(home, clean) for home, clean in rows]

    def _one(self, home, clean):
        says = {
            "happened_on": datetime.date.fromisoformat(clean[9]) if clean[9] else None,
            "source": self.details["source"],
            "purpose": self.details["purpose"],
            "expires_on": datetime.date.fromisoformat(self.details["expires_on"]),
        }
        there = BurglaryRecord.objects.filter(
            project=self.project, household_id=home, reference=clean[8]
        ).first()
        if there is None:
            made = BurglaryRecord.objects.create(
                project=self.project, household_id=home, reference=clean[8], batch_id=self.details.get("batch"), recorded_at=timezone.now(), **says
            )  # fmt: skip
            return {"record": made.pk}
        before = {field: getattr(there, field) for field in says if getattr(there, field) != says[field]}
        BurglaryRecord.objects.filter(pk=there.pk).update(**says)
        return (
            {"record": there.pk, **{field: value and str(value) for field, value in before.items()}}
            if before
            else {}
        )


class VictimUndo:
    """Takes records back, and what a later list changed of earlier ones."""

    def __init__(self, *, project):
        self.project = project

    def restore(self, rows):
        """rows: (home id, {"record": id, ...before}, clean), last first."""
        for _, before, _ in rows:
            record = BurglaryRecord.objects.filter(project=self.project, pk=before.pop("record"))
            if before:
                record.update(**before)
            else:
                record.delete()

    def unmake(self, ids):
        """No home was made."""

    def finish(self):
        """Nothing is left to do."""


VICTIMS = VictimImporter()
