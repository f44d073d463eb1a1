"""Letters to people of a project: who they go to, and what happens where the mail server does not answer."""

import logging

from django.core.mail import EmailMessage

from accounts.models import Membership

log = logging.getLogger(__name__)


def letters_to(roles, *, project, subject, body, but=None):
    """The same letter to everybody who holds one of these roles today but the person `but`: one each, so that nobody sees another's address."""
    people = Membership.objects.of(project, roles).exclude(user=but)
    addresses = sorted(set(people.values_list("user__email", flat=True)) - {""})
    return [letter(to, subject, body, project=project) for to in addresses]


def letter(to, subject, body, *, project=None):
    """A letter to one address. project: by its short name mail can be sorted."""
    return EmailMessage(subject, body, to=[to], headers={"X-Project": project.slug} if project else None)


def went(letter, about, *details):
    """Send it; a mail server that does not answer is logged and hinders nobody. about: what the letter is about, for the log, with its details."""
    try:
        letter.send()
    except OSError:  # what smtplib and sockets raise
        log.exception(f"The letter about {about} could not be sent", *details)
        return False
    return True
