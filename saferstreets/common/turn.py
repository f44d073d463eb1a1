"""Writers of SQLite one after the other. PostgreSQL needs no queue: there a writer holds rows, not the whole file."""

import fcntl
from contextlib import contextmanager

from django.db import connection


@contextmanager
def in_turn():
    """Wait for one's turn to write, and have it for the length of the block: one transaction, begun and ended in it.

    SQLite lets one writer in; the others nap and try again, longer each time, and burn processor time at it: of many phones some starve.
    A lock on a file beside the database queues them. Who is in a transaction already is writing and waits for nobody; who never asks for
    a turn (the desk) is let in by SQLite's own patience, as before. Also a decorator: put it above `transaction.atomic`.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        yield
        return
    with open(f"{connection.settings_dict['NAME']}.turn", "w") as file:  # closing it gives the turn away
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
