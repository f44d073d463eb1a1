"""What a page says about an import: its counts, its rows, the choices for a doubtful one. Reads only, few queries."""

from collections import Counter

from django.core.paginator import Paginator

from imports import careful, mapping, rules, staging
from imports import importer as importers
from imports.choices import Decision, Verdict
from imports.models import Row

MEANING = {
    Verdict.NEW: "not in the register yet",
    Verdict.UNCHANGED: "in the register, the same",
    Verdict.CHANGED: "in the register; the file says more, or says it anew",
    Verdict.DUPLICATE: "an earlier row says the same",
    Verdict.REVIEW: "somebody must choose",
    Verdict.REFUSED: "cannot be read",
}
PER_PAGE, MOST_CANDIDATES = 50, 10


class KnownPaginator(Paginator):
    """A paginator that is told how many rows there are."""

    def __init__(self, rows, per_page, count):
        super().__init__(rows, per_page)
        self.known = count

    @property
    def count(self):
        return self.known


def tiles(batch, url, shown):
    """The six verdicts as tiles, each leading to its rows."""
    return [
        {
            "label": verdict.label, "value": f"{getattr(batch, verdict):,}", "note": MEANING[verdict], "status": verdict.value if verdict == shown else "",
            "url": f"{url}?show={verdict.value}" if getattr(batch, verdict) else "",
        }
        for verdict in Verdict
    ]  # fmt: skip


def first_shown(batch, asked):
    """The verdict whose rows a page shows: the one asked for, else the first there are any of that a person should see."""
    if asked in Verdict.values:
        return Verdict(asked)
    order = (
        Verdict.REVIEW,
        Verdict.REFUSED,
        Verdict.CHANGED,
        Verdict.NEW,
        Verdict.DUPLICATE,
        Verdict.UNCHANGED,
    )
    return next((verdict for verdict in order if getattr(batch, verdict)), Verdict.NEW)


def page_of(batch, verdict, number, per_page=PER_PAGE):
    """A page of the batch's rows with one verdict."""
    rows = Row.objects.of(batch).filter(verdict=verdict)
    return KnownPaginator(rows, per_page, getattr(batch, verdict)).get_page(number)


def table(batch, importer, rows, verdict):
    """[{number, text, cells, reason, changes, decision}] of some rows."""
    changes = {}
    if verdict == Verdict.CHANGED and batch.merged_at is None:
        changes = importer.changes(batch.project, [(row.pk, row.thing_id, row.parsed) for row in rows])
    return [
        {
            "number": row.number,
            "text": importer.describe(row.parsed) or _cells(row),
            "reason": row.reason,
            "changes": [change.words for change in changes.get(row.pk, ())],
            "decision": Decision(row.decision).label if row.decision else "",
        }
        for row in rows
    ]


def _cells(row):
    text = " | ".join(" ".join(cell.split()) for cell in row.cell_list if cell.strip())
    return text if len(text) <= 160 else text[:159] + "…"


def doubtful(batch, importer, rows):
    """Rows that need review, each with the things it may be: {id, number, text, reason, candidates, compared, decision, decided_id}.

    compared: one table for each candidate that can be put beside the row, as `beside` gives it.
    """
    wanted = {pk for row in rows for pk in row.candidate_ids}
    words = importer.describe_things(batch.project, wanted)
    missing = wanted - words.keys()
    values = importer.values_of_things(batch.project, wanted)
    of_file = (
        Row.objects.of(batch).filter(thing_id__in=missing).exclude(verdict=Verdict.DUPLICATE)
        if missing
        else ()
    )
    for other in of_file:
        if other.verdict in (Verdict.NEW, Verdict.REVIEW):
            words[other.thing_id] = f"row {other.number}: {importer.describe(other.parsed)}"
            values[other.thing_id] = importer.values(other.parsed)
    return [_doubt(row, importer, words, values) for row in rows]


def _doubt(row, importer, words, values):
    may_be = [pk for pk in row.candidate_ids if pk in words][:MOST_CANDIDATES]
    said = importer.values(row.parsed)
    return {
        "id": row.pk, "number": row.number, "text": importer.describe(row.parsed), "reason": row.reason, "decision": row.decision,
        "suggested": careful.suggestion(importer, row), "decided_id": row.decided_id, "candidates": [(pk, words[pk]) for pk in may_be],
        "compared": [
            {"words": words[pk][:1].upper() + words[pk][1:], "lines": beside(said, values[pk])} for pk in may_be if values.get(pk)
        ],
    }  # fmt: skip


def beside(said, known):
    """[{what, row, known, differs}] of everything either of the two says. differs: both say something, and not the same."""
    return [
        {
            "what": what, "row": said.get(what, ""), "known": known.get(what, ""),
            "differs": bool(said.get(what) and known.get(what)) and said[what].casefold() != known[what].casefold(),
        }
        for what in {**known, **said}
        if said.get(what) or known.get(what)
    ]  # fmt: skip


def open_reasons(batch):
    """[(reason without row numbers, how many undecided rows wait for it)], the commonest first."""
    reasons = Row.objects.of(batch).undecided().values_list("reason", flat=True)
    return Counter(rules.reason_of(reason) for reason in reasons).most_common()


def decided_words(decided, left):
    """What became of a decision about many rows."""
    said = f"{decided:,} row{'' if decided == 1 else 's'} decided."
    if left:
        said += f" {left:,} stay{'s' if left == 1 else ''} open: look at {'it' if left == 1 else 'them'} one by one."
    return said


def kept_decisions(project, page):
    """[{pk, said, what, day, by, file}] of a page of decisions; a fixed number of queries for each kind of file."""
    things = {}
    for kind in {one.kind for one in page}:
        importer = importers.find(kind)
        now = importer.standing(project, {one.thing_id for one in page if one.kind == kind and one.thing_id})
        words = importer.describe_things(project, set(now.values()))
        things |= {(kind, pk): words[pk_now] for pk, pk_now in now.items()}
    return [
        {
            "pk": one.pk, "said": one.said, "day": one.decided_on, "by": one.decided_by.name, "file": one.batch.file_name,
            "what": things.get((one.kind, one.thing_id), "No longer in the register") if one.thing_id else "Left out",
        }
        for one in page
    ]  # fmt: skip


def samples(batch):
    """{place of a column: its first few different values, for a hint}."""
    found = {}
    for _, cells in staging.sample_of_stored(batch, 200):
        for place, cell in enumerate(cells[: len(batch.columns)]):
            text, seen = " ".join(cell.split())[:60], found.setdefault(place, [])
            if text and text not in seen and len(seen) < 3:
                seen.append(text)
    return {place: "For example: " + " · ".join(seen) for place, seen in found.items() if seen}


def facts(batch, importer):
    """How the file was read, for a summary list."""
    read_as = f"Sheet “{batch.sheet}”" if batch.sheet else f"Text, {batch.encoding}"
    labels = {field.name: field.label for field in importer.fields}
    columns = "\n".join(
        f"{labels[name]}: {mapping.in_words(chosen)}" for name, chosen in batch.mapping.items()
    )
    return [
        {"label": "Read as", "value": read_as},
        {"label": "Columns", "value": columns or "None chosen yet"},
        {"label": "Brought by", "value": f"{batch.staged_by}"},
        {"label": "Fingerprint (SHA-256)", "value": batch.sha256[:16] + "…"},
    ]


def merge_words(batch, importer, undecided):
    """What the merge would do, in sentences."""
    one, many = importer.nouns
    new = f"1 new {one}" if batch.new == 1 else f"{batch.new:,} new {many}"
    words = f"{new} would be entered and {batch.changed:,} changed. The other {batch.read - batch.new - batch.changed - batch.review:,} rows change nothing."
    if undecided:
        rows = "1 row still needs" if undecided == 1 else f"{undecided:,} rows still need"
        words += f" {rows} a decision and would be left out; import the file again later to decide."
    return f"{words} The merge can be undone while nothing has been recorded at what it brings."
