"""Pure decisions about updates: moves, periods, who may approve, and what a text or a paper is known by."""

import hashlib

from accounts.permissions import Perm
from reports.choices import UpdateStatus as S
from saferstreets.common.periods import DAY, Period, long_date
from saferstreets.common.workflow import Move, Refused

SUBMIT = Move("submit", "Send for review", frozenset({S.DRAFT}), S.IN_REVIEW, Perm.UPDATE_WRITE)
REVIEW = Move("review", "Record the review", frozenset({S.IN_REVIEW}), S.REVIEWED, Perm.UPDATE_REVIEW)
RETURN = Move(
    "return", "Return to the writer", frozenset({S.IN_REVIEW, S.REVIEWED}), S.DRAFT, Perm.UPDATE_REVIEW
)
ISSUE = Move("issue", "Approve and issue", frozenset({S.REVIEWED}), S.ISSUED, Perm.UPDATE_APPROVE)
MOVES = (SUBMIT, REVIEW, ISSUE, RETURN)
# What takes another person than those who wrote it, and what they do.
SECOND_PERSON = {REVIEW: "review", ISSUE: "approve"}
# Words are changed while it is a draft only: what is being read and approved stands still.
WRITABLE = frozenset({S.DRAFT})


class UpdateRefused(Refused):
    """The update cannot be written, approved or issued like this."""


def period_of(starts_on, ends_on, project_starts_on):
    """The Period of an update. Raises UpdateRefused, in words, for days that make none."""
    if ends_on < project_starts_on:
        raise UpdateRefused(
            f"The update cannot end before the project starts, on {long_date(project_starts_on)}."
        )
    if starts_on < project_starts_on:
        raise UpdateRefused(f"The update cannot start before the project, on {long_date(project_starts_on)}.")
    if ends_on < starts_on:
        raise UpdateRefused("The last day must not come before the first day.")
    return Period(starts_on, ends_on)


def first_day(project_starts_on, last_as_at):
    """Where the next update begins: the day after the last issued one, else with the project."""
    return last_as_at + DAY if last_as_at else project_starts_on


def last_day(starts_on, today):
    """Where it ends unless somebody says otherwise: the last month's last day, or today when that is before the start."""
    month_end = today.replace(day=1) - DAY
    return month_end if month_end >= starts_on else max(today, starts_on)


def may_not(move, preparer_id, last_editor_ids, person_id):
    """Why this person may not review or approve, as a sentence; "" when they may. A second pair of eyes is another pair."""
    if person_id == preparer_id:
        return f"You prepared this update. Somebody else must {SECOND_PERSON[move]} it."
    if person_id in last_editor_ids:
        return f"You wrote part of this update. Somebody else must {SECOND_PERSON[move]} it."
    return ""


def who_may(names):
    """Who reviews or approves instead, as a sentence. names: of those who may, in order."""
    if not names:
        return "Nobody else may yet: a coordinator gives somebody the role of certifier under Set up."
    named = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"]
    return f"{' or '.join(filter(None, [', '.join(named[:-1]), named[-1]]))} may."


def tidy(text):
    """A text as it is stored: line ends of one kind, no blanks at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def mark(text):
    """What a form remembers of the text it showed, to notice when somebody else has changed it since."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:16]


def short(sha):
    """The form of a digest a person compares by eye: four groups of four."""
    return " ".join(sha[start : start + 4] for start in range(0, 16, 4))


def place_of(project_name):
    """The place a project's name speaks of: "Safer Streets Workington" is about Workington."""
    return project_name.removeprefix("Safer Streets").strip(" :–-") or project_name
