"""How far the work has come: milestones and activities known on a day, and whether the pace will keep the promise."""

from grants import rules as grant_rules
from grants.choices import Section
from grants.models import Activity, Milestone, Post
from saferstreets.common.periods import DAY, long_date


def milestones(project, day, known):
    """{section: {"done": [...], "ahead": [...]}} of what was recorded by `day`; rows: title, when (words), late.

    known: the last day anything can be late on; nothing that is still ahead today is late.
    """
    found = {section: {"done": [], "ahead": []} for section in Section.values}
    for one in Milestone.objects.filter(project=project).known_at(day):
        if one.done_on and one.done_on <= day:
            found[one.section]["done"].append(
                {"title": one.title, "when": one.done_words or long_date(one.done_on), "late": False}
            )
        else:
            found[one.section]["ahead"].append(
                {"title": one.title, "when": _due(one, day), "late": bool(one.due_on and one.due_on < known)}
            )
    return found


def _due(one, day):
    """When a step is due, in words; with the day it is expected and what delays it, where that was said by `day`."""
    planned = one.due_words or (long_date(one.due_on) if one.due_on else "")
    if not one.delay_factor or one.forecast_stated_on > day:
        return planned
    return f"{planned}; now expected {long_date(one.forecast_on)} ({one.get_delay_factor_display().lower()})"


def activities(project, day):
    """What was done or is planned with residents and partners, as recorded by `day`."""
    found = Activity.objects.filter(project=project, stated_on__lte=day).order_by("stated_on", "id")
    return [
        {
            "title": one.title,
            "when": long_date(one.held_on) if one.held_on and one.held_on <= day else "",
            "reach": one.reach if one.held_on and one.held_on <= day else None,
        }
        for one in found
    ]


def pace_of(project, targets, day):
    """The Safer Homes Packs against a steady pace over the working days from the first post's start to the end of delivery.

    day: the last day that can be known. None where packs have no target, or nothing counts them. Keys: figure, unit, from
    (ISO), from_words, day, target, actual, expected, behind (int, negative when ahead), remaining, needed (words or "").
    """
    packs = next(
        (target for target in targets if target["section"] == Section.PACKS and target["actual"] is not None),
        None,
    )
    if packs is None:
        return None
    start = Post.objects.filter(project=project).delivery_starts_on(project)
    expected = grant_rules.expected_by(packs["current"], day, start, project.ends_on)
    remaining = max(0, packs["current"] - packs["actual"])
    needed = grant_rules.pace_needed(remaining, max(day + DAY, start), project.ends_on)
    return {
        "deliverable": packs["deliverable"],
        "figure": packs["figure"],
        "unit": packs["unit"],
        "from": start.isoformat(),
        "from_words": long_date(start),
        "begun": start <= day,
        "day": long_date(day),
        "ends_on": long_date(project.ends_on),
        "target": packs["current"],
        "actual": packs["actual"],
        "expected": expected,
        "behind": expected - packs["actual"],
        "remaining": remaining,
        "needed": f"{needed:.1f}" if needed else "",
    }
