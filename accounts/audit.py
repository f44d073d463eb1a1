"""Sealing the audit trail: each closed day gets a hash over its rows, chained to the day before.

Sealing is nightly, not at each write: a chain at each write would queue every phone behind one row.
Events are in the order of their ids; a day is a UTC day of `recorded_at`.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.models import AuditEvent, AuditSeal

COLUMNS = ("id", "project_id", "by_id", "verb", "subject_type", "subject_id", "fields", "recorded_at")
START = "0" * 64


@transaction.atomic
def seal_days(*, until=None):
    """Seal every unsealed day up to and including `until` (UTC; yesterday by default). Returns the new seals, oldest first."""
    until = until or timezone.now().astimezone(datetime.UTC).date() - datetime.timedelta(days=1)
    last = AuditSeal.objects.select_for_update().order_by("day").last()
    head, after, last_day = (last.head, last.last_event_id, last.day.isoformat()) if last else (START, 0, "")
    seals = []
    for day, rows in _by_day(after, until, last_day):
        for row in rows:
            head, after = rules.event_digest(head, row), row[0]
        seals.append(
            AuditSeal.objects.create(
                day=day,
                last_event_id=after,
                events=len(rows),
                head=head,
                sealed_at=timezone.now(),
                marks=" ".join(f"{row[0]}:{rules.event_mark(row)}" for row in rows),
            )  # fmt: skip
        )
    return seals


def broken_seals():
    """Check the chain. Returns plain sentences, one per fault, naming the day and the rows; empty when all is whole."""
    faults, head, after = [], START, 0
    for seal in AuditSeal.objects.order_by("day"):
        rows = _rows(AuditEvent.objects.filter(id__gt=after, id__lte=seal.last_event_id))
        for row in rows:
            head = rules.event_digest(head, row)
        if head != seal.head or len(rows) != seal.events:
            faults += _named(seal, rows, after)
        head, after = seal.head, seal.last_event_id
    return faults


def _named(seal, rows, after):
    """The faults of one sealed day in words: each row by its number where the day kept marks, else the stretch they lie in."""
    found = rules.mark_faults(seal.marks, rows) if seal.marks else []
    if found:
        return [f"{seal.day}: {words}." for words in found]
    first = rows[0][0] if rows else after + 1
    return [
        f"{seal.day}: {len(rows)} of {seal.events} rows, ids {first} to {seal.last_event_id}, do not give the sealed hash."
    ]


def last_head():
    """(last sealed day, its head) of the trail, for printing; None before the first seal."""
    return AuditSeal.objects.order_by("-day").values_list("day", "head").first()


def _rows(events):
    return [
        (*row[:-1], row[-1].astimezone(datetime.UTC).isoformat())
        for row in events.order_by("id").values_list(*COLUMNS)
    ]


def _by_day(after, until, last_day):
    """(day, rows) for each day with unsealed rows, in order; a row committed late joins the next day that is sealed."""
    end = datetime.datetime.combine(
        until + datetime.timedelta(days=1), datetime.time.min, tzinfo=datetime.UTC
    )
    rows = _rows(AuditEvent.objects.filter(id__gt=after, recorded_at__lt=end))
    days, held = {}, []
    for row in rows:
        day = row[-1][:10]
        held.append(row)
        if day > last_day:
            days.setdefault(max([day, *days]), []).extend(held)
            held = []
    return [(datetime.date.fromisoformat(day), rows) for day, rows in days.items()]
