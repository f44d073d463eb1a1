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
    """A draft that waits for approval."""
    by = by or member(project)
    update = draft(project, by, **details)
    return actions.submit_update(update_id=update.pk, by=by)


def issued(project, by=None, certifier=None, **details):
    """An issued update."""
    update = in_review(project, by, **details)
    return actions.issue_update(update_id=update.pk, by=certifier or member(project, Role.CERTIFIER))
