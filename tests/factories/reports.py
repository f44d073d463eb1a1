"""Updates for tests, through the room's own actions: legal states only."""

import datetime

from accounts.choices import Role
from reports import actions
from tests.factories.accounts import member

SEPTEMBER = datetime.date(2021, 9, 30)


def draft(project, by=None, *, as_at=SEPTEMBER, starts_on=None, **words):
    """A draft with these words."""
    by = by or member(project)
    update = actions.draft_update(
        project=project, starts_on=starts_on or project.starts_on, as_at=as_at, by=by
    )
    actions.write_sections(update_id=update.pk, texts=words, by=by)
    return update


def in_review(project, by=None, **details):
    """A draft that waits for its review."""
    by = by or member(project)
    update = draft(project, by, **details)
    return actions.submit_update(update_id=update.pk, by=by)


def reviewed(project, by=None, reviewer=None, **details):
    """A reviewed update that waits for approval."""
    update = in_review(project, by, **details)
    return actions.review_update(
        update_id=update.pk, note="Figures read.", by=reviewer or member(project, Role.FINANCE)
    )


def issued(project, by=None, certifier=None, **details):
    """An issued update, reviewed by whoever approves it."""
    certifier = certifier or member(project, Role.CERTIFIER)
    update = reviewed(project, by, certifier, **details)
    return actions.issue_update(update_id=update.pk, by=certifier)


def sign_off(update, by, certifier):
    """Send a draft all the way: reviewed and approved by the certifier, issued."""
    actions.submit_update(update_id=update.pk, by=by)
    actions.review_update(update_id=update.pk, note="Figures read.", by=certifier)
    return actions.issue_update(update_id=update.pk, by=certifier)
