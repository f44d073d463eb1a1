"""Posts the minutes of accompanying officers of visits recorded before the match ledger was kept. Again, it changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Project
from doorstep.officer_time import post_missing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")

    def handle(self, *, project, **options):
        found = Project.objects.filter(slug=project).first()
        if found is None:
            raise CommandError(f"There is no project “{project}”.", returncode=1)
        self.stdout.write(f"{post_missing(project=found):,} visits posted to the match ledger.")
