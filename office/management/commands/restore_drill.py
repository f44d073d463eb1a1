import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import plainly
from office.backup import drilling, making
from saferstreets.common import age


class Command(BaseCommand):
    """A backup is one only when it has been brought back."""

    help = (
        "Brings a backup back beside the office, proves it, and prints the time and what it had lost. Without FILE it makes "
        "a backup first, with a key of its own. Exit status 1 if anything is wrong or lost that no phone holds."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
        parser.add_argument("--key", metavar="FILE", type=Path, help="file with the private key")

    def handle(self, *, file, key, **options):
        with plainly(self), tempfile.TemporaryDirectory() as folder:
            if file is None:
                file, key = Path(folder) / "backup.age", Path(folder) / "key"
                public, private = age.make_key()
                key.write_text(private)
                making.make(file, public)
            told = drilling.drill(file, key or Path("no key"), self.stdout.write)
        for fault in told["faults"]:
            self.stderr.write(fault)
        self.stdout.write(f"Restored {told['rows']:,} rows in {told['seconds']:.1f} s.")
        self.stdout.write("Lost: nothing." if not told["lost"] else "Newer than the backup, and not in it:")
        for table, rows in told["lost"].items():
            self.stdout.write(f"  {rows:>9,}  {table}")
        if told["faults"]:
            raise SystemExit(1)
