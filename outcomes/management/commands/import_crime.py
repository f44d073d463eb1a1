from pathlib import Path
from types import SimpleNamespace

from django.db import transaction

from accounts.permissions import Perm
from imports.command import ImportCommand, Rollback
from imports.rules import FileRefused
from outcomes.actions import import_street_file
from outcomes.street_files import FIELDS


class Command(ImportCommand):
    """A month is replaced whole: the same file again changes nothing, a newer file of the month takes its place."""

    help = "Bring street-level files of data.police.uk into a project, month by month."
    importer = SimpleNamespace(fields=FIELDS, needs=Perm.CRIME_IMPORT)

    def _one(self, project, path, person, mapping, dry_run, merge):
        if not path.is_file():
            raise FileRefused(f"There is no file “{path}”. Check the name.")
        try:
            with transaction.atomic():
                counts, self.months, self.refused = import_street_file(
                    project=project,
                    path=path,
                    file_name=path.name,
                    by=person,
                    given=mapping,
                    hold=merge and not dry_run,
                )
                if dry_run:
                    raise Rollback
        except Rollback:
            pass
        except OSError as broken:
            raise FileRefused(f"“{path}” cannot be read: {broken.strerror}.") from None
        return counts

    def _say(self, file, counts, dry_run, merge):
        counted = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        done = (
            "Nothing was kept (dry run)."
            if dry_run
            else "Held."
            if merge
            else "Waiting: take it in on the page of recorded crime, or run again with --merge."
        )
        self.stdout.write(f"{Path(file).name}: {counted}. {done}")
        for month in self.months:
            gone = f"; {month.gone:,} held before are no longer in the file" if month.gone else ""
            self.stdout.write(
                f"  {month}: {month.rows:,} rows, {month.without_id:,} without a crime number, "
                f"{month.without_lsoa:,} without an area, {month.repeats:,} that read like another row{gone}"
            )
        for line, why in self.refused[:5]:
            self.stdout.write(f"  line {line}: {why}")
