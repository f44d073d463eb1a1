from django.core.management.base import BaseCommand, CommandError

from accounts.models import Project
from grants.actions import remind_of_returns


class Command(BaseCommand):
    """Write to preparers and certifiers about returns whose window closes soon. To be run every morning, by cron or a timer."""

    help = "Write to preparers and certifiers about returns whose window closes soon. Run it every morning."

    def add_arguments(self, parser):
        parser.add_argument("project", nargs="?", help="short name of one project; all of them without it")

    def handle(self, *, project, **options):
        projects = Project.objects.order_by("pk")
        if project:
            projects = projects.filter(slug=project)
            if not projects.exists():
                raise CommandError(f"There is no project “{project}”.", returncode=1)
        sent, failed = 0, []
        for one in projects:
            try:
                sent += remind_of_returns(project=one)
            except OSError as fault:  # one project's mail must not keep the next one's back
                failed.append(f"{one.slug}: {fault}")
        self.stdout.write(f"{sent} letter{'' if sent == 1 else 's'} sent about returns.")
        if failed:
            raise CommandError("The mail server did not take a letter. " + "; ".join(failed), returncode=1)
