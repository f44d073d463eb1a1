"""From a file's rows to verdicts: every row goes into the database once, and only what is not new is touched again."""

import json
from collections import Counter
from itertools import chain, islice
from operator import itemgetter

from imports import bulk, rules
from imports.choices import Verdict
from imports.importer import RowRefused
from imports.models import Row

COLUMNS = ("project_id", "batch_id", "number", "cells", "parsed", "likeness", "code", "verdict", "reason", "thing_id",
           "candidates", "before", "decision")  # fmt: skip
AGAIN = ("parsed", "likeness", "code", "verdict", "reason", "thing_id", "like_number", "candidates", "before", "decision",
         "decided_id", "decided_by_id")  # fmt: skip
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(texts):
    """A list of texts as JSON; most hold nothing that needs care, which is told at once."""
    plain = "".join(texts)
    if plain.isprintable() and '"' not in plain and "\\" not in plain:
        return '["' + '","'.join(texts) + '"]'
    return encode(texts)


def bare(text):
    """Text without the NUL that a column of the database cannot hold; the row's cells keep it, in JSON."""
    return text.replace("\x00", "") if "\x00" in text else text


class Reading:
    """How one batch's cells become values: built once for a file, from its mapping and its first rows."""

    def __init__(self, *, importer, project, columns, mapping, sample):
        self.importer = importer
        places = {
            name: [columns.index(column) for column in chosen] for name, chosen in mapping.items() if chosen
        }
        # itemgetter gives a tuple for several places; for one, a slice does.
        self.getters = [
            (name, itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1)))
            for name, at in places.items()
        ]
        self.width = 1 + max((place for at in places.values() for place in at), default=0)
        values = [self.values(cells) for _, cells in sample]
        self.reader = importer.reader(project=project, mapping=mapping, sample=values) if places else None

    def values(self, cells):
        """{field: tuple of cells}; a cell the row does not have is empty."""
        if len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        cells = tuple(cells)
        return {name: get(cells) for name, get in self.getters}

    def read(self, cells):
        """(parsed, likeness, code, verdict, reason) of one row."""
        if self.reader is None:
            return "", "", "", "refused", "No column has been chosen yet."
        try:
            likeness, code, clean, note = self.reader.read(self.values(cells))
        except RowRefused as refused:
            return "", "", "", "refused", bare(str(refused))[:300]
        return as_json(clean), bare(likeness), bare(code), "new", bare(note)[:300]

    def facts(self):
        """What was learnt from the file."""
        return self.reader.facts() if self.reader else {}


def stage_rows(batch, reading, rows):
    """Read every row and store it with its provisional verdict, while it is read. rows: (number, cells).

    Each row that could be read has an id reserved for what it may become.
    """
    rows, model = iter(rows), reading.importer.model
    for first in rows:
        ids = bulk.reserve(model, rules.CHUNK_ROWS)
        some = chain([first], islice(rows, rules.CHUNK_ROWS - 1))
        bulk.insert(Row, COLUMNS, _staged(batch, reading, some, ids))


def _staged(batch, reading, rows, ids):
    project_id, batch_id = batch.project_id, batch.pk
    for (number, cells), own in zip(rows, ids, strict=False):
        read = reading.read(cells)
        thing = own if read[3] == "new" else None
        yield (project_id, batch_id, number, as_json(cells), *read, thing, "", "", "")


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
    """Give every row that is not simply new its verdict, some streets at a time."""
    judge = importer.judge(project=batch.project, facts=batch.facts)
    twins = _twins(batch)
    for rows in _alike(batch, only_repeated=judge.nothing_known and not twins):
        changes = [
            (
                one.verdict,
                one.reason[:300],
                one.thing_id,
                one.like,
                encode(one.candidates) if one.candidates else "",
                batch.project_id,
                batch.pk,
                one.number,
            )
            for one in judge.judge(rows, twins)
        ]
        if changes:
            _set_verdicts(changes)


def _alike(batch, only_repeated):
    """Lists of (number, likeness, code, parsed, thing_id) with all that are alike together, in order of likeness."""
    collate = 'COLLATE "C"' if bulk.connection.vendor == "postgresql" else ""
    params = [batch.project_id, batch.pk]
    repeated = _repeated(params) if only_repeated else None
    if repeated == []:
        return
    marks = f"AND likeness IN ({', '.join(['%s'] * len(repeated))})" if repeated else ""
    sql = f"""SELECT number, likeness, code, parsed, thing_id FROM imports_row
              WHERE project_id = %s AND batch_id = %s AND verdict = 'new' {marks} ORDER BY likeness {collate}, number"""
    yield from _whole(bulk.stream(sql, [*params, *(repeated or ())]))


def _repeated(params, most=2_000):
    """The likenesses that stand on more than one row; None when they are so many that every row may as well be read.

    Asked for by itself: a database that has no statistics on rows put in a moment ago plans a subquery badly.
    """
    sql = f"""SELECT likeness FROM imports_row WHERE project_id = %s AND batch_id = %s AND verdict = 'new'
              GROUP BY likeness HAVING COUNT(*) > 1 LIMIT {most + 1}"""
    with bulk.connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = [likeness for (likeness,) in cursor.fetchall()]
    return None if len(found) > most else found


def _whole(lists):
    """The same rows in lists that end where a likeness ends."""
    held = []
    for rows in lists:
        held += rows
        # Rows that are alike are judged together: the last ones wait for what may follow.
        last, cut = held[-1][1], len(held)
        while cut and held[cut - 1][1] == last:
            cut -= 1
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _twins(batch):
    """{code: number of the first row with it} for codes that stand on rows unlike each other."""
    sql = """SELECT code, MIN(number) FROM imports_row WHERE project_id = %s AND batch_id = %s AND verdict = 'new' AND code <> ''
             GROUP BY code HAVING MIN(likeness) <> MAX(likeness)"""
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
