"""Where the room takes files in: the register's list of kits, and lists of kits that came in."""

import datetime
import json
import re

from accounts.permissions import Perm
from households.importing.victim_reading import is_personal as says_who
from imports.careful import CarefulImporter
from imports.choices import Verdict
from imports.importer import Change, Field, Judgement, Parsed, RowRefused, register
from imports.mapping import plain
from imports.rules import BatchRefused, MappingRefused
from packs import rules
from packs.actions.kits import on_the_list
from packs.actions.stock import place
from packs.choices import PlaceKind
from packs.models import Kit
from saferstreets.common import clock
from saferstreets.common.periods import long_date

FIELDS = (
    Field("code", "Kit code", (
        "kitcode", "code", "kitnumber", "kitno", "kit", "kitid", "registrationcode", "serialnumber", "serialno", "serial", "dnacode", "uniquecode",
    )),
    Field("registered_on", "Registered on", (
        "registeredon", "dateregistered", "registrationdate", "registered", "regdate", "dateofregistration", "activatedon", "activationdate",
    )),
)  # fmt: skip
# A PIN registers a kit, and an address says where its owner lives.
KEPT_OUT = re.compile(r"pin|passw|secret|addr|postcode|street|town|house|flat")
DATES = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
)
CHANGED = ("confirmed_on", "registered_on", "registered_how")
UNKNOWN = "The register has this code, and no home of the project does. Enter the code at its home, then bring the list again."


class KitImporter(CarefulImporter):
    """Two lists: with a day of registration it is the register's, and confirms; with codes alone, kits that came in.

    Whose a kit is, where they live and the PIN are emptied before anything is stored.
    """

    kind = "kits"
    label = "List of kits"
    nouns = ("kit", "kits")
    shows = "Kit code"
    needs = Perm.ADDRESSES_IMPORT
    fields = FIELDS
    model = Kit
    kept_as = "kit register list"

    def check_details(self, details):
        """Nothing is kept beside such a list."""
        return {}

    def is_personal(self, heading):
        """Everything that says who or where somebody is, and the PIN."""
        name = plain(heading)
        ours = any(name in field.aliases for field in FIELDS)
        return not ours and (says_who(heading) or bool(KEPT_OUT.search(name)))

    def suggested(self, row):
        """A code nobody wrote down has no likely kit."""

    def check_mapping(self, mapping):
        """A code."""
        if "code" not in mapping:
            raise MappingRefused("No column holds the kit code.")

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return KitReader(from_register="registered_on" in mapping)

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return KitJudge(project=project, facts=facts)

    def stamp(self, project):
        """Changes with every kit that is given out, registered or confirmed."""
        kits = Kit.objects.standing().filter(project=project)
        counts = kits.count(), kits.filter(confirmed_on=None).count(), kits.filter(registered_on=None).count()
        last = kits.order_by("-pk").values_list("pk", flat=True).first()
        return ":".join(map(str, (*counts, kits.filter(household=None).count(), last)))

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return KitMerge(project=project, facts=facts)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return KitUndo(project=project)

    def describe(self, clean):
        """The code, and the day."""
        if not clean:
            return ""
        code, day = json.loads(clean)
        return f"{code}, registered {long_date(datetime.date.fromisoformat(day))}" if day else code

    def describe_things(self, project, ids):
        """{id: the code}."""
        return dict(Kit.objects.filter(project=project, pk__in=ids).values_list("pk", "code"))

    def changes(self, project, rows):
        """What a confirmed kit's row changes is its confirmation."""
        return {row: [Change("Confirmed", "not yet", "on the list")] for row, _, _ in rows}


class KitReader:
    """Reads a code and, on the register's list, a day."""

    def __init__(self, *, from_register):
        self.from_register = from_register

    def facts(self):
        """Which of the two lists it is."""
        return {"from_register": self.from_register}

    def read(self, row):
        """Parsed. Raises RowRefused without a code, for what is none, or for a day that is none."""
        code = rules.kit_code("".join(row["code"]))
        if not code:
            raise RowRefused("The row has no kit code.")
        if len(code) > 30 or not re.fullmatch(r"[A-Z0-9/._]+", code) or not any(map(str.isdigit, code)):
            raise RowRefused(f"“{code[:30]}” is no kit code. Check that the right column was chosen.")
        return Parsed(code, code, [code, _day("".join(row.get("registered_on", ())))])


def _day(cell):
    """The day as ISO text, or "". Raises RowRefused for what is no day, or one to come."""
    text = re.sub(r"[ T]+\d{1,2}:\d{2}.*$", "", " ".join(cell.split()))
    for form in DATES if text else ():
        try:
            found = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if datetime.date(2000, 1, 1) <= found <= clock.today():
            return found.isoformat()
        break
    if text:
        raise RowRefused(f"“{text[:30]}” is no day on which a kit was registered.")
    return ""


class KitJudge:
    """Judges the rows of one list against the kits of the project."""

    nothing_known = False

    def __init__(self, *, project, facts):
        self.project, self.from_register, self.seen = project, facts["from_register"], {}

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new."""
        rows = [(number, code, own) for number, _, code, _, own in rows]
        known = {
            kit.code: kit
            for kit in Kit.objects.standing().filter(
                project=self.project, code__in={code for _, code, _ in rows}
            )
        }
        for number, code, own in rows:
            first = self.seen.setdefault(code, number)
            if first != number:
                yield Judgement(number, Verdict.DUPLICATE, f"Row {first} names the same kit.", own, first)
            elif kit := known.get(code):
                verdict = (
                    Verdict.CHANGED if self.from_register and not kit.confirmed_on else Verdict.UNCHANGED
                )
                yield Judgement(number, verdict, "", kit.pk)
            elif self.from_register:
                yield Judgement(number, Verdict.REVIEW, UNKNOWN, own)


class KitMerge:
    """Confirms kits, or writes new ones down in the store."""

    def __init__(self, *, project, facts):
        self.project, self.known = project, facts

    def facts(self):
        """What was known of the list."""
        return self.known

    def make(self, rows):
        """rows: (kit id, clean). A list of the register never makes a kit: nobody would know where it is."""
        rows = list(rows)
        if rows and self.known["from_register"]:
            raise BatchRefused(
                "A kit that is not written down here cannot be entered by the register’s list. Leave the row out."
            )
        store = place(project=self.project, kind=PlaceKind.STORE)
        Kit.objects.bulk_create(
            [
                Kit(pk=pk, project=self.project, code=clean[0], location=store, received_on=clock.today())
                for pk, clean in rows
            ],
            batch_size=1000,
        )

    def change(self, rows):
        """rows: (kit id, clean). What each kit said before, as {field: value}."""
        rows = list(rows)
        kits, before = Kit.objects.in_bulk([pk for pk, _ in rows]), []
        for pk, clean in rows:
            kit = kits[pk]
            day = datetime.date.fromisoformat(clean[1]) if clean[1] else None
            before.append({name: str(value) if (value := getattr(kit, name)) else value for name in CHANGED})
            for name, value in on_the_list(kit, clock.today(), day).items():
                setattr(kit, name, value)
        Kit.objects.bulk_update(kits.values(), CHANGED, batch_size=500)
        return before


class KitUndo:
    """Takes a confirmation back, and kits that are still in the store."""

    def __init__(self, *, project):
        self.project = project

    def restore(self, rows):
        """rows: (kit id, {field: value before}, clean), last changed first."""
        for pk, before, _ in rows:
            Kit.objects.filter(project=self.project, pk=pk).update(**before)

    def unmake(self, ids):
        """Remove the kits the list brought; one that has gone out since stops the undo."""
        kits = Kit.objects.filter(project=self.project, pk__in=ids)
        if kits.filter(household__isnull=False).exists():
            raise BatchRefused("Some of these kits are at homes by now, so the list cannot be taken back.")
        kits.delete()

    def finish(self):
        """Nothing is left to do."""


KITS = register(KitImporter())
