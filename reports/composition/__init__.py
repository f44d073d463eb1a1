"""The whole of one update as a plain dict: everything that is printed, and nothing that has to be looked up again.

Composed once; page, PDF and JSON are made from it, and an issued update keeps it. Words are as they will be printed
(dates, sums, names of bodies as at the last day); counts are published counts (see saferstreets.common.disclosure).
"""

import datetime

from reports.composition.changes import changes_of
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
from reports.composition.places import streets_of
from reports.composition.progress import activities, milestones, pace_of
from reports.composition.recorded import crime_of
from reports.composition.standing import decisions_of, duties_of, status_of
from reports.composition.strands import months_since, pictures_of
from reports.composition.telling import headline, opening
from saferstreets.common import clock, pdf
from saferstreets.common.periods import Period, long_date

EDITION = 2  # of this dict's shape; a reader of frozen updates may need it


def compose(project, period, narrative, today=None, *, before=None, reasons=None, photographs=()):
    """Everything printed in the update of `project` for `period`, as a dict of plain values.

    narrative: {section key: text}; empty texts are left out. Figures count what happened from the first to the last day
    of the period, and from the start of the project to that day, as known now. today: the day the paper is of, where that
    is another than the street's. before: the issued Update this one is compared with. reasons: {figure id: why a restated
    number differs}. photographs: dicts of section, document, alt and caption.
    """
    today = today or clock.today()
    known, since_start = min(period.end, today), Period(project.starts_on, period.end)
    targets = targets_of(project, since_start)
    pace = pace_of(project, targets, known)
    rows = figures_of(project, period, since_start)
    status = status_of(project, known)
    months = months_of(project, known, pace)
    composition = {
        "edition": EDITION,
        "project": the_project(project, period.end),
        "period": _period(period, since_start, today),
        "figures": rows,
        "targets": targets,
        "status": status,
        "decisions": decisions_of(targets, status),
        "pace": pace,
        "months": months,
        "charts": pictures_of(project, rows, months_since(_first_month(months), known)),
        "changes": changes_of(project, period, rows, before, reasons or {}),
        "crime": crime_of(project, Period(project.starts_on, max(known, project.starts_on)), today),
        "proposals": proposals(project, targets),
        **_told(project, period.end, known),
        "photographs": [dict(one) for one in photographs],
        "audit": audit_seal(),
        "narrative": {key: text for key, text in narrative.items() if text},
    }
    composition["headline"] = headline(composition)
    composition["opening"] = opening(composition)
    return _printable(composition)


def _told(project, day, known):
    """What is told in words and on the map, as recorded by `day`."""
    return {
        "areas": areas(project),
        "streets": streets_of(project, known),
        "posts": posts(project, day),
        "agreements": agreements(project, day),
        "pack": pack_contents(project, day),
        "milestones": milestones(project, day, known),
        "activities": activities(project, day),
        "duties": duties_of(project, day),
    }


def _first_month(months):
    return datetime.date.fromisoformat(months[0]["start"]) if months else None


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
