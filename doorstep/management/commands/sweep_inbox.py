from django.core.management.base import BaseCommand

from accounts.models import Project
from doorstep.inbox.applying import sweep
from doorstep.inbox.photographs import forget_pieces
from doorstep.models import InboxState


class Command(BaseCommand):
    """Work on what phones handed in and nobody has applied yet. Every minute, and at start."""

    help = "Apply the records that are received and not yet applied; put photographs together. Run it every minute."

    def handle(self, **options):
        worked = 0
        for project in Project.objects.filter(devices__isnull=False).distinct():
            worked += sweep(project)
            state = InboxState.objects.filter(project=project, secured_through__isnull=False).first()
            if state:
                forget_pieces(project, state.secured_through)
        self.stdout.write(f"{worked} worked on")
