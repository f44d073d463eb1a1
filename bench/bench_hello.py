"""The cheapest question there is, to prove the harness and to show what Django's own layer costs."""

from bench.children import in_child
from bench.databases import ENGINES, throwaway

NAME = "Hello: one round trip to the database"
WANTED = "nothing: it shows what the other numbers stand on"
TIMES = 500


def by_driver(connection):
    """The driver's own cursor, no Django."""
    cursor = connection.connection.cursor()
    for _ in range(TIMES):
        cursor.execute("SELECT 1")
        cursor.fetchone()


def by_django(connection):
    """Django's cursor, one for each question."""
    for _ in range(TIMES):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()


def ask_once():
    """The same in a child process: mostly the cost of starting Django."""
    from django.db import connection

    connection.ensure_connection()
    by_django(connection)
    print(connection.vendor)


def run(report):
    """One row for each engine, and the memory of a process that has Django loaded and nothing else."""
    for engine in ENGINES:
        with throwaway(engine) as connection:
            connection.ensure_connection()
            report.compare(
                f"{TIMES} times SELECT 1",
                on=engine,
                floor=lambda: by_driver(connection),  # noqa: B023 - run before the loop moves on
                ours=lambda: by_django(connection),  # noqa: B023
            )
            child = in_child("bench.bench_hello:ask_once")
            report.amount("memory of a process with Django", child.peak_mb, unit="MB", on=engine)
    report.note(f"the child said it was on {child.printed.strip()}")
