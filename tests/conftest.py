"""What every test may lean on: no network, the right database for the marked ones, one browser."""

import os
import socket
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.migrated import begin_from_it

# Playwright's plain API keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
CHROMIUM_SWITCHES = [
    "--no-sandbox",  # the suite may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = {"localhost", "127.0.0.1", "::1"}


def pytest_sessionstart():
    """A fresh clone has collected no static files: WhiteNoise warns of that, and here a warning is an error."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(exist_ok=True)
    begin_from_it()


def pytest_collection_modifyitems(items):
    """Mark everything in tests/browser, and leave the tests of locks and races to PostgreSQL."""

    for item in items:
        if HERE / "browser" in item.path.parents:
            item.add_marker("browser")
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))


def pytest_terminal_summary(terminalreporter):
    """What tests counted with record_property, added up over the whole run."""
    totals = {}
    for report in terminalreporter.getreports("passed"):
        for name, count in report.user_properties if report.when == "call" else ():
            totals[name] = totals.get(name, 0) + count
    for name, count in totals.items():
        terminalreporter.write_line(f"{count:,} {name}")


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """A test that reaches beyond this machine fails, and says whom it called."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            self.close()  # left open, it would be reported instead of this
            raise AssertionError(f"A test tried to reach {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_past_triggers():
    """Tests that commit are cleaned up by emptying every table, which the append-only triggers rightly refuse.

    For that moment alone, in the same transaction, the triggers are off. Nothing in the product can do this.
    """
    from django.db.backends.base.operations import BaseDatabaseOperations

    empty = BaseDatabaseOperations.execute_sql_flush

    def empty_unguarded(self, sql_list):
        off, on = _trigger_switches(self.connection)
        return empty(self, [*off, *sql_list, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty_unguarded)
        yield


@pytest.fixture
def migrate_room():
    """Bring the tables of a room to a migration by its name; afterwards every room is at its last, whatever happened."""
    yield lambda room, name: MigrationExecutor(connection).migrate([(room, name)])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _trigger_switches(connection, only=None):
    """Statements that put every trigger out of action, and back. only: the tables whose triggers are meant, instead of all."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            found = [row for row in cursor.fetchall() if only is None or row[2] in only]
            return [f'DROP TRIGGER "{name}"' for name, *_ in found], [sql for _, sql, _ in found]
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = [table for (table,) in cursor.fetchall() if only is None or table in only]
        return tuple(
            [f"ALTER TABLE {table} {way} TRIGGER USER" for table in tables] for way in ("DISABLE", "ENABLE")
        )


def browser_path():
    """Where Chromium is: $CHROMIUM, else Debian's, else None for the one Playwright fetched."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM_SWITCHES)
        yield chromium
        chromium.close()
