"""Checks every issued update: digests, and the same drawing again."""

from django.core.management.base import BaseCommand

from accounts.management.doors import plainly, project_named
from reports.models import Update
from reports.verification import faults_of


class Command(BaseCommand):
    help = "Recomputes the SHA-256 of every issued update and draws it again. Exit status 1, and what differs, if anything does."

    def add_arguments(self, parser):
        parser.add_argument("project", nargs="?", help="short name of one project (all of them without)")

    def handle(self, *args, project=None, **options):
        with plainly(self):
            updates = (
                Update.objects.issued()
                .order_by("project", "as_at", "id")
                .select_related("project", "supersedes")
            )
            if project:
                updates = updates.filter(project=project_named(project))
        whole = True
        for update in updates.iterator(chunk_size=5):
            faults, notes = faults_of(update)
            whole = whole and not faults
            name = f"{update.project.slug}, to {update.as_at}, issued {update.issued_at:%Y-%m-%d} (no. {update.pk})"
            self.stdout.write(f"{name}: {'FAULT' if faults else 'as issued'}")
            for line in faults:
                self.stderr.write(f"{name}: {line}")
            for line in notes:
                self.stdout.write(f"  note: {line}")
        if not whole:
            raise SystemExit(1)
