"""May people be let in? Each part by itself, so that whoever looks after the server reads what is missing."""

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

LEAST_FREE = 200 * 1024 * 1024  # bytes; below it a phone's records could be refused soon


def parts():
    """{part: is it well} of what a visit needs: database, tables, kept files, room on the disk."""
    media = settings.MEDIA_ROOT
    found = {"database": False, "tables": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        executor = MigrationExecutor(connection)
        found["tables"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        pass
    there = media if media.exists() else media.parent
    found["files"] = os.access(there, os.W_OK)
    found["room"] = shutil.disk_usage(there).free > LEAST_FREE
    return found
