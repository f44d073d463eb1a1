from django.core.management.base import BaseCommand, CommandError

from accounts.factor_actions import FactorRefused, reset_on_the_server
from accounts.models import User


class Command(BaseCommand):
    """For whoever coordinates alone and has lost phone and codes: nobody else can let them in."""

    help = "Resets the second factor of somebody whom no other coordinator can let in, and signs them out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", help="whom")
        parser.add_argument(
            "--how", required=True, metavar="TEXT", help="how you know that it is them, a sentence"
        )

    def handle(self, *, email, how, **options):
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError("Nobody with an open account has this email address.", returncode=1)
        if not 0 < len(how.strip()) <= 200:
            raise CommandError("Say in up to 200 characters how you know that it is them.", returncode=1)
        try:
            reset_on_the_server(user=user, how=how.strip())
        except FactorRefused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        self.stdout.write("Done. They sign in with their password and set up a new second factor.")
