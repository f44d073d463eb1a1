import datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import record_event
from accounts.management.doors import CommandRefused, person, person_named, plainly, project_named
from office.trust import breach
from saferstreets.common.sheets import csv_text


class Command(BaseCommand):
    """What a person or their lost phone could have exposed, for the 72 hours of a breach."""

    help = "Says what a person had in hand from a day on: homes, looks, phones, rights. --output writes the homes as CSV. It is written down who asked."

    def add_arguments(self, parser):
        parser.add_argument("project", metavar="PROJECT")
        parser.add_argument(
            "--person",
            metavar="EMAIL",
            required=True,
            help="whose account or phone it is about; a closed account too",
        )
        parser.add_argument("--since", metavar="DAY", required=True, type=datetime.date.fromisoformat)
        parser.add_argument("--by", metavar="EMAIL", required=True, help="who asks")
        parser.add_argument(
            "--output", metavar="FILE.csv", type=Path, help="the homes and why; holds addresses"
        )

    def handle(self, *, project, by, since, output, **options):
        with plainly(self):
            found, asking = project_named(project), person(by)
            about = person_named(options["person"])
            record_event(by=asking, verb="breach.pack", subject=about, project=found)
            told = breach.pack(found, about, since)
            if output:
                if output.exists():
                    raise CommandRefused(f"{output} is there already.")
                output.write_text(csv_text(*breach.table(told)), encoding="utf-8")
        for line in breach.lines(told, since, timezone.now()):
            self.stdout.write(line)
