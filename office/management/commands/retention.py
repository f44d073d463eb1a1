from django.core.management.base import BaseCommand

from accounts.management.doors import person, plainly, project_named
from households.choices import DataRequestKind
from office.trust import actions, register
from saferstreets.common.periods import long_date


class Command(BaseCommand):
    """The two clocks of a project and the shorter times of the register: a dry run, and its proposal."""

    help = "Says what the end of a time to keep would overwrite. --apply proposes it; a second person releases it on its page."

    def add_arguments(self, parser):
        parser.add_argument("project", metavar="PROJECT")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--shorter", dest="kind", action="store_const", const=DataRequestKind.TERMS, default=DataRequestKind.RETENTION,
            help="what is over while the project goes on: outings, cautions, burglary records, rows of discarded files",
        )  # fmt: skip
        which.add_argument(
            "--end", dest="kind", action="store_const", const=DataRequestKind.ENDING, help="the very end: counts, dates and money"
        )  # fmt: skip
        parser.add_argument("--apply", action="store_true", help="propose it to a second person")
        parser.add_argument("--by", metavar="EMAIL", help="who proposes it")

    def handle(self, *, project, kind, apply, by, **options):
        with plainly(self):
            found = project_named(project)
            self.stdout.write(f"People are overwritten from {long_date(actions.people_go_on(found))}.")
            self.stdout.write(f"Counts, dates and money stay until {long_date(actions.counts_go_on(found))}.")
            for name, words in register.titled(actions.would(kind, found)):
                self.stdout.write(f"  {words:>9}  {name}")
            if apply:
                request = actions.enter_request(project=found, kind=kind, by=person(by))
                self.stdout.write(f"Proposed, no. {request.pk}. A second person must release it.")
            else:
                self.stdout.write("Nothing was changed.")
