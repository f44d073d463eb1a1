import time
from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import plainly
from office.backup import restoring


class Command(BaseCommand):
    """A backup in the place of the office, proved whole. Stop the office first."""

    help = "Brings FILE back into the database and folders that the settings name, and proves it. Exit status 1 if anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--key", metavar="FILE", type=Path, required=True, help="file with the private key"
        )
        parser.add_argument("--over", action="store_true", help="replace the office that is there")
        parser.add_argument("--report", metavar="FILE", help="what a drill reads")

    def handle(self, *, file, key, over, report, **options):
        begun = time.monotonic()

        def tell(words):
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {words}")

        with plainly(self):
            if not file.is_file() or not key.is_file():
                raise restoring.BackupRefused("There is no such file.")
            manifest, faults = restoring.restore(file, _private(key), over=over, tell=tell)
            restoring.write_report(report, manifest, faults)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise SystemExit(1)
        tell("whole")


def _private(path):
    """The key in the file; notes of the program that made it begin with #."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "")
