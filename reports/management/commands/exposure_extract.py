"""The exposure extract of a project for the evaluator, as one ZIP."""

from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, day, plainly, project_named
from accounts.models import User
from accounts.permissions import Perm
from outcomes.actions import take_extract
from reports import exposures


class Command(BaseCommand):
    """Homes and streets stand under pseudonyms; the key stays in the database. Every taking is written down."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")
        parser.add_argument(
            "--as-at", type=day, required=True, metavar="YYYY-MM-DD", help="last day of the exposures"
        )
        parser.add_argument("--output", required=True, metavar="FILE.zip")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who takes it")

    def handle(self, *args, project, as_at, output, by, **options):
        with plainly(self):
            project = project_named(project)
            person = User.objects.filter(email__iexact=by).first()
            if person is None or not person.can(Perm.EXTRACT_TAKE, project):
                raise CommandRefused(
                    f"{by} may not take the extract of “{project.name}”. Name somebody who may."
                )
            content = exposures.as_zip(project, as_at, take_extract(project=project, by=person))
            try:
                Path(output).write_bytes(content)
            except OSError as broken:
                raise CommandRefused(f"“{output}” cannot be written: {broken.strerror}.") from None
            self.stdout.write(f"{output}: {len(content):,} bytes.")
