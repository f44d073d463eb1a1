from django.core.management.base import BaseCommand

from households.choices import DataRequestKind
from office.management.doors import person, plainly, project_named
from office.trust import actions, forgetting, register
from saferstreets.common.periods import long_date


class Command(BaseCommand):
    """The two clocks of a project: a dry run, and its proposal."""

    help = "Says what the end of the time to keep would overwrite. --apply proposes it; a second person releases it on its page."

    def add_arguments(self, parser):
        parser.add_argument("project", metavar="PROJECT")
        parser.add_argument("--apply", action="store_true", help="propose it to a second person")
        parser.add_argument("--by", metavar="EMAIL", help="who proposes it")

    def handle(self, *, project, apply, by, **options):
        with plainly(self):
            found = project_named(project)
            self.stdout.write(f"People are overwritten from {long_date(actions.people_go_on(found))}.")
            self.stdout.write(f"Counts, dates and money stay until {long_date(actions.counts_go_on(found))}.")
            for name, words in register.titled(forgetting.counts(forgetting.of_project(found))):
                self.stdout.write(f"  {words:>9}  {name}")
            if apply:
                request = actions.enter_request(project=found, kind=DataRequestKind.RETENTION, by=person(by))
                self.stdout.write(f"Proposed, no. {request.pk}. A second person must release it.")
            else:
                self.stdout.write("Nothing was changed.")
