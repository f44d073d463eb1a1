"""How far each promise is kept on a day: targets with their memory beside the figure that counts it."""

import datetime
from dataclasses import dataclass

from grants import rules
from grants.models import Deliverable, Post
from saferstreets.common import figures
from saferstreets.common.periods import Period

NO_APPROVAL = "No approval recorded"


@dataclass(frozen=True)
class Promise:
    """One deliverable on one day. baseline, current: Target or None; actual: int, or None where nothing counts it.

    expected: where a steady pace would be at the end of the day; needed: a working day from the next day on, None when no
    working day is left. Both are None for what nothing counts or what has no target.
    """

    deliverable: Deliverable
    figure: object
    actual: int | None
    baseline: object
    current: object
    unapproved: bool
    expected: int | None
    needed: float | None

    @property
    def behind(self):
        """How many short of a steady pace; 0 when on it, ahead of it, or not counted."""
        return max(0, self.expected - self.actual) if self.counted else 0

    @property
    def met(self):
        """Is the target reached?"""
        return self.counted and self.actual >= self.current.value

    @property
    def revised(self):
        """Has the number changed since it was first stated?"""
        return self.current is not None and self.baseline.value != self.current.value

    @property
    def counted(self):
        """Is there a number to reach and a figure that counts towards it?"""
        return self.actual is not None and self.current is not None

    @property
    def status(self):
        """Code of the bar's colour: done once the target is reached, behind while a steady pace would be further."""
        if self.met:
            return "done"
        return "behind" if self.behind else "on-track"


def promises(deliverables, project, day):
    """A Promise for each of `deliverables` (from with_targets), each with its figure since the project's start.

    One query for each figure, however many deliverables name it.
    """
    since_start = Period(project.starts_on, max(day, project.starts_on))
    begins_on = Post.objects.filter(project=project).delivery_starts_on(project)
    deliverables = list(deliverables)
    known = {one.id: one for one in figures.all_figures()}
    named = {deliverable.figure for deliverable in deliverables} & known.keys()
    actual = {name: known[name].value(project, since_start) for name in sorted(named)}
    return [
        _promise(
            deliverable,
            known.get(deliverable.figure),
            actual.get(deliverable.figure),
            day,
            Period(begins_on, project.ends_on),
        )
        for deliverable in deliverables
    ]


def _promise(deliverable, figure, actual, day, delivery):
    history = deliverable.history
    current, expected, needed = rules.current(history), None, None
    if actual is not None and current:
        expected = rules.expected_by(current.value, day, delivery.start, delivery.end)
        needed = rules.pace_needed(current.value - actual, day + datetime.timedelta(days=1), delivery.end)
    return Promise(
        deliverable=deliverable, figure=figure, actual=actual, baseline=rules.baseline(history), current=current,
        unapproved=rules.unapproved_change(history), expected=expected, needed=needed,
    )  # fmt: skip


def history(targets):
    """The statements of one target for its page, oldest first: dicts of target, words and a status with its label.

    The first statement is the bid's own; a later one is approved, or flagged as having no approval on record.
    """
    rows = []
    for place, target in enumerate(targets):
        approved = bool(target.agreed_by and target.agreed_on)
        if approved:
            status, label = "approved", "Approved"
        elif place == 0:
            status, label = "not-due", "First statement"
        else:
            status, label = "flagged", NO_APPROVAL
        rows.append({"target": target, "approved": approved, "status": status, "label": label})
    return rows
