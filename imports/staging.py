"""From a file's rows to verdicts: every row goes into the database once, and only what is not new is touched again."""

import json
from collections import Counter

from imports import bulk, rules
from imports.choices import Verdict
from imports.importer import RowRefused
from imports.models import Row

COLUMNS = ("project_id", "batch_id", "number", "cells", "parsed", "likeness", "code", "verdict", "reason", "thing_id",
           "candidates", "before", "decision")  # fmt: skip
AGAIN = (
    "parsed",
    "likeness",
    "code",
    "verdict",
    "reason",
    "thing_id",
    "like_number",
    "candidates",
    "before",
    "decision",
    "decided_id",
    "decided_by_id",
)
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Reading:
    """How one batch's cells become values: built once for a file, from its mapping and its first rows."""

    def __init__(self, *, importer, project, columns, mapping, sample):
        self.importer = importer
        self.places = {
            name: [columns.index(column) for column in chosen] for name, chosen in mapping.items() if chosen
        }
        values = [self.values(cells) for _, cells in sample]
        self.reader = (
            importer.reader(project=project, mapping=mapping, sample=values) if self.places else None
        )

    def values(self, cells):
        """{field: tuple of cells}; a cell the row does not have is empty."""
        width = len(cells)
        return {
            name: tuple([cells[place] if place < width else "" for place in places])
            for name, places in self.places.items()
        }

    def read(self, cells):
        """(clean, likeness, code, verdict, reason) of one row."""
        if self.reader is None:
            return "", "", "", Verdict.REFUSED.value, "No column has been chosen yet."
        try:
            parsed = self.reader.read(self.values(cells))
        except RowRefused as refused:
            return "", "", "", Verdict.REFUSED.value, str(refused)[:300]
        return as_json(parsed.clean), parsed.likeness, parsed.code, Verdict.NEW.value, parsed.note[:300]

    def facts(self):
        """What was learnt from the file."""
        return self.reader.facts() if self.reader else {}


def stage_rows(batch, reading, rows):
    """Read every row, store it with its provisional verdict. Returns how many rows there were. rows: (number, cells)."""
    total, project_id, batch_id = 0, batch.project_id, batch.pk
    for chunk in in_chunks(rows):
        ids = iter(bulk.reserve(reading.importer.model, len(chunk)))
        ready = []
        for number, cells in chunk:
            clean, likeness, code, verdict, reason = reading.read(cells)
            thing = next(ids) if verdict == "new" else None
            ready.append(
                (
                    project_id,
                    batch_id,
                    number,
                    as_json(cells),
                    clean,
                    likeness,
                    code,
                    verdict,
                    reason,
                    thing,
                    "",
                    "",
                    "",
                )
            )
        bulk.insert(Row, COLUMNS, ready)
        total += len(chunk)
    return total


def in_chunks(rows):
    """Lists of rows small enough to hold, whether they are many or wide."""
    chunk, length = [], 0
    for row in rows:
        chunk.append(row)
        length += sum(map(len, row[1]))
        if len(chunk) >= rules.CHUNK_ROWS or length >= rules.CHUNK_CHARACTERS:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def restage_rows(batch, reading):
    """Read the stored cells again, under other columns. Decisions about the old verdicts fall away."""
    last = 0
    while True:
        stored = list(
            Row.objects.of(batch)
            .filter(number__gt=last)
            .values_list("id", "number", "cells")[: rules.CHUNK_ROWS]
        )
        if not stored:
            return
        last = stored[-1][1]
        ids = iter(bulk.reserve(reading.importer.model, len(stored)))
        ready = []
        for pk, _, cells in stored:
            clean, likeness, code, verdict, reason = reading.read(json.loads(cells))
            thing = next(ids) if verdict == "new" else None
            ready.append((clean, likeness, code, verdict, reason, thing, None, "", "", "", None, None, pk))
        bulk.change(Row, AGAIN, ready)


def sample_of_stored(batch, size=rules.SAMPLE_ROWS):
    """(number, cells) of the first stored rows."""
    stored = Row.objects.of(batch).values_list("number", "cells")[:size]
    return [(number, json.loads(cells)) for number, cells in stored]


def forget_verdicts(batch, importer):
    """Make every readable row new again, with an id reserved, so that it can be judged again. Decisions stay.

    A row that needs review has its own reserved id already; others hold the id of what they matched.
    """
    judged = Row.objects.filter(project_id=batch.project_id, batch=batch).exclude(
        verdict__in=[Verdict.NEW, Verdict.REFUSED]
    )
    last = 0
    while True:
        stored = list(
            judged.filter(number__gt=last)
            .order_by("number")
            .values_list("id", "number", "verdict", "thing_id")[: rules.CHUNK_ROWS]
        )
        if not stored:
            return
        last = stored[-1][1]
        ids = bulk.reserve(importer.model, len(stored))
        bulk.change(
            Row, ("verdict", "reason", "thing_id", "like_number", "candidates", "before"),
            [
                (Verdict.NEW.value, "", own if verdict == Verdict.REVIEW else fresh, None, "", "", pk)
                for (pk, _, verdict, own), fresh in zip(stored, ids, strict=True)
            ],
        )  # fmt: skip


def judge_rows(batch, importer):
    """Give every row that is not simply new its verdict, a neighbourhood at a time."""
    judge = importer.judge(project=batch.project, facts=batch.facts)
    twins = _twins(batch)
    for rows in _neighbourhoods(batch, only_repeated=judge.nothing_known and not twins):
        changes = [
            (
                one.verdict,
                one.reason[:300],
                one.thing_id,
                one.like,
                as_json(one.candidates) if one.candidates else "",
                batch.project_id,
                batch.pk,
                one.number,
            )
            for one in judge.judge(rows, twins)
        ]
        if changes:
            _set_verdicts(changes)


def _neighbourhoods(batch, only_repeated):
    """Lists of (number, likeness, code, clean, thing_id) holding whole neighbourhoods, in order of likeness."""
    repeated = """AND likeness IN (SELECT likeness FROM imports_row WHERE project_id = %s AND batch_id = %s AND verdict = 'new'
                  GROUP BY likeness HAVING COUNT(*) > 1)"""
    collate = 'COLLATE "C"' if bulk.connection.vendor == "postgresql" else ""
    sql = f"""SELECT number, likeness, code, parsed, thing_id FROM imports_row
              WHERE project_id = %s AND batch_id = %s AND verdict = 'new' {repeated if only_repeated else ""}
              ORDER BY likeness {collate}, number"""
    params = [batch.project_id, batch.pk] * (2 if only_repeated else 1)
    held = []
    for rows in bulk.stream(sql, params):
        held += rows
        # A street whose rows are not all here yet waits for the next ones.
        street = held[-1][1].partition("|")[0] + "|"
        cut = len(held)
        while cut and held[cut - 1][1].startswith(street):
            cut -= 1
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _twins(batch):
    """{code: number of the first row with it} for codes that stand on rows unlike each other."""
    sql = """SELECT code, MIN(number) FROM imports_row WHERE project_id = %s AND batch_id = %s AND verdict = 'new' AND code <> ''
             GROUP BY code HAVING COUNT(DISTINCT likeness) > 1"""
    return {code: number for rows in bulk.stream(sql, [batch.project_id, batch.pk]) for code, number in rows}


def _set_verdicts(changes):
    columns = "verdict = %s, reason = %s, thing_id = %s, like_number = %s, candidates = %s"
    with bulk.connection.cursor() as cursor:
        if bulk.connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            execute_values(
                cursor.cursor,
                """UPDATE imports_row AS old SET verdict = new.verdict, reason = new.reason, thing_id = new.thing_id::bigint,
                   like_number = new.like_number::integer, candidates = new.candidates
                   FROM (VALUES %s) AS new (verdict, reason, thing_id, like_number, candidates, project_id, batch_id, number)
                   WHERE old.project_id = new.project_id AND old.batch_id = new.batch_id AND old.number = new.number""",
                changes, page_size=1_000,
            )  # fmt: skip
        else:
            cursor.executemany(
                f"UPDATE imports_row SET {columns} WHERE project_id = %s AND batch_id = %s AND number = %s",
                changes,
            )


def count_verdicts(batch):
    """Set the batch's seven numbers from its rows (not saved)."""
    found = Counter()
    with bulk.connection.cursor() as cursor:
        cursor.execute(
            "SELECT verdict, COUNT(*) FROM imports_row WHERE project_id = %s AND batch_id = %s GROUP BY verdict",
            [batch.project_id, batch.pk],
        )
        found.update(dict(cursor.fetchall()))
    for verdict in Verdict.values:
        setattr(batch, verdict, found[verdict])
    batch.read = sum(found.values())
