"""The whole of one update as a plain dict: everything that is printed, and nothing that has to be looked up again.

Composed once; page, PDF and JSON are made from it, and an issued update keeps it. Words are as they will be printed
(dates, sums, names of bodies as at the last day); counts are published counts (see saferstreets.common.disclosure).
"""

from reports.composition.facts import (
    agreements,
    areas,
    audit_seal,
    pack_contents,
    posts,
    proposals,
    the_project,
)
from reports.composition.numbers import figures_of, months_of, targets_of
from reports.composition.progress import activities, milestones, pace_of
from reports.composition.telling import headline, opening
from saferstreets.common import clock, pdf
from saferstreets.common.periods import Period, long_date

EDITION = 1  # of this dict's shape; a reader of frozen updates may need it


def compose(project, period, narrative, today=None):
    """Everything printed in the update of `project` for `period`, as a dict of plain values.

    narrative: {section key: text}; empty texts are left out. Figures count what happened from the first to the last day
    of the period, and from the start of the project to that day, as known now. today: the day the paper is of, where that
    is another than the street's.
    """
    today = today or clock.today()
    since_start = Period(project.starts_on, period.end)
    targets = targets_of(project, since_start)
    pace = pace_of(project, targets, min(period.end, today))
    composition = {
        "edition": EDITION,
        "project": the_project(project, period.end),
        "period": _period(period, since_start, today),
        "figures": figures_of(project, period, since_start),
        "targets": targets,
        "pace": pace,
        "months": months_of(project, min(period.end, today), pace),
        "areas": areas(project),
        "proposals": proposals(project, targets),
        "posts": posts(project, period.end),
        "agreements": agreements(project, period.end),
        "pack": pack_contents(project, period.end),
        "milestones": milestones(project, period.end, min(period.end, today)),
        "activities": activities(project, period.end),
        "audit": audit_seal(),
        "narrative": {key: text for key, text in narrative.items() if text},
    }
    composition["headline"] = headline(composition)
    composition["opening"] = opening(composition)
    return _printable(composition)


def _printable(part):
    """The same with every text in characters that the paper's fonts have."""
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_printable(value) for value in part]
    return pdf.printable(part) if isinstance(part, str) else part


def _period(period, since_start, today):
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": period.label,
        "as_at": long_date(period.end),
        "known": long_date(min(period.end, today)),
        "since": long_date(since_start.start),
        "whole": period.start == since_start.start,
        "composed": today.isoformat(),
        "composed_on": long_date(today),
        "running": today < period.end,
    }
