from django.core.management.base import BaseCommand

from accounts.audit import seal_days


class Command(BaseCommand):
    """Close every finished day of the audit trail; run nightly."""

    help = "Seals each finished day of the audit trail into the hash chain. Running it again changes nothing."

    def handle(self, **options):
        seals = seal_days()
        for seal in seals:
            self.stdout.write(f"{seal.day}  {seal.events} events  {seal.head}")
        if not seals:
            self.stdout.write("Nothing to seal: every finished day is sealed.")
