"""`make canaries`: plant marks, use the office as everybody does, and look for the marks in every byte that leaves it.

On the database that DATABASE_URL names, empty (an SQLite file of its own otherwise). Prints a line for each way out; status 1 if a mark
came out of one, or if the search finds too few marks where they belong (then it would have found nothing elsewhere either).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.canaries import served

FOLDER = Path(tempfile.mkdtemp(prefix="saferstreets-canaries.", dir="/tmp"))


def main():
    """Make the office, walk, count."""
    os.environ.update(served.environment(FOLDER))
    os.environ["CSRF_TRUSTED_ORIGINS"] = f"https://127.0.0.1:{(port := served.free_port())}"
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{FOLDER / 'canaries.sqlite3'}"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=served.ROOT,
        check=True,
    )
    from tests.canaries.planting import Planted
    from tests.canaries.walk import Walk

    planted = Planted()
    office = served.Office(FOLDER, port)
    try:
        walk = Walk(planted, port, FOLDER, office.logs)
        walk.everything()
    finally:
        office.stop()
    walk.logs()
    return walk.told()


if __name__ == "__main__":
    try:
        code = main()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(code)
