"""A month of the demonstration told by street."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, day, person_named, plainly, project_named
from reports import street_actions, street_release


class Command(BaseCommand):
    """Refused in a live office, where a person decides what is told. A month that is told, or lies before one, is left alone."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")
        parser.add_argument(
            "--as-at", type=day, required=True, metavar="YYYY-MM-DD", help="last day of the month"
        )
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who tells it")

    def handle(self, *args, project, as_at, by, **options):
        with plainly(self):
            if not settings.DEMONSTRATION:
                raise CommandRefused("This is a live office: what is told by street is a person’s decision.")
            project = project_named(project)
            last = street_release.latest(project)
            if last is None or last.as_at < as_at:
                release = street_actions.release_streets(project=project, as_at=as_at, by=person_named(by))
                self.stdout.write(f"{project.name} ({project.slug}): {release}, told.")
