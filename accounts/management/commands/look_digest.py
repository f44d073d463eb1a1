from django.core.management.base import BaseCommand

from accounts.looks import send_digest
from accounts.models import Project


class Command(BaseCommand):
    """How many looks at what is kept back; run weekly."""

    help = "Writes to each project's coordinators how many looks there were at what is kept back in the last seven days."

    def handle(self, **options):
        for project in Project.objects.order_by("slug"):
            self.stdout.write(f"{project.slug}: {send_digest(project)} letters")
