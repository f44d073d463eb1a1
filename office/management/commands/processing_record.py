from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import plainly, project_named
from office.trust.processing import activities, paper


class Command(BaseCommand):
    """The record of processing, and with it the annex of the impact assessment, from the register of personal data."""

    help = "Prints what is kept about people, why, on which basis, for how long, what ends it and who sees it, as a table in Markdown. With PROJECT and --output: the paper, as PDF."

    def add_arguments(self, parser):
        parser.add_argument("project", metavar="PROJECT", nargs="?")
        parser.add_argument("--output", metavar="FILE.pdf", type=Path)

    def handle(self, *, project, output, **options):
        if output:
            with plainly(self):
                output.write_bytes(paper(project_named(project)))
            return
        self.stdout.write(
            "| Kind | Why | Basis | How long | What ends it | Who sees it | Kept under |\n|---|---|---|---|---|---|---|"
        )
        for row in activities():
            told = ("category", "purpose", "basis", "keep", "ends", "who", "tables")
            self.stdout.write("| " + " | ".join(row[name] for name in told) + " |")
