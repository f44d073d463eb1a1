"""The shared body of every `import_*` command."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.choices import Role
from accounts.models import Membership, Project, User
from imports import actions
from imports import importer as importers
from imports.importer import Importer
from imports.rules import FileRefused, MappingRefused
from saferstreets.common.workflow import Refused


class Rollback(Exception):
    """Nothing of a dry run is kept."""


class ImportCommand(BaseCommand):
    """`import_<kind> PROJECT FILE... [--mapping field=COLUMN[+COLUMN...]] [--dry-run] [--merge] [--json] [--by EMAIL]`.

    Without --merge the files are only staged. Exit status: 0 done, 1 refused with a sentence on standard error, 2
    wrong usage. Several files: each is one import, in the order given; a refused one stops the run, the earlier ones
    stand, and --json prints their sum.
    """

    kind = ""
    # What is kept beside a list that needs care; a command of such a kind sets it from its options.
    details = None
    requires_system_checks = []

    def add_arguments(self, parser):
        fields = ", ".join(field.name for field in self.importer.fields)
        parser.add_argument("project", help="the project's short name, as in its web address")
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--mapping",
            action="append",
            nargs="+",
            default=[],
            metavar="field=COLUMN[+COLUMN...]",
            help=f"which column says what. Fields: {fields}",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; keep nothing")
        parser.add_argument("--merge", action="store_true", help="put the rows into the register")
        parser.add_argument(
            "--json", action="store_true", help="print the counts as one JSON object and nothing else"
        )
        parser.add_argument(
            "--by", metavar="EMAIL", help="who imports; in a demonstration its coordinator unless given"
        )

    @property
    def importer(self) -> Importer:
        """The importer this command is a door to."""
        return importers.find(self.kind)

    def handle(self, *, project, files, mapping, dry_run, merge, json, by, **options):
        try:
            project = self._project(project)
            person = self._person(project, by)
            total = {}
            for file in files:
                counts = self._one(
                    project, Path(file), person, [word for words in mapping for word in words], dry_run, merge
                )
                total = {name: total.get(name, 0) + number for name, number in counts.items()}
                if not json:
                    self._say(file, counts, dry_run, merge)
            if json:
                self._print(total)
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None

    def _print(self, total):
        self.stdout.write(json.dumps(total))

    def _project(self, slug):
        project = Project.objects.filter(slug=slug).first()
        if project is None:
            raise Refused(
                f"There is no project “{slug}”. The projects are: {', '.join(Project.objects.values_list('slug', flat=True)) or 'none yet'}."
            )
        return project

    def _person(self, project, email):
        if not email:
            if not project.demonstration:
                raise Refused("Say who imports: --by EMAIL of somebody who may import into this project.")
            member = (
                Membership.objects.current()
                .filter(project=project, role=Role.COORDINATOR)
                .select_related("user")
                .order_by("pk")
                .first()
            )
            if member is None:
                raise Refused("The demonstration has no coordinator. Say who imports: --by EMAIL.")
            return member.user
        person = User.objects.filter(email__iexact=email).first()
        if person is None or not person.can(self.importer.needs, project):
            raise Refused(f"{email} may not import into “{project.name}”. Name somebody who may.")
        return person

    def _one(self, project, path, person, mapping, dry_run, merge):
        if not path.is_file():
            raise FileRefused(f"There is no file “{path}”. Check the name.")
        try:
            with transaction.atomic():
                batch = actions.stage_batch(
                    project=project,
                    kind=self.kind,
                    path=path,
                    file_name=path.name,
                    by=person,
                    mapping=mapping or None,
                    details=self.details,
                )
                if dry_run:
                    raise Rollback
        except Rollback:
            return batch.counts
        except MappingRefused as refused:
            fields = ", ".join(field.name for field in self.importer.fields)
            raise MappingRefused(
                f"{refused} Say which is which with --mapping field=COLUMN ({fields})."
            ) from None
        except OSError as broken:
            raise FileRefused(f"“{path}” cannot be read: {broken.strerror}.") from None
        if merge:
            batch = actions.merge_batch(batch_id=batch.pk, by=person)
        return batch.counts

    def _say(self, file, counts, dry_run, merge):
        done = (
            "Nothing was kept (dry run)."
            if dry_run
            else "Merged."
            if merge
            else "Staged: merge it on the Imports page, or run again with --merge."
        )
        self.stdout.write(
            f"{file}: " + ", ".join(f"{number:,} {name}" for name, number in counts.items()) + f". {done}"
        )
