"""What the commands of the house share: days, projects and people from the command line, and plain refusals."""

import argparse
import datetime
from contextlib import contextmanager

from accounts.models import Project, User
from saferstreets.common.workflow import Refused


class CommandRefused(Refused):
    """The command cannot do this."""


def day(text):
    """A day as YYYY-MM-DD; anything else is wrong usage."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it as 2021-09-30") from None


def project_named(slug):
    """The project with this short name. Raises CommandRefused with the names there are."""
    project = Project.objects.filter(slug=slug).select_related("lead_body").first()
    if project is None:
        names = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandRefused(f"There is no project “{slug}”. Projects: {names}.")
    return project


def person_named(email):
    """The person with this email address, a closed account too. Raises CommandRefused."""
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandRefused(f"Nobody has the email address {email} here.")
    return person


def person(email):
    """Whoever signs in with this address and does it. Raises CommandRefused."""
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
