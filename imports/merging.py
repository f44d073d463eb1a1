"""From verdicts to the register, and back."""

import json

from imports import bulk
from imports.choices import Decision, Verdict
from imports.models import Batch, Row
from imports.rules import BatchRefused
from imports.staging import encode


def merge_rows(batch, importer, by):
    """Make what is new, change what is changed, and do what a person decided. Returns the importer's facts.

    Rows that need review and have no decision are left out. Raises BatchRefused when a decision no longer holds.
    """
    merger = importer.merge(project=batch.project, facts=batch.facts, by=by)
    for rows in _stream(batch, "thing_id, parsed", "verdict = 'new'"):
        merger.make(
            list(zip((thing for thing, _ in rows), _decoded(clean for _, clean in rows), strict=True))
        )
    _make_decided(batch, merger)
    for rows in _stream(batch, "id, thing_id, parsed", "verdict = 'changed'"):
        _change(merger, [(pk, thing, json.loads(clean)) for pk, thing, clean in rows])
    _change_decided(batch, importer, merger)
    return merger.facts()


def _decoded(texts):
    """Many JSON texts in one go."""
    return json.loads(f"[{','.join(texts)}]")


def _stream(batch, columns, where):
    sql = f"SELECT {columns} FROM imports_row WHERE project_id = %s AND batch_id = %s AND {where} ORDER BY number"
    return bulk.stream(sql, [batch.project_id, batch.pk])


def _make_decided(batch, merger):
    decided = Row.objects.of(batch).waiting().filter(decision=Decision.NEW).values_list("thing_id", "parsed")
    merger.make([(thing, json.loads(clean)) for thing, clean in decided])


def _change_decided(batch, importer, merger):
    decided = list(Row.objects.of(batch).waiting().filter(decision=Decision.SAME))
    there = set(
        importer.model._default_manager.filter(
            project=batch.project, pk__in=[row.decided_id for row in decided]
        ).values_list("pk", flat=True)
    )
    for row in decided:
        if row.decided_id not in there:
            one = importer.nouns[0]
            raise BatchRefused(
                f"Row {row.number} was said to be the same {one} as one that is not in the register. Decide about that row again."
            )
    _change(merger, [(row.pk, row.decided_id, json.loads(row.parsed)) for row in decided])


def _change(merger, rows):
    before = merger.change([(thing, clean) for _, thing, clean in rows])
    bulk.change(
        Row,
        ("before", "thing_id"),
        [(encode(old), thing, pk) for (pk, thing, _), old in zip(rows, before, strict=True) if old],
    )


def undo_rows(batch, importer, by):
    """Take back what a merge made and restore what it changed. Raises BatchRefused while anything hangs on it."""
    _refuse_if_built_upon(batch)
    undo = importer.undo(project=batch.project, facts=batch.facts, by=by)
    changed = list(
        Row.objects.of(batch)
        .exclude(before="")
        .order_by("-number")
        .values_list("thing_id", "before", "parsed")
    )
    undo.restore([(thing, json.loads(before), json.loads(clean)) for thing, before, clean in changed])
    made = f"(verdict = '{Verdict.NEW}' OR (verdict = '{Verdict.REVIEW}' AND decision = '{Decision.NEW}'))"
    for rows in _stream(batch, "thing_id", made):
        undo.unmake([thing for (thing,) in rows])
    undo.finish()


def _refuse_if_built_upon(batch):
    """A later import that changed what this one made has to be undone first."""
    later = (
        Batch.objects.merged()
        .filter(project_id=batch.project_id, kind=batch.kind, merged_at__gt=batch.merged_at)
        .order_by("merged_at")
    )
    for other in later:
        touched = Row.objects.of(other).exclude(before="").values("thing_id")
        if Row.objects.of(batch).filter(thing_id__in=touched).exists():
            raise BatchRefused(
                f"The import of “{other.file_name}” changed some of these afterwards. Undo that import first."
            )
