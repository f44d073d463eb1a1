"""The letter that says an update is out. It names nobody, holds no figure, and goes to each reader by itself."""

import logging

from django.core.mail import EmailMessage

from accounts.choices import Role
from accounts.models import Membership
from reports import pages

log = logging.getLogger(__name__)
READERS = (Role.PARTNER_READER, Role.EVALUATOR, Role.FINANCE, Role.CERTIFIER, Role.WORKS_PARTNER)


def tell_readers(update):
    """Write to the readers of this project. A mail server that does not answer is logged and hinders nobody. Returns how many were told."""
    members = Membership.objects.filter(
        project=update.project, role__in=READERS, user__is_active=True
    ).current()
    addresses = sorted(set(members.values_list("user__email", flat=True)) - {""})
    what = "A correction of the progress update" if update.supersedes_id else "The progress update"
    body = (
        f"{what} of {update.project.name} for {update.period.label} is issued.\n\n"
        f"Read it, or download it as PDF, large print or data:\n{pages.public_address(update.project)}\n\n"
        "You get this letter because you read the updates of this project.\n"
    )
    sent = 0
    for address in addresses:
        letter = EmailMessage(
            f"Progress update issued: {update.project.name}", body, to=[address], headers={"X-Project": update.project.slug}
        )  # fmt: skip
        try:
            sent += letter.send()
        except OSError:  # what smtplib and sockets raise
            log.exception("A letter about an issued update could not be sent")
    return sent
