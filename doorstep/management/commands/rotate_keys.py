from django.core.management.base import BaseCommand

from accounts.models import Project
from doorstep.inbox.keys import rotate_keys


class Command(BaseCommand):
    """Make the month's sealing keys, and destroy those that nothing needs any more. Nightly."""

    help = "Make the month's sealing key of each project; destroy private keys retired for 180 days. Run it nightly."

    def handle(self, **options):
        for project in Project.objects.filter(sealing_keys__isnull=False).distinct():
            made, offered, destroyed = rotate_keys(project=project)
            self.stdout.write(
                f"{project.slug}: {len(made)} made, {len(offered)} offered, {len(destroyed)} destroyed"
            )
