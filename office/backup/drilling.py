"""The drill: bring a backup back beside the living office, prove it, and say how long it took and what it had lost."""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from office.backup import databases
from office.backup.databases import BackupRefused

# Tables that a restore itself writes, or that hold nothing of the office's.
ASIDE = {
    "accounts_auditevent",
    "doorstep_inboxstate",
    "django_session",
    "house_cache",
    "django_migrations",
    "sqlite_sequence",
}


def drill(source, key_file, tell):
    """Restore `source` into a scratch office. Returns {"seconds", "faults", "lost": {table: rows}}."""
    with tempfile.TemporaryDirectory() as folder, _scratch(Path(folder)) as url:
        report = Path(folder) / "report.json"
        begun = time.monotonic()
        _restored_beside(source, key_file, Path(folder), url, report, tell)
        seconds = time.monotonic() - begun
        told = json.loads(report.read_text())
    living = databases.counts()
    lost = {
        table: living[table] - told["counts"].get(table, 0)
        for table in living
        if table not in ASIDE and living[table] > told["counts"].get(table, 0)
    }
    return {"seconds": seconds, "faults": told["faults"], "lost": lost, "rows": sum(told["counts"].values())}


def _restored_beside(source, key_file, folder, url, report, tell):
    erasures = folder / "erasures.jsonl"
    if settings.ERASURES.exists():
        erasures.write_bytes(settings.ERASURES.read_bytes())
    place = {"DATABASE_URL": url, "MEDIA_ROOT": str(folder / "media"), "ERASURES": str(erasures)}
    command = [
        sys.executable,
        "manage.py",
        "restore",
        str(source.resolve()),
        "--key",
        str(key_file.resolve()),
        "--report",
        str(report),
    ]
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        tell(line)
    if not report.exists():
        raise BackupRefused(f"The backup could not be brought back: {done.stderr.strip()[-400:]}")


@contextmanager
def _scratch(folder):
    """DATABASE_URL of an empty database that is gone afterwards."""
    if databases.is_sqlite():
        yield f"sqlite:///{folder / 'scratch.sqlite3'}"
        return
    name = f"drill_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield _beside(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _beside(name):
    """The same server, another database."""
    from urllib.parse import quote

    known = connection.settings_dict
    who = quote(known["USER"] or "", safe="") + (
        f":{quote(known['PASSWORD'], safe='')}" if known["PASSWORD"] else ""
    )
    host, port = known["HOST"] or known.get("OPTIONS", {}).get("host", ""), known["PORT"]
    if str(host).startswith("/"):
        return f"postgres://{who}@/{name}?host={host}" + (f"&port={port}" if port else "")
    return f"postgres://{who}@{host}{f':{port}' if port else ''}/{name}"
