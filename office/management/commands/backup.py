import os
from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import plainly
from office.backup import making
from office.backup.databases import BackupRefused


class Command(BaseCommand):
    """Everything into one file that only the private key opens."""

    help = "Writes the whole office into FILE, encrypted to the public key (--to, or BACKUP_KEY). See docs/deploy.md."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--to", metavar="KEY", default=os.environ.get("BACKUP_KEY", ""), help="public key, age1…"
        )

    def handle(self, *, file, to, **options):
        with plainly(self):
            if not to:
                raise BackupRefused(
                    "Say to whom: --to age1…, or BACKUP_KEY in .env. manage.py backup_key makes a pair."
                )
            manifest = making.make(file, to)
        self.stdout.write(
            f"{file}: {file.stat().st_size:,} bytes, as the office was at {manifest['made_at']}"
        )
