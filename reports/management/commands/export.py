"""Everything of a project as CSV, one workbook and a data dictionary."""

from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, plainly, project_named
from accounts.models import User
from reports import export


class Command(BaseCommand):
    help = (
        "Writes every table of the project into a folder, with a dictionary of every column. Without --by no personal column leaves; with it "
        "a coordinator takes them out, says why, and it is written down. For the office's own use: counts made from it are not for publishing."
    )

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")
        parser.add_argument("--output", required=True, metavar="DIR")
        parser.add_argument(
            "--by", metavar="EMAIL", help="the coordinator who takes personal data out as well"
        )
        parser.add_argument(
            "--reason", default="", metavar="TEXT", help="why, in words; never a person's name"
        )

    def handle(self, *args, project, output, by, reason, **options):
        with plainly(self):
            project = project_named(project)
            try:
                counted = export.write(project, output, by=_person(by), reason=reason)
            except OSError as error:
                raise CommandRefused(f"Cannot write {output}: {error.strerror or error}.") from None
            self.stdout.write(f"{sum(counted.values()):,} rows of {len(counted)} tables in {output}.")


def _person(email):
    if email is None:
        return None
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandRefused(f"Nobody signs in as {email}.")
    return person
