"""Taking a copy of the database and putting it back, on SQLite and on PostgreSQL."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from sqlite3 import connect as open_file

from django.db import connection, connections

from saferstreets.common.workflow import Refused


class BackupRefused(Refused):
    """The backup cannot be made or brought back like this."""


def is_sqlite():
    return connection.vendor == "sqlite"


def take(target):
    """Write a consistent copy into the file `target`; nobody waits for it."""
    if is_sqlite():
        with (
            closing(_opened(connection.settings_dict["NAME"])) as here,
            closing(open_file(target)) as copy,
        ):
            here.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _opened(name):
    return open_file(f"file:{name}?mode=ro" if not str(name).startswith("file:") else name, uri=True)


def is_empty():
    """Is there nothing in the database that the settings name?"""
    if is_sqlite():
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or path.stat().st_size == 0 or not connection.introspection.table_names()
    return not connection.introspection.table_names()


def put(source):
    """Replace the database by the copy in the file `source`."""
    connections.close_all()
    if is_sqlite():
        path = Path(connection.settings_dict["NAME"])
        for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
        shutil.copyfile(source, path)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connections.close_all()
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(source))
        with (
            connection.cursor() as cursor
        ):  # a copy holds no statistics: without them pages are slow for the first minute
            cursor.execute("ANALYZE")


def faults():
    """What is wrong with the database itself, as plain sentences: broken pages, links that lead nowhere."""
    found = []
    if is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = [f"integrity: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            found += [f"a row of {row[0]} points at nothing in {row[2]}" for row in cursor.fetchall()[:20]]
    return found  # PostgreSQL checks every link while it loads, and stops at the first that fails


def counts():
    """{table: rows}."""
    with connection.cursor() as cursor:
        told = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            told[table] = cursor.fetchone()[0]
    return told


def _run(program, *arguments):
    """One of PostgreSQL's own programs on our database. The password goes by the environment, never by the command line."""
    known = connection.settings_dict
    host = known["HOST"] or known.get("OPTIONS", {}).get("host", "")
    named = {"--host": host, "--port": known["PORT"], "--username": known["USER"], "--dbname": known["NAME"]}
    options = [f"{option}={value}" for option, value in named.items() if value]
    secret = {"PGPASSWORD": known["PASSWORD"]} if known["PASSWORD"] else {}
    try:
        done = subprocess.run(
            [program, *options, *arguments],
            env={**os.environ, **secret},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as fault:
        raise BackupRefused(f"{program} is not installed: apt-get install postgresql-client") from fault
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()[-300:]}")
