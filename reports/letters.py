"""The letter that says an update is out. It names nobody, holds no figure, and goes to each reader by itself."""

from accounts.choices import Role
from accounts.letters import letters_to, went
from reports import pages

READERS = (Role.PARTNER_READER, Role.EVALUATOR, Role.FINANCE, Role.CERTIFIER, Role.WORKS_PARTNER)


def tell_readers(update):
    """Write to the readers of this project. A mail server that does not answer is logged and hinders nobody. Returns how many were told."""
    what = "A correction of the progress update" if update.supersedes_id else "The progress update"
    body = (
        f"{what} of {update.project.name} for {update.period.label} is issued.\n\n"
        f"Read it, or download it as PDF, large print or data:\n{pages.public_address(update.project)}\n\n"
        "You get this letter because you read the updates of this project.\n"
    )
    subject = f"Progress update issued: {update.project.name}"
    letters = letters_to(READERS, project=update.project, subject=subject, body=body)
    return sum(went(letter, "an issued update") for letter in letters)
