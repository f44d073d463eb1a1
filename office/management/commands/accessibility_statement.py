from pathlib import Path

from django.core.management.base import BaseCommand

from office import accessibility


class Command(BaseCommand):
    """The statement as a document beside the page /accessibility/."""

    help = "Writes the accessibility statement, made of what the last `make accessible` found, into FILE (or prints it)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")

    def handle(self, *, file, **options):
        text = accessibility.as_markdown()
        if file:
            file.write_text(text)
        else:
            self.stdout.write(text)
