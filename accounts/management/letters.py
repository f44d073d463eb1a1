"""The shape of every command that writes letters, project by project."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Project


class LettersCommand(BaseCommand):
    """Write the letters of one project, or of all. A mail server that fails for one keeps nobody else's back; exit status 1 then.

    A command says `send(project=...)`, which returns how many letters it wrote, and the two sentences it prints.
    """

    not_taken = "The mail server did not take a letter."

    def add_arguments(self, parser):
        parser.add_argument("project", nargs="?", help="short name of one project; all of them without it")

    def send(self, *, project):
        """Write this project's letters. Returns how many."""
        raise NotImplementedError

    def told(self, sent):
        """What is printed of so many letters; "" for nothing."""
        raise NotImplementedError

    def handle(self, *, project, **options):
        projects = Project.objects.order_by("pk")
        if project:
            projects = projects.filter(slug=project)
            if not projects.exists():
                raise CommandError(f"There is no project “{project}”.", returncode=1)
        sent, failed = 0, []
        for one in projects:
            try:
                sent += self.send(project=one)
            except OSError as fault:
                failed.append(f"{one.slug}: {fault}")
        if words := self.told(sent):
            self.stdout.write(words)
        if failed:
            raise CommandError(f"{self.not_taken} {'; '.join(failed)}", returncode=1)
