from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.factor_actions import forget_ended_sessions


class Command(BaseCommand):
    """What is over need not be kept: run it nightly."""

    help = "Removes sessions that are over, and forgets the browsers and addresses they came from."

    def handle(self, **options):
        call_command("clearsessions")
        self.stdout.write(f"{forget_ended_sessions()} sessions forgotten")
