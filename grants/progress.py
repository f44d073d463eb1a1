"""How far each promise is kept on a day: targets with their memory beside the figure that counts it."""

from dataclasses import dataclass

from grants import rules
from grants.models import Deliverable
from saferstreets.common import figures
from saferstreets.common.periods import Period

NO_APPROVAL = "No approval recorded"


@dataclass(frozen=True)
class Promise:
    """One deliverable on one day. baseline, current: Target or None; actual: int, or None where nothing counts it."""

    deliverable: Deliverable
    figure: object
    actual: int | None
    baseline: object
    current: object
    unapproved: bool

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
        """Code of the bar's colour: done once the target is reached."""
        return "done" if self.counted and self.actual >= self.current.value else "on-track"


def promises(deliverables, project, day):
    """A Promise for each of `deliverables` (from with_targets), each with its figure since the project's start.

    One query for each figure, however many deliverables name it.
    """
    since_start = Period(project.starts_on, max(day, project.starts_on))
    deliverables = list(deliverables)
    known = {one.id: one for one in figures.all_figures()}
    named = {deliverable.figure for deliverable in deliverables} & known.keys()
    actual = {name: known[name].value(project, since_start) for name in sorted(named)}
    return [
        _promise(deliverable, known.get(deliverable.figure), actual.get(deliverable.figure))
        for deliverable in deliverables
    ]


def _promise(deliverable, figure, actual):
    history = deliverable.history
    return Promise(
        deliverable=deliverable, figure=figure, actual=actual, baseline=rules.baseline(history), current=rules.current(history),
        unapproved=rules.unapproved_change(history),
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
