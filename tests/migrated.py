"""A whole run migrates once: `python -m tests.migrated` makes the database, and every session of the run starts from a copy.

MIGRATED names it: on PostgreSQL a database beside the one in DATABASE_URL, on SQLite a file. See scripts/run-tests.
"""

import os
import sqlite3
from contextlib import closing

MIGRATED = os.environ.get("MIGRATED", "")


def fill(*, connection, **details):
    """Give the tests' database in memory its tables, when it is opened for the first time."""
    if "mode=memory" in str(connection.settings_dict["NAME"]):
        with closing(sqlite3.connect(MIGRATED)) as made:
            if not connection.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                made.backup(connection.connection)


def begin_from_it():
    """From now on, a database made for tests is a copy. Without MIGRATED nothing changes: it is migrated."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    if MIGRATED and connection.vendor == "sqlite":
        connection_created.connect(fill)
    elif MIGRATED:
        connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED


def make():
    """The database itself, by its migrations."""
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = MIGRATED
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()


if __name__ == "__main__":
    make()
