from django.core.management.base import BaseCommand, CommandError

from accounts.models import Project
from households.actions.outings import tell_overdue


class Command(BaseCommand):
    """Write to the coordinators about everybody who is overdue. To be run every minute, by cron or a timer."""

    help = "Write to the coordinators about everybody who is out and overdue. Run it every minute."

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
                sent += tell_overdue(project=one)
            except OSError as fault:  # one project's mail must not keep the next one's back
                failed.append(f"{one.slug}: {fault}")
        if sent:
            self.stdout.write(f"{sent} letter{'s' if sent > 1 else ''} sent about overdue check-ins.")
        if failed:
            raise CommandError(
                "The mail server did not take the letter about an overdue check-in. " + "; ".join(failed),
                returncode=1,
            )
