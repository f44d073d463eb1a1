"""Handing in: how soon the office has a deposit for good, and what a visit costs until it is in the register.

The receipt has two floors, both by the database's own driver and as durable as ours. Bare: the same bytes under the same hashes in a table
without a project, a phone or anything else to check. By hand: the same rows in the same tables, by plain statements. Ours begins with the
request's bytes: token, reading the list, hashes, limits, envelopes, letters, commit. Nothing travels over a network.
"""

import json
import secrets
import statistics
from hashlib import sha256
from unittest import mock

from bench.crowd import at_once
from bench.databases import ENGINES, LARGE, throwaway
from bench.deposits import handing_in, hold_round, phones_of
from bench.register import settle

NAME = "The deposit of a phone"
WANTED = "receipt within 3x of the SQL for the same bytes (a bare insert: printed beside it); applied within 2.5 CPU-ms a visit; one project of 32 phones at 0.9x of many"
CROWDS = {1: 12, 8: 4, 32: 2}  # phones: deposits of each in a lap
BATCH, LAPS = 50, 5 if LARGE else 3
SHAPE = 1_050  # bytes of a sealed visit
LETTER = """(envelope_id, project_id, status, code, words, attempts, kind, skew_seconds, settled_reason)
    SELECT id, project_id, 'stored', '', '', 0, '', 0, ''"""
BY_HAND = f"""
    WITH heard AS (UPDATE doorstep_device SET last_heard_at = %(now)s WHERE id = %(device)s),
    kept AS (INSERT INTO doorstep_envelope (sha, content, project_id, device_id, received_at)
        SELECT sha, content::bytea, %(project)s, %(device)s, %(now)s FROM jsonb_to_recordset(%(given)s) AS given (sha text, content text)
        ON CONFLICT DO NOTHING RETURNING id, project_id)
    INSERT INTO doorstep_letter {LETTER} FROM kept"""


def run(report):
    """The receipt at three crowds, then everything until it is applied, on each engine. No phone is told that it calls too often."""
    from doorstep.inbox import receiving

    limits = ("REQUESTS_A_MINUTE", "BYTES_A_MINUTE", "ENVELOPES_A_DAY")
    with mock.patch.multiple(receiving, **dict.fromkeys(limits, 10**9)):
        _measure(report)
    report.note(
        f"receipt: {BATCH} envelopes of {SHAPE:,} bytes in a deposit; time for one deposit, all phones at it at once in two processes"
    )
    report.note(
        "applied: of fifty, 30 nobody in, 12 packs with a kit, 4 to call back, 4 refusals; sealed, signed, each home once"
    )


def _measure(report):
    for engine in ENGINES:
        with throwaway(engine):
            phones = phones_of(projects=1, walkers=max(CROWDS))
            _make_floor()
            settle()
            for crowd, deposits in CROWDS.items():
                ours, by_hand, bare = _receipts(phones[:crowd], deposits)
                words = f"receipt of {BATCH} envelopes, {crowd} phone{'s' * (crowd > 1)}"
                report.seconds(words, by_hand, ours, on=engine, at_most=3.0)
                report.seconds("  beside a bare insert", bare, ours, on=engine)
        with throwaway(engine) as connection:
            _applied(report, engine, connection)


def _receipts(phones, deposits):
    """(ours, by hand, bare): seconds of one deposit while all these phones hand in: medians of laps in turn, the first left out."""
    taken = ([], [], [])
    for _ in range(LAPS + 1):
        lots = [[_texts() for _ in range(deposits)] for _ in phones]
        jobs = [_our_job(phone, lot) for phone, lot in zip(phones, lots, strict=True)]
        taken[0].append(at_once(jobs).seconds)
        fresh = [[_texts() for _ in range(deposits)] for _ in phones]
        hands = [_job_by_hand(phone, lot) for phone, lot in zip(phones, fresh, strict=True)]
        taken[1].append(at_once(hands).seconds)
        taken[2].append(at_once([_bare_job(lot) for lot in lots]).seconds)
    number = len(phones) * deposits
    return tuple(statistics.median(times[1:]) / number for times in taken)


def _texts():
    """Fifty texts of an envelope's length that nobody has seen before. What is in them nobody reads before they are stored."""
    filling = "a" * (SHAPE - 32)
    return [filling + secrets.token_hex(16) for _ in range(BATCH)]


def _our_job(phone, lot):
    from doorstep.inbox import receiving, requests

    bodies = [
        json.dumps({"v": 1, "envelopes": texts, "phone": {"unsent": 0, "seq": 1}}).encode() for texts in lot
    ]

    def job():
        for body in bodies:
            device = receiving.authorised(phone.authorization)
            wanted = requests.read_deposit(body)
            receiving.receive(device=device, contents=wanted.contents, size=len(body), told=wanted.told)

    return job


def _make_floor():
    from django.db import connection

    kind = {"sqlite": "BLOB", "postgresql": "bytea"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE floor_inbox (sha text PRIMARY KEY, content {kind} NOT NULL)")


def _job_by_hand(phone, lot):
    """The rows that a deposit leaves, by plain statements and nothing else, a transaction for each."""
    from django.db import connection
    from django.utils import timezone

    from saferstreets.common.turn import in_turn

    project, device, now = phone.project.pk, phone.device.pk, timezone.now()
    deposits = [[(sha256(text.encode()).hexdigest(), text) for text in texts] for texts in lot]

    def sqlite(cursor, rows):
        with in_turn():
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("UPDATE doorstep_device SET last_heard_at = ? WHERE id = ?", (str(now), device))
            cursor.executemany(
                f"INSERT INTO doorstep_envelope (sha, content, project_id, device_id, received_at) VALUES (?, ?, {project}, {device}, '{now}')",
                [(sha, text.encode()) for sha, text in rows],
            )
            marks = ", ".join("?" * len(rows))
            cursor.execute(
                f"INSERT INTO doorstep_letter {LETTER} FROM doorstep_envelope WHERE project_id = ? AND sha IN ({marks})",
                [project, *(sha for sha, _ in rows)],
            )
            cursor.execute("COMMIT")

    def postgresql(cursor, rows):
        given = json.dumps([{"sha": sha, "content": text} for sha, text in rows])
        cursor.execute(BY_HAND, {"project": project, "device": device, "now": now, "given": given})

    return _job_of({"sqlite": sqlite, "postgresql": postgresql}[connection.vendor], deposits)


def _job_of(insert, deposits):
    """A job: every deposit by `insert`, on the driver's cursor of the thread that does it."""
    from django.db import connection

    def job():
        cursor = connection.connection.cursor()
        for rows in deposits:
            insert(cursor, rows)

    return job


def _bare_job(lot):
    """The driver's own insert of fifty rows, a transaction for each deposit; on SQLite in turn, which is its fastest way."""
    from django.db import connection

    from saferstreets.common.turn import in_turn

    deposits = [[(sha256(raw).hexdigest(), raw) for raw in map(str.encode, texts)] for texts in lot]

    def sqlite(cursor, rows):
        with in_turn():
            cursor.execute("BEGIN IMMEDIATE")
            cursor.executemany("INSERT INTO floor_inbox VALUES (?, ?)", rows)
            cursor.execute("COMMIT")

    def postgresql(cursor, rows):
        from psycopg2.extras import execute_values

        execute_values(cursor, "INSERT INTO floor_inbox VALUES %s", rows)

    return _job_of({"sqlite": sqlite, "postgresql": postgresql}[connection.vendor], deposits)


def _applied(report, engine, connection):
    """CPU of everything for one visit, by one phone and by 32; then 32 phones of one project against 32 of as many."""
    crowd, deposits = 32, 2
    one, many = phones_of(projects=1, walkers=crowd), phones_of(projects=crowd, walkers=1)
    hold_round(one[:1], 1)
    at_once(handing_in(one[:1], 1))  # not measured: it makes the places of the stock
    alone = at_once(handing_in(hold_round(one[:1], 6), 6))
    report.amount(
        "applied, 1 phone: CPU of a visit, all in",
        alone.cpu_seconds / (6 * BATCH) * 1e6,
        unit="us",
        on=engine,
        at_most=2500,
    )
    times, cpu = ([], []), []
    for lap in range(3):
        for phones, took in zip((many, one), times, strict=True):
            done = at_once(handing_in(hold_round(phones, deposits), deposits))
            if lap:
                took.append(done.seconds)
                cpu.append(done.cpu_seconds)
    visit = statistics.median(cpu) / (crowd * deposits * BATCH) * 1e6
    report.amount("applied, 32 phones: CPU of a visit, all in", visit, unit="us", on=engine, at_most=2500)
    spread, together = (statistics.median(took) for took in times)
    report.seconds("32 phones: one project against 32", spread, together, on=engine, at_least=0.9)
