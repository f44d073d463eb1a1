"""`make drill-large`: an invented office of a million rows, backed up, brought back and proved (ROWS=1000000).

    scripts/drill_large.py [--rows 1000000]

On the database that DATABASE_URL names, empty (an SQLite file of its own otherwise). Prints what `manage.py restore_drill` prints.
"""

import argparse
import os
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
ROWS_OF_A_HOME = 3.1  # the home, its knocks, what was offered, the pack, its movement and its kit


def keep_the_stock_ledger():
    """A movement for each pack that stands, out of what no bag covered: the invented office writes deliveries alone."""
    from django.db import connection

    from accounts.models import Project, User
    from packs.actions import place
    from packs.choices import ItemKind, PlaceKind
    from packs.models import Balance, Delivery, Item

    by = User.objects.get(email="coordinator@bench.example")
    for project in Project.objects.all():
        pack, _ = Item.objects.get_or_create(
            project=project, kind=ItemKind.PACK, defaults={"name": "Safer Homes Pack"}
        )
        bag = place(project=project, kind=PlaceKind.UNRECONCILED, holder=by)
        homes = place(project=project, kind=PlaceKind.HOUSEHOLD)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO packs_movement (project_id, item_id, from_location_id, to_location_id, quantity, reason, source, happened_on, recorded_at, recorded_by_id) "
                "SELECT project_id, %s, %s, %s, 1, '', 'packs.Delivery:' || id, delivered_on, recorded_at, recorded_by_id "
                "FROM packs_delivery WHERE project_id = %s AND withdrawn_at IS NULL",
                [pack.pk, bag.pk, homes.pk, project.pk],
            )
        count = Delivery.objects.filter(project=project, withdrawn_at=None).count()
        for at, lane, quantity in ((bag, homes, -count), (homes, bag, count)):
            Balance.objects.create(
                project=project, item=pack, location=at, lane=lane, guarded=False, quantity=quantity
            )


def main():
    """Fill, drill."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--rows", type=int, default=1_000_000)
    wanted = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="saferstreets-drill.", dir="/tmp"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "saferstreets.settings", "SECRET_KEY": secrets.token_urlsafe(50), "DEMONSTRATION": "1", "DEMONSTRATION_TODAY": "",
        "MEDIA_ROOT": str(folder / "media"), "ERASURES": str(folder / "erasures.jsonl"), "TMPDIR": str(folder),
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'large.sqlite3'}",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    from bench import register

    try:
        call_command("migrate", verbosity=0)
        began = time.monotonic()
        register.fill(int(wanted.rows / ROWS_OF_A_HOME), others=5)
        keep_the_stock_ledger()
        print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
        call_command("restore_drill")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
