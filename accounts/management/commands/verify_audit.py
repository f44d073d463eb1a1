import sys

from django.core.management.base import BaseCommand

from accounts.audit import broken_seals
from accounts.models import AuditSeal


class Command(BaseCommand):
    """Is the sealed trail what it was?"""

    help = "Checks every sealed day of the audit trail. Exit status 1 and the days and rows, if any does not give its seal."

    def handle(self, **options):
        faults = broken_seals()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
        self.stdout.write(f"{AuditSeal.objects.count()} sealed days, every one whole.")
