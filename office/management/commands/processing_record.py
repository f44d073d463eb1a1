from django.core.management.base import BaseCommand

from office.trust.register import processing


class Command(BaseCommand):
    """The record of processing, and with it the annex of the impact assessment, from the register of personal data."""

    help = "Prints what is kept about people, why, on which basis, for how long and who sees it, as a table in Markdown."

    def handle(self, **options):
        self.stdout.write(
            "| Kept in | What | Why | Kind | Basis | How long | Who sees it |\n|---|---|---|---|---|---|---|"
        )
        for row in processing():
            self.stdout.write("| " + " | ".join(row.values()) + " |")
