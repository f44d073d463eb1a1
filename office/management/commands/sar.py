from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, person, plainly
from households.choices import DataRequestKind
from households.models import DataRequest
from office.trust import actions, subject_file


class Command(BaseCommand):
    """The answer to a request for access as a file."""

    help = "Writes everything about the home of a request for access into FILE (ZIP). The request is entered on the home's page."

    def add_arguments(self, parser):
        parser.add_argument("request", metavar="NUMBER", type=int)
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--by", metavar="EMAIL", required=True)

    def handle(self, *, request, file, by, **options):
        with plainly(self):
            asked = (
                DataRequest.objects.filter(pk=request, kind=DataRequestKind.ACCESS)
                .select_related("project", "household")
                .first()
            )
            user = person(by)
            if asked is None:
                raise CommandRefused("There is no such request for access.")
            actions.note_answer_made(request=asked, by=user)
            file.write_bytes(subject_file.answer(asked))
        self.stdout.write(
            f"{file}: {file.stat().st_size:,} bytes. Due {asked.due_on:%-d %B %Y}. Read to-review.txt first."
        )
