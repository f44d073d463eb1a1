"""Open the first project of a new office, with its coordinator."""

import datetime
import getpass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug

from accounts.models import User
from office.setup_actions import open_with_coordinator
from saferstreets.common.workflow import Refused


class Command(BaseCommand):
    """A coordinator makes every other account on the set-up pages; the first one is made here, or on the first page (first_run_code)."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "slug", metavar="SLUG", help="short name for the web address, like barrow-round-3"
        )
        parser.add_argument("--name", required=True, help="name of the project")
        parser.add_argument(
            "--starts", required=True, type=_day, metavar="YYYY-MM-DD", help="first day of delivery"
        )
        parser.add_argument(
            "--ends", required=True, type=_day, metavar="YYYY-MM-DD", help="last day of delivery"
        )
        parser.add_argument(
            "--coordinator",
            required=True,
            metavar="EMAIL",
            help="who runs it; an account is made where there is none",
        )
        parser.add_argument(
            "--coordinator-name", metavar="NAME", default="", help="the person's name, for a new account"
        )
        parser.add_argument(
            "--no-password", action="store_true", help="ask for none: the person uses “Forgot your password?”"
        )

    def handle(self, *, slug, name, starts, ends, coordinator, coordinator_name, no_password, **options):
        _check(slug, name, starts, ends, coordinator)
        known = User.objects.filter(email__iexact=coordinator).exists()
        password = None if known or no_password else _asked_password(coordinator, coordinator_name)
        try:
            project = open_with_coordinator(
                email=coordinator, person=coordinator_name or coordinator, password=password,
                slug=slug, name=name, starts_on=starts, ends_on=ends, demonstration=settings.DEMONSTRATION,
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{project.name} is created; {coordinator} is its coordinator. Sign in and open Set up."
        )


def _day(text):
    return datetime.date.fromisoformat(text)


def _check(slug, name, starts, ends, coordinator):
    """Raises CommandError for what no form has read here."""
    for value, check, words in (
        (
            slug,
            validate_slug,
            "The short name must be letters, numbers and hyphens only, like barrow-round-3.",
        ),
        (
            coordinator,
            validate_email,
            "Give the coordinator's email address in the correct format, like name@example.com.",
        ),
    ):
        try:
            check(value)
        except ValidationError as fault:
            raise CommandError(words) from fault
    if slug != slug.lower() or len(slug) > 40 or not 0 < len(name) <= 120:
        raise CommandError(
            "The short name takes up to 40 small letters, numbers and hyphens, the name up to 120 characters."
        )
    if ends < starts:
        raise CommandError("Delivery must end on or after the day it starts.")


def _asked_password(email, name):
    """A password typed twice without being shown. Raises CommandError when the two differ or it is too weak."""
    password = getpass.getpass(f"Password for {email}: ")
    if password != getpass.getpass("The same again: "):
        raise CommandError("The two passwords differ. Nothing was created.")
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from weak
    return password
