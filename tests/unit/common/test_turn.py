"""Writers of SQLite, one after the other: on a file of its own, for the suite's database is in memory."""

import threading
import time

import pytest
from django.db import ConnectionHandler
from django.utils.connection import ConnectionProxy

from saferstreets.common import turn

pytestmark = pytest.mark.django_db  # the suite lets nobody near a database without it
WRITERS, TIMES = 8, 15


@pytest.fixture
def connection(tmp_path, monkeypatch):
    """A file on which nobody waits: whoever finds it being written is refused at once."""
    about = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "office.sqlite3", "OPTIONS": {"timeout": 0, "transaction_mode": "IMMEDIATE"}}  # fmt: skip
    found = ConnectionProxy(ConnectionHandler({"default": about}), "default")
    monkeypatch.setattr(turn, "connection", found)
    with found.cursor() as cursor:
        cursor.execute("CREATE TABLE knock (number integer)")
    yield found
    found.close()


def test_writers_in_turn_are_never_refused(connection):
    refused = []

    def write():
        try:
            for _ in range(TIMES):
                with turn.in_turn(), connection.cursor() as cursor:
                    cursor.execute("BEGIN IMMEDIATE")
                    cursor.execute("INSERT INTO knock SELECT count(*) FROM knock")
                    time.sleep(0.0005)
                    cursor.execute("COMMIT")
        except Exception as fault:
            refused.append(fault)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not refused
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT number) FROM knock")
        assert cursor.fetchone() == (WRITERS * TIMES, WRITERS * TIMES)


def test_a_turn_is_given_away_after_a_fault_and_not_asked_for_twice(connection):
    def asks():
        with pytest.raises(ZeroDivisionError), turn.in_turn():
            raise ZeroDivisionError
        with turn.in_turn():
            connection.in_atomic_block = True  # as transaction.atomic says it
            with turn.in_turn():
                pass
        done.set()

    done = threading.Event()
    threading.Thread(target=asks, daemon=True).start()
    assert done.wait(10)
