"""The audit trail: append-only in the database itself, and sealed day by day."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from accounts import audit, rules
from accounts.actions import record_event
from accounts.audit import broken_seals, seal_days
from accounts.models import AuditEvent, AuditSeal
from tests.factories.accounts import ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


def write_events(day, count):
    project, user = ProjectFactory(), UserFactory()
    with time_machine.travel(f"{day}T10:00:00+00:00", tick=False):
        return [
            record_event(by=user, verb="test.event", subject=project, project=project) for _ in range(count)
        ]


@pytest.mark.parametrize("table", ["accounts_auditevent", "accounts_auditseal"])
@pytest.mark.parametrize("attack", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_raw_sql_cannot_change_or_remove_a_row(table, attack):
    write_events("2021-10-04", 1)
    seal_days(until=datetime.date(2021, 10, 4))
    column = "verb" if table == "accounts_auditevent" else "head"
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack.format(table, column))


@pytest.mark.parametrize(
    "attack", [lambda rows: rows.update(verb="x"), lambda rows: rows.delete(), lambda rows: rows.get().save()]
)
def test_the_orm_cannot_change_or_remove_a_row(attack):
    write_events("2021-10-04", 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(AuditEvent.objects.all())


def test_days_are_sealed_once_and_chained():
    write_events("2021-10-04", 2)
    write_events("2021-10-06", 1)
    seals = seal_days(until=datetime.date(2021, 10, 6))
    assert [(seal.day.day, seal.events) for seal in seals] == [(4, 2), (6, 1)]
    assert seal_days(until=datetime.date(2021, 10, 6)) == []
    assert broken_seals() == []


def test_a_changed_row_breaks_its_day_and_is_named():
    events = write_events("2021-10-04", 2)
    write_events("2021-10-05", 1)
    seal_days(until=datetime.date(2021, 10, 5))
    quietly_change(events[0])
    (fault,) = broken_seals()
    assert fault == f"2021-10-04: row {events[0].pk} was changed."


def test_a_removed_and_a_forged_row_are_named():
    events = write_events("2021-10-04", 3)
    seal_days(until=datetime.date(2021, 10, 4))
    marks = AuditSeal.objects.get().marks
    rows = audit._rows(AuditEvent.objects.all())
    assert rules.mark_faults(marks, rows) == []
    forged = (rows[2][0] + 1, *rows[2][1:])
    assert rules.mark_faults(marks, [*rows[:2], forged]) == [
        f"row {events[2].pk} was removed", f"row {forged[0]} was put in",
    ]  # fmt: skip


def test_a_day_without_marks_names_the_stretch():
    events = write_events("2021-10-04", 2)
    (seal,) = seal_days(until=datetime.date(2021, 10, 4))
    seal.marks = None
    assert (
        f"ids {events[0].pk} to {events[1].pk}"
        in audit._named(seal, audit._rows(AuditEvent.objects.all()), 0)[0]
    )


def test_a_row_committed_late_joins_the_next_sealed_day():
    write_events("2021-10-04", 1)
    seal_days(until=datetime.date(2021, 10, 4))
    write_events("2021-10-04", 1)
    assert seal_days(until=datetime.date(2021, 10, 4)) == []
    write_events("2021-10-05", 1)
    assert [seal.events for seal in seal_days(until=datetime.date(2021, 10, 5))] == [2]
    assert AuditSeal.objects.count() == 2
    assert broken_seals() == []


def quietly_change(event):
    """What a person with the database's master key could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accounts_auditevent_no_update")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE accounts_auditevent SET verb = 'other' WHERE id = %s", [event.pk])
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")
