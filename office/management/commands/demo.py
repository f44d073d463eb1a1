"""Load the Workington demonstration. What is there already is kept; running it twice changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from office.demonstration import loading
from office.demonstration.people import PASSPHRASE, PEOPLE
from saferstreets.common.workflow import Refused


class Command(BaseCommand):
    """Facts of the published paper, and invented homes and visits around them; refused in a live office."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--households", type=int, default=2000, metavar="N", help="invented homes in Workington (2000)"
        )
        parser.add_argument(
            "--projects",
            type=int,
            default=2,
            metavar="N",
            help="projects in all: Workington, practice, then small ones (2)",
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=5,
            metavar="S",
            help="another seed gives other invented homes and visits (5)",
        )

        parser.add_argument(
            "--no-updates", action="store_true", help="leave out the progress updates (no PDF is drawn)"
        )

    def handle(self, *, households, projects, seed, no_updates, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is a live office: DEMONSTRATION is not set, so nothing invented is loaded."
            )
        if households < 0 or projects < 1:
            raise CommandError("Give at least one project and no fewer than 0 homes.")
        try:
            lines = loading.load(households=households, projects=projects, seed=seed, updates=not no_updates)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in lines or ["The demonstration is loaded already; nothing was changed."]:
            self.stdout.write(line)
        self._print_sign_ins()

    def _print_sign_ins(self):
        width = max(len(email) for email, *_ in PEOPLE)
        self.stdout.write(f"\nSign in as one of these; the passphrase is the same for all: {PASSPHRASE}\n")
        for email, _, role, what in PEOPLE:
            self.stdout.write(f"  {email:{width}}  {role.label}: {what}")
