from django.core.management.base import BaseCommand, CommandError

from doorstep.inbox.securing import SecuringRefused, change_epoch, secure
from doorstep.inbox.spelling import Misspelt, read_time


class Command(BaseCommand):
    """Tell phones up to when their records are backed up, or that the office was restored."""

    help = "Say up to when everything is in a backup that has been restored on trial, or that the office was restored."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--through",
            metavar="TIME",
            help="when that backup began, with an offset: 2026-11-23T02:00:00+00:00",
        )
        what.add_argument("--restored", action="store_true", help="the office was restored from a backup")

    def handle(self, *, through, restored, **options):
        if restored:
            change_epoch()
            self.stdout.write("Phones will offer again what they sent.")
            return
        try:
            until = secure(through=read_time(through))
        except (Misspelt, SecuringRefused) as refused:
            raise CommandError(f"{through}: {refused}") from refused
        self.stdout.write(f"Secured through {until.isoformat(timespec='seconds')}")
