from django.core.management.base import BaseCommand

from evidence import checking
from evidence.choices import DocumentType


class Command(BaseCommand):
    """Every kept file against its row, every kept photograph for what a camera wrote into it."""

    help = "Opens every kept file: its bytes are those of its row, and no photograph holds metadata. Exit status 1 and the files, if one does not."

    def handle(self, **options):
        files = photographs = wrong = 0
        for document, fault in checking.faults():
            files += 1
            photographs += document.type == DocumentType.JPEG
            if fault:
                wrong += 1
                self.stderr.write(f"Document {document.pk}: {fault}")
        self.stdout.write(
            f"{files:,} files, {photographs:,} photographs without metadata"
            if not wrong
            else f"{wrong:,} of {files:,} files are not as they should be"
        )
        if wrong:
            raise SystemExit(1)
