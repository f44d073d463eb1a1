"""What the commands of the desk share: projects and people from the command line, and plain refusals."""

from contextlib import contextmanager

from accounts.models import Project, User
from saferstreets.common.workflow import Refused


class CommandRefused(Refused):
    """The command cannot do this."""


def project_named(slug):
    """The project with this short name. Raises CommandRefused."""
    project = Project.objects.filter(slug=slug).first()
    if project is None:
        raise CommandRefused(f"There is no project “{slug}”.")
    return project


def person(email):
    """Whoever signs in with this address. Raises CommandRefused."""
    user = User.objects.filter(email__iexact=email or "", is_active=True).first()
    if user is None:
        raise CommandRefused("Say who does it: --by with the email address of somebody who signs in here.")
    return user


@contextmanager
def plainly(command):
    """A refusal becomes one sentence on standard error and exit status 1, never a traceback."""
    try:
        yield
    except Refused as refused:
        command.stderr.write(str(refused))
        raise SystemExit(1) from None
