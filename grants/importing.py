"""Where the room takes files in: the finance system's list of spending."""

import json
from collections import defaultdict

from accounts.permissions import Perm
from grants import spend_reading as reading
from grants.models import Entry, Pair, SpendLine
from imports.choices import Verdict
from imports.importer import Change, Importer, Judgement, register
from imports.rules import BatchRefused, MappingRefused
from saferstreets.common.money import pounds

COLUMNS = reading.COLUMNS
LABELS = {
    "reference": "Reference", "booked_on": "Day", "amount_pence": "Amount", "vat_pence": "VAT", "supplier": "Supplier",
    "supplier_number": "Supplier’s number", "redacted": "Supplier kept back", "what": "What for", "code": "Code",
    "department": "Department", "nature": "Capital or revenue",
}  # fmt: skip
TWICE = "Row {first} says exactly the same. Is it a second payment, or the same one twice?"


class SpendImporter(Importer):
    """Reads what the finance system paid, whatever its headings. A row spends nothing here; it stands beside our ledger."""

    kind = "spend"
    label = "Finance export"
    nouns = ("payment", "payments")
    shows = "Payment"
    needs = Perm.BUDGET_EDIT
    fields = reading.FIELDS
    model = SpendLine

    def check_mapping(self, mapping):
        """An amount and a day."""
        missing = [
            words for name, words in (("amount", "the amount"), ("date", "the day")) if name not in mapping
        ]
        if missing:
            raise MappingRefused(f"No column holds {' or '.join(missing)}.")

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return reading.SpendReader()

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return SpendJudge(project=project)

    def stamp(self, project):
        """Changes with every line that comes or goes."""
        lines = SpendLine.objects.filter(project=project)
        return f"{lines.count()}:{lines.order_by('-pk').values_list('pk', flat=True).first()}"

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return SpendMerge(project=project, facts=facts)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return SpendUndo(project=project)

    def describe(self, clean):
        """Amount, day, supplier and reference."""
        if not clean:
            return ""
        values = dict(zip(COLUMNS, json.loads(clean), strict=True))
        return ", ".join(
            part
            for part in (
                pounds(int(values["amount_pence"])), values["booked_on"], values["supplier"] or "no supplier given", values["what"],
                values["reference"] and f"reference {values['reference']}",
            )
            if part
        )  # fmt: skip

    def describe_things(self, project, ids):
        """{id: one line in words}."""
        return {line.pk: str(line) for line in SpendLine.objects.filter(project=project, pk__in=ids)}

    def values(self, clean):
        """What a row says, by label."""
        return (
            {LABELS[name]: value for name, value in zip(COLUMNS, json.loads(clean), strict=True)}
            if clean
            else {}
        )

    def values_of_things(self, project, ids):
        """The same of lines that are here."""
        found = SpendLine.objects.filter(project=project, pk__in=ids)
        return {
            line.pk: {
                LABELS[name]: value for name, value in zip(COLUMNS, reading.as_clean(line), strict=True)
            }
            for line in found
        }

    def changes(self, project, rows):
        """What the finance system says otherwise now."""
        rows = [(pk, thing, json.loads(clean)) for pk, thing, clean in rows]
        known = SpendLine.objects.filter(project=project).in_bulk([thing for _, thing, _ in rows])
        return {
            pk: [
                Change(LABELS[name], before or "nothing", after or "nothing")
                for name, before, after in zip(COLUMNS, reading.as_clean(known[thing]), clean, strict=True)
                if before != after
            ]
            for pk, thing, clean in rows
            if thing in known
        }


class SpendJudge:
    """Judges the rows of one file against the lines that are here.

    Rows are alike by reference, or by all they say where there is none. One row and one line of a reference are the same line,
    whatever else changed. Among several, those that say the same are the same, one for one; what says exactly what an earlier row
    says and is not here yet waits for a person: two equal payments are not rare, and neither is one listed twice.
    """

    nothing_known = False

    def __init__(self, *, project):
        self.project = project

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new."""
        groups = defaultdict(list)
        for number, likeness, _, parsed, own in rows:
            groups[likeness].append((number, tuple(json.loads(parsed)), own))
        known = defaultdict(list)
        for line in self._lines(groups):
            known[reading.likeness(reading.as_clean(line))].append((line.pk, tuple(reading.as_clean(line))))
        for likeness, alike in groups.items():
            yield from self._group(alike, known.get(likeness, []))

    def _lines(self, groups):
        """Lines that any of these groups might be: by reference, and by day for those without one."""
        lines = SpendLine.objects.filter(project=self.project)
        references = {alike[0][1][0] for alike in groups.values()} - {""}
        days = {alike[0][1][1] for alike in groups.values() if not alike[0][1][0]}
        found = list(lines.filter(reference__in=references)) if references else []
        return found + (list(lines.filter(reference="", booked_on__in=days)) if days else [])

    def _group(self, rows, known):
        if len(rows) == len(known) == 1 and rows[0][1][0]:
            (number, clean, _own), (pk, before) = rows[0], known[0]
            yield Judgement(number, Verdict.UNCHANGED if clean == before else Verdict.CHANGED, "", pk)
            return
        here, first = defaultdict(list), {}
        for pk, before in known:
            here[before].append(pk)
        for number, clean, own in rows:
            if here[clean]:
                yield Judgement(number, Verdict.UNCHANGED, "", here[clean].pop(0))
            elif clean in first:
                earlier, thing = first[clean]
                yield Judgement(number, Verdict.REVIEW, TWICE.format(first=earlier), own, candidates=[thing])
            first.setdefault(clean, (number, own))


class SpendMerge:
    """Writes the lines down."""

    def __init__(self, *, project, facts):
        self.project, self.known = project, facts

    def facts(self):
        """What was known of the file."""
        return self.known

    def make(self, rows):
        """rows: (line id, clean)."""
        SpendLine.objects.bulk_create(
            [SpendLine(pk=pk, project=self.project, **reading.as_columns(clean)) for pk, clean in rows],
            batch_size=1000,
        )

    def change(self, rows):
        """rows: (line id, clean). What each line said before, as {column: text}."""
        rows = list(rows)
        lines, before = SpendLine.objects.in_bulk([pk for pk, _ in rows]), []
        for pk, clean in rows:
            was = reading.as_clean(lines[pk])
            before.append({} if list(clean) == was else dict(zip(COLUMNS, was, strict=True)))
            for name, value in reading.as_columns(clean).items():
                setattr(lines[pk], name, value)
        SpendLine.objects.bulk_update(lines.values(), COLUMNS, batch_size=200)
        return before


class SpendUndo:
    """Takes lines back that nothing of the ledger stands beside."""

    def __init__(self, *, project):
        self.project = project

    def restore(self, rows):
        """rows: (line id, {column: text before}, clean), last changed first."""
        for pk, before, _ in rows:
            columns = reading.as_columns([before[name] for name in COLUMNS])
            SpendLine.objects.filter(project=self.project, pk=pk).update(**columns)

    def unmake(self, ids):
        """Remove the lines; one that stands beside an entry of ours stops the undo."""
        made = {f"grants.SpendLine:{pk}" for pk in ids}
        posted = Entry.objects.filter(project=self.project, source__in=made)
        if Pair.objects.filter(project=self.project, spend__in=ids).exists() or posted.exists():
            raise BatchRefused("Some of these stand beside entries of the ledger by now. Part them first.")
        SpendLine.objects.filter(project=self.project, pk__in=ids).delete()

    def finish(self):
        """Nothing is left to do."""


SPEND = register(SpendImporter())
