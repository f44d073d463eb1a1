"""One opened record and what it comes to: what every kind of effect works with."""

import datetime
from dataclasses import dataclass, field

from accounts.models import Membership, Project, User
from accounts.permissions import ROLE_PERMS, Perm
from doorstep.models import Letter
from households.models import Visit

# What working on a letter writes: what was read of the record, and the verdict.
DECIDED = ("status", "code", "words", "uid", "rec", "kind", "author", "seq", "happened_at", "skew_seconds", "waits_for", "household", "visit",
           "decided_at")  # fmt: skip


class Waits(Exception):
    """Another record must come first. rec: which."""

    def __init__(self, rec):
        super().__init__(str(rec))
        self.rec = rec


@dataclass
class Act:
    """One opened record: who says what happened when."""

    letter: Letter
    project: Project
    by: User
    at: datetime.datetime
    fields: dict
    parts: list


@dataclass
class Effect:
    """What it came to: the home, the visit, and what a person should look at."""

    household_id: int | None = None
    visit: Visit | None = None
    conflicts: list = field(default_factory=list)


def author_may(user, project, day, perm=Perm.VISIT_RECORD):
    """Was this person on the project on `day`, with this right, and is the account open?"""
    held = Membership.objects.filter(project=project, user=user).values_list("role", "until")
    return user.is_active and any(
        perm in ROLE_PERMS[role] and (until is None or until >= day) for role, until in held
    )
