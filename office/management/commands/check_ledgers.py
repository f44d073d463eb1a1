"""Recomputes every ledger from its movements. Exit status 1, and the rows, if anything does not add up."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Project
from doorstep import officer_time
from grants import ledger as money
from grants import partner_ledger as partners
from packs import checking as stock
from packs import order_ledger as orders

# Each takes a project (None for all) and returns plain sentences, one for each fault.
CHECKS = (money.faults, partners.faults, officer_time.faults, stock.faults, orders.faults)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("project", nargs="?", help="short name of one project (all of them without)")

    def handle(self, *args, project=None, **options):
        chosen = Project.objects.filter(slug=project).first() if project else None
        if project and chosen is None:
            raise CommandError(f"There is no project “{project}”.")
        found = [fault for check in CHECKS for fault in check(chosen)]
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise SystemExit(1)
        self.stdout.write("Every ledger adds up.")
