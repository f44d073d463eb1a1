"""Every number of the update: the registered figures, the targets with their memory, and packs month by month."""

import datetime

from grants import rules as grant_rules
from grants.models import Deliverable
from reports.composition.strands import strand_of
from saferstreets.common import disclosure, figures
from saferstreets.common.periods import DAY, Period, long_date

NOT_COUNTED = "Not counted yet"
NO_APPROVAL = "no approval recorded"


def figures_of(project, period, since_start):
    """One row a figure that the update prints, by id, with its note number in the annex.

    value: over the period; since_start: from the project's first day to the same last day; both published counts, None
    for "fewer than 5". words, since_words: how they are printed. A state (state is True) has one value;
    so has a count about people, since the start.
    """
    printed = figures.printed_figures()
    counted = figures.counted_twice(printed, project, period, since_start)
    return [
        _figure(number, found, counted[found.id], since_start.end) for number, found in enumerate(printed, 1)
    ]


def _figure(number, found, counted, last):
    people = found.disclosure == figures.PEOPLE  # month by month they would add up to what the band hides
    value, whole = (
        disclosure.published(found, n) for n in (counted[1] if people else counted[0], counted[1])
    )
    return {
        "note": number,
        "id": found.id,
        "label": found.label,
        "value": value,
        "words": _words(found, value),
        "since_start": whole,
        "since_words": _words(found, whole),
        "unit": found.printed_unit,
        "money": found.money,
        "rounded": found.disclosure == figures.PEOPLE,
        "section": strand_of(found.id),
        "as_at": last.isoformat(),
        "definition": found.definition,
        "state": found.as_at or people,
    }


def _words(found, published):
    """How a published value is printed: a count about people as its band, money in pounds."""
    if published is None or found.disclosure == figures.PEOPLE:
        return disclosure.band(published)
    return found.words(published)


def targets_of(project, since_start):
    """One row a deliverable with a target stated by the last day: the first target, the one now, and what was done since the start.

    actual is None where nothing counts it yet. history: every statement, oldest first, in words. changed: first and present
    target differ; unapproved: changed without anybody's agreement on record.
    """
    found = Deliverable.objects.filter(project=project).with_targets(since_start.end)
    return [_target(deliverable, project, since_start) for deliverable in found if deliverable.history]


def _target(deliverable, project, since_start):
    first, now = grant_rules.baseline(deliverable.history), grant_rules.current(deliverable.history)
    actual, counted = None, deliverable.figure in {found.id for found in figures.all_figures()}
    if counted:
        actual = disclosure.published(
            figures.get(deliverable.figure), figures.value(deliverable.figure, project, since_start)
        )
    return {
        "deliverable": deliverable.title,
        "section": deliverable.section,
        "figure": deliverable.figure or None,
        "unit": deliverable.unit,
        "baseline": first.value,
        "current": now.value,
        "agreed_by": now.agreed_by or None,
        "agreed_on": now.agreed_on.isoformat() if now.agreed_on else None,
        "actual": actual,
        "actual_words": disclosure.words(actual) if counted else NOT_COUNTED,
        "changed": first.value != now.value,
        "unapproved": grant_rules.unapproved_change(deliverable.history),
        "history": [
            _statement(target, place, deliverable.unit) for place, target in enumerate(deliverable.history)
        ],
    }


def _statement(target, place, unit):
    if target.agreed_by:
        agreed = f"agreed by {target.agreed_by}, {long_date(target.agreed_on)}"
    else:
        agreed = NO_APPROVAL if place else "as proposed"
    return f"{target.value:,} {unit} ({target.stated_in}; {agreed})"


def months_of(project, last, pace):
    """Deliveries month by month from the start of delivery (or the first pack before it) to `last`, beside a steady pace.

    Rows: label, under (the year), month, figure values packs and visits, and mark (the pace of that month, None without a
    target). Nothing is claimed for the months before anybody was in post.
    """
    whole = Period(project.starts_on, last)
    packs, visits = (
        figures.by(figure, project, whole, field)
        for figure, field in (("P01", "delivered_on"), ("V01", "happened_on"))
    )
    begins = [*packs, *visits, *([datetime.date.fromisoformat(pace["from"])] if pace else [])]
    start = min(begins, default=None)
    if start is None or start > last:
        return []
    rows = []
    for month in Period(start.replace(day=1), last).months():
        rows.append(
            {
                "label": f"{month.start:%b}",
                "under": f"{month.start:%Y}",
                "month": f"{month.start:%B %Y}",
                "start": month.start.isoformat(),
                "packs": sum(count for day, count in packs.items() if day in month),
                "visits": sum(count for day, count in visits.items() if day in month),
                "mark": _pace_of_month(project, pace, month),
            }
        )
    return rows


def _pace_of_month(project, pace, month):
    if not pace:
        return None
    start = datetime.date.fromisoformat(pace["from"])
    before, after = (
        grant_rules.expected_by(pace["target"], day, start, project.ends_on) if day >= start else 0
        for day in (month.start - DAY, month.end)
    )
    return after - before
