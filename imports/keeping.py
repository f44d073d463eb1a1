"""What a person decided about one file's rows, kept for the next file: written at the merge, taken up when rows are judged."""

from imports import bulk, rules
from imports.choices import Decision, Verdict
from imports.models import KeptDecision, Row
from saferstreets.common import clock

AGAIN = ("verdict", "reason", "thing_id", "decision", "decided_by_id")


def keep(batch, importer):
    """Keep every decision of a batch that is being merged. Of two about the same writing, the later row's stands."""
    if not importer.keeps_decisions:
        return
    kept, today = {}, clock.today()
    for row in Row.objects.of(batch).waiting().exclude(decision="").iterator(rules.CHUNK_ROWS):
        mark, said = importer.identity(row.parsed)
        thing = {Decision.SAME: row.decided_id, Decision.NEW: row.thing_id}.get(Decision(row.decision))
        kept[said] = KeptDecision(
            project_id=batch.project_id, batch=batch, kind=batch.kind, said=said, mark=mark, code=row.code, thing_id=thing,
            decided_on=today, decided_by_id=row.decided_by_id,
        )  # fmt: skip
    KeptDecision.objects.bulk_create(
        kept.values(), batch_size=500, update_conflicts=True, unique_fields=["project", "kind", "said"],
        update_fields=["batch", "mark", "code", "thing_id", "decided_on", "decided_by"],
    )  # fmt: skip


def apply(batch, importer):
    """Take up what was decided before about rows that wait: the same thing, or left out. What this file's reader decided stands."""
    known = KeptDecision.objects.of(batch.project, batch.kind)
    if not importer.keeps_decisions or not known.exists():
        return
    last = 0
    while True:
        rows = list(Row.objects.of(batch).undecided().filter(number__gt=last)[: rules.CHUNK_ROWS // 4])
        if not rows:
            return
        last = rows[-1].number
        _take_up(batch, importer, known, rows)


def _take_up(batch, importer, known, rows):
    identities = {row.pk: importer.identity(row.parsed) for row in rows}
    kept = list(known.filter(mark__in={mark for mark, _ in identities.values()}).order_by("id"))
    now = importer.standing(batch.project, {one.thing_id for one in kept if one.thing_id})
    found = {row.pk: _decided(row, identities[row.pk], kept, now) for row in rows}
    same = [(row, found[row.pk]) for row in rows if found[row.pk] and found[row.pk].thing_id]
    words = importer.describe_things(batch.project, {now[one.thing_id] for _, one in same})
    changes = importer.changes(batch.project, [(row.pk, now[one.thing_id], row.parsed) for row, one in same])
    ready = []
    for row, one in same:
        thing, day = now[one.thing_id], f"{one.decided_on:%-d %B %Y}"
        verdict = Verdict.CHANGED if changes.get(row.pk) else Verdict.UNCHANGED
        ready.append(
            (verdict.value, f"As decided on {day}, it is {words[thing]}."[:300], thing, "", None, row.pk)
        )
    for row in rows:
        if (one := found[row.pk]) and not one.thing_id:
            reason = f"{row.reason} Left out, as decided on {one.decided_on:%-d %B %Y}."[:300]
            leave = Decision.LEAVE.value
            ready.append((row.verdict, reason, row.thing_id, leave, one.decided_by_id, row.pk))
    if ready:
        bulk.change(Row, AGAIN, ready)


def _decided(row, identity, kept, now):
    """The decision that answers this row, or None. now: {thing: what it is now}.

    The same words with the same code, or none; or words that may be written otherwise, where the row could be that thing alone.
    A code that is new to the decision is a new question, unless it only fills what the thing does not say.
    """
    mark, said = identity
    for one in kept:
        if one.mark != mark or (one.thing_id and one.thing_id not in now):
            continue
        if one.said == said and row.code in ("", one.code):
            return one
        if one.thing_id and row.candidate_ids == [now[one.thing_id]]:
            return one
    return None
