"""Letters about returns whose window closes soon."""

from django.db import transaction

from accounts.actions import record_event
from accounts.letters import letters_to
from accounts.permissions import Perm, roles_with
from grants import return_page
from grants.models import Return
from saferstreets.common import clock
from saferstreets.common.bank_holidays import working_days_until
from saferstreets.common.periods import long_date


def remind_of_returns(*, project):
    """Write once about each return that is not certified and whose window closes within the agreed working days.

    A draft goes to whoever prepares, one that waits goes to whoever certifies. Sent first and noted afterwards: should either fail,
    it is sent again. Returns how many letters went out.
    """
    day, sent = clock.today(), 0
    waiting = Return.objects.filter(project=project, reminded_on=None).unsigned()
    for row in return_page.rows(waiting, project, day):
        claim = row["claim"]
        if day < row["remind_on"]:
            continue
        sent += _write(project, claim, day)
        with transaction.atomic():
            Return.objects.filter(pk=claim.pk).update(reminded_on=day)
            record_event(
                by=None, verb="return.remind", subject=claim, project=project, fields=["reminded_on"]
            )
    return sent


def _write(project, claim, day):
    right = Perm.RETURN_PREPARE if claim.is_draft else Perm.RETURN_CERTIFY
    asked = "It is not submitted yet." if claim.is_draft else "It waits for its certifier."
    left = working_days_until(day, claim.closes_on)
    body = (
        f"Return {claim.number} of {project.name} tells of {claim.period.label}. {asked}\n\n"
        f"The funder’s window closes on {long_date(claim.closes_on)}: {left} working {'day' if left == 1 else 'days'} left.\n\n"
        "Sign in to the project office and open Grant, Returns.\n"
    )
    subject = f"Return {claim.number} is due on {long_date(claim.closes_on)}, {project.name}"
    letters = letters_to(roles_with(right), project=project, subject=subject, body=body)
    for letter in letters:
        letter.send()
    return len(letters)
