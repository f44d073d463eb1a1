from django.core.management.base import BaseCommand

from saferstreets.common import age


class Command(BaseCommand):
    """Make the pair of keys for backups, on another machine than the office's server."""

    help = "Prints a new pair of keys. The private one opens every backup: keep it offline, twice, and never on the server."

    def handle(self, **options):
        public, private = age.make_key()
        self.stdout.write(f"Public key, into BACKUP_KEY on the server:\n{public}\n")
        self.stdout.write(f"Private key, offline:\n{private}")
