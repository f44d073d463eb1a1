"""Every write of this room: stage, correct the columns, decide, merge, discard, undo."""

import tempfile

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from imports import careful, keeping, merging, rules, staging, tables
from imports import importer as importers
from imports import mapping as mappings
from imports.choices import Decision
from imports.models import Batch, KeptDecision, Row
from imports.rules import BatchRefused, MappingRefused
from saferstreets.common.workflow import check_move


@transaction.atomic
def stage_batch(*, project, kind, path, file_name, by, mapping=None, ask=False, details=None):
    """Read a file and say what would become of each of its rows; the register is not touched. Returns the batch.

    mapping: None to guess, else field=COLUMN words (over the guess). ask: with columns that give no key, stage every
    row as refused and let a person choose, rather than refuse the file. details: what a list that needs care comes with.
    Raises FileRefused or MappingRefused; then nothing is stored.
    """
    importer = importers.find(kind)
    details = careful.details_of(importer, details)
    with tempfile.TemporaryDirectory(prefix="import.") as folder:
        sniffed, table = tables.open_tables(path, file_name, importer, folder)
        sample = list(careful.emptied(importer, table.columns, tables.sample_of(table, rules.SAMPLE_ROWS)))
        chosen = _choose(importer, table, sample, mapping, ask)
        batch = Batch.objects.create(
            project=project, kind=kind, file_name=_short_name(file_name), sha256=sniffed.sha256, size_bytes=sniffed.size,
            encoding=table.encoding if not table.sheet else "", delimiter=table.delimiter if not table.sheet else "", sheet=table.sheet[:100],
            columns=table.columns, mapping=chosen, staged_at=timezone.now(), staged_by=by,
        )  # fmt: skip
        reading = staging.Reading(
            importer=importer, project=project, columns=table.columns, mapping=chosen, sample=sample
        )
        staging.stage_rows(batch, reading, careful.emptied(importer, table.columns, table.rows()))
    _judge(batch, importer, reading, details and {**details, "batch": batch.pk})
    record_event(by=by, verb="batch.stage", subject=batch)
    return batch


def _choose(importer, table, sample, given, ask):
    chosen = importer.guess(table.columns, sample)
    if given is not None:
        words = mappings.from_words(given, importer.fields, table.columns)
        taken = {column for columns in words.values() for column in columns}
        chosen = {name: columns for name, columns in chosen.items() if not taken & set(columns)} | words
        chosen = importer.fitting(chosen, words)
    chosen = {name: columns for name, columns in chosen.items() if columns}
    try:
        importer.check_mapping(chosen)
    except MappingRefused as refused:
        if not ask:
            raise MappingRefused(
                f"“{table.name}”: {refused} Its columns are: {mappings.in_words(table.columns)}."
            ) from refused
        return {}
    return chosen


def _short_name(name):
    """The file's own name without its folder, its end kept when it is very long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")
    return last if len(last) <= 200 else last[:150] + "…" + last[-49:]


def _judge(batch, importer, reading, details):
    file = {"batch": batch.pk, "name": batch.file_name}
    batch.facts = reading.facts() | {"file": file} | ({"details": details} if details else {})
    batch.stamp = importer.stamp(batch.project)
    _give_verdicts(batch, importer)
    batch.save()


def _give_verdicts(batch, importer):
    staging.judge_rows(batch, importer)
    keeping.apply(batch, importer)
    staging.count_verdicts(batch)


@transaction.atomic
def correct_columns(*, batch_id, mapping, by):
    """Read the stored rows again under another mapping ({field: [column, ...]}). Raises MappingRefused or MoveRefused."""
    batch = _locked(batch_id)
    check_move(rules.CORRECT, batch.status)
    importer = importers.find(batch.kind)
    chosen = {name: columns for name, columns in mapping.items() if columns}
    importer.check_mapping(chosen)
    batch.mapping = chosen
    sample = staging.sample_of_stored(batch)
    reading = staging.Reading(
        importer=importer, project=batch.project, columns=batch.columns, mapping=chosen, sample=sample
    )
    staging.restage_rows(batch, reading)
    _judge(batch, importer, reading, batch.facts.get("details"))
    record_event(by=by, verb="batch.correct", subject=batch, fields=["mapping"])
    return batch


@transaction.atomic
def decide_rows(*, batch_id, decisions, by):
    """Keep what a person chose for rows that need review. decisions: {row id: (Decision or "", thing id or None)}.

    Rows that are not waiting in this batch are passed over. Raises MoveRefused once the batch is merged.
    """
    batch = _locked(batch_id)
    check_move(rules.CORRECT, batch.status)
    rows = list(Row.objects.of(batch).waiting().filter(pk__in=decisions))
    may_be_new = careful.may_be_new(importers.find(batch.kind))
    for row in rows:
        choice, thing = decisions[row.pk]
        if choice == Decision.NEW and not may_be_new:
            raise BatchRefused(
                f"Row {row.number} can only be one of the homes of the register, or be left out."
            )
        if choice == Decision.SAME and thing not in row.candidate_ids:
            raise BatchRefused(f"Row {row.number} cannot be the same as that one. Choose one of those shown.")
        row.decision, row.decided_id = choice, thing if choice == Decision.SAME else None
        row.decided_by = by if choice else None
    Row.objects.bulk_update(rows, ["decision", "decided_id", "decided_by"], batch_size=500)
    record_event(by=by, verb="batch.decide", subject=batch, fields=["decision"])
    return len(rows)


@transaction.atomic
def decide_many(*, batch_id, why, choice, by):
    """Decide alike about every undecided row that waits for one reason. Returns (how many, how many are left open).

    why: a reason as rules.reason_of writes it, "" for all. A row stays open when it is said to be the same but has not
    exactly one thing to be the same as. Raises MoveRefused once the batch is merged, BatchRefused for a list that needs care.
    """
    batch = _locked(batch_id)
    check_move(rules.CORRECT, batch.status)
    if not careful.may_be_new(importers.find(batch.kind)):
        raise BatchRefused("Rows of this list are decided about one by one.")
    rows = [row for row in Row.objects.of(batch).undecided() if why in ("", rules.reason_of(row.reason))]
    clear = [row for row in rows if choice != Decision.SAME or len(row.candidate_ids) == 1]
    for row in clear:
        row.decision, row.decided_by = choice, by
        row.decided_id = row.candidate_ids[0] if choice == Decision.SAME else None
    Row.objects.bulk_update(clear, ["decision", "decided_id", "decided_by"], batch_size=500)
    record_event(by=by, verb="batch.decide", subject=batch, fields=["decision"])
    return len(clear), len(rows) - len(clear)


@transaction.atomic
def forget_decision(*, decision_id, by):
    """Ask again next time. What has been merged stays as it is."""
    kept = KeptDecision.objects.select_for_update(of=("self",)).get(pk=decision_id)
    record_event(by=by, verb="batch.forget", subject=kept, fields=["decision"])
    kept.delete()


def merge_batch(*, batch_id, by):
    """Put a staged file into the register. Writes one audit event. Returns the batch.

    One merge of a project at a time; verdicts are given again when the register has moved on since they were. Raises
    MoveRefused when it is not waiting any more, BatchRefused when somebody entered the same thing this very moment.
    """
    try:
        with transaction.atomic():
            return _merge(batch_id, by)
    except IntegrityError as clash:
        raise BatchRefused(
            "Somebody changed the register at the same moment, so nothing was merged. Try again."
        ) from clash


def _merge(batch_id, by):
    batch = _locked(batch_id)
    check_move(rules.MERGE, batch.status)
    importer = importers.find(batch.kind)
    importer.check_mapping(batch.mapping)
    if importer.stamp(batch.project) != batch.stamp:
        staging.forget_verdicts(batch, importer)
        _give_verdicts(batch, importer)
    batch.facts = merging.merge_rows(batch, importer, by)
    keeping.keep(batch, importer)
    batch.status, batch.merged_at, batch.merged_by = rules.MERGE.target, timezone.now(), by
    batch.save()
    record_event(by=by, verb="batch.merge", subject=batch)
    return batch


@transaction.atomic
def discard_batch(*, batch_id, by):
    """Close a staged file without touching the register. Its rows stay readable until their retention ends."""
    batch = _locked(batch_id)
    check_move(rules.DISCARD, batch.status)
    return _close(batch, rules.DISCARD, by)


def undo_batch(*, batch_id, by):
    """Take a merge back. Raises MoveRefused, or BatchRefused while anything hangs on what it made."""
    try:
        with transaction.atomic():
            batch = _locked(batch_id)
            check_move(rules.UNDO, batch.status)
            merging.undo_rows(batch, importers.find(batch.kind), by)
            batch.kept_decisions.all().delete()
            return _close(batch, rules.UNDO, by)
    except IntegrityError as hanging:
        raise BatchRefused(
            "Something was recorded at one of these homes this very moment, so the merge stands."
        ) from hanging


def _close(batch, move, by):
    batch.status, batch.closed_at, batch.closed_by = move.target, timezone.now(), by
    batch.save(update_fields=["status", "closed_at", "closed_by"])
    record_event(by=by, verb=f"batch.{move.name}", subject=batch)
    return batch


def _locked(batch_id):
    """The batch, held with its project: imports of one project into the register queue up, and nobody else waits."""
    project_id = Batch.objects.values_list("project_id", flat=True).get(pk=batch_id)
    Project.objects.select_for_update(no_key=True).get(pk=project_id)
    return Batch.objects.select_for_update(of=("self",)).select_related("project").get(pk=batch_id)
