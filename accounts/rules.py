"""Pure decisions about names, addresses on the web, and the audit chain."""

import datetime
import hashlib
import json

# For how long a question to be let in without the second factor can be answered.
LOST_FACTOR_OPEN = datetime.timedelta(days=3)

# Words that are addresses of the house itself; a project of that name could never be reached.
RESERVED_SLUGS = frozenset(
    {
        "sign-in",
        "first",
        "projects",
        "updates",
        "ask",
        "check",
        "job",
        "healthz",
        "accessibility",
        "readyz",
        "static",
        "media",
        "deposit",
        "sw.js",
        "sw",
        "data",
        "new",
    }
)


# Roles that one person may not hold together on one project: whoever spends does not pay, whoever writes does not certify.
APART = (
    frozenset({"coordinator", "finance"}),
    frozenset({"coordinator", "certifier"}),
    frozenset({"finance", "certifier"}),
    frozenset({"fitter", "crime_prevention_officer"}),
    frozenset({"fitter", "finance"}),
    frozenset({"evaluator", "coordinator"}),
    frozenset({"evaluator", "assistant"}),
)


def why_apart(role, held):
    """The role among `held` that may not go with `role`, as its value; "" when none hinders it."""
    return next((other for other in sorted(held) if frozenset({role, other}) in APART), "")


def slug_is_free(slug):
    """May a project have this short name?"""
    return slug not in RESERVED_SLUGS


def event_digest(previous, event):
    """SHA-256 (hex) over the digest before it and one audit row given as (id, project, by, verb, type, subject, fields, time)."""
    return hashlib.sha256(
        json.dumps([previous, *event], separators=(",", ":"), default=str).encode()
    ).hexdigest()


def event_mark(event):
    """A short hash of one audit row by itself, by which a changed row is told from its neighbours."""
    return event_digest("", event)[:16]


def mark_faults(marks, rows):
    """What differs between the marks of a sealed day and its rows now: plain sentences. marks: "id:hash …"; rows: as in event_digest."""
    sealed = dict(mark.split(":") for mark in marks.split())
    now = {str(row[0]): event_mark(row) for row in rows}
    changed = [f"row {key} was changed" for key, mark in now.items() if sealed.get(key, mark) != mark]
    gone = [f"row {key} was removed" for key in sealed.keys() - now.keys()]
    added = [f"row {key} was put in" for key in now.keys() - sealed.keys()]
    return sorted([*changed, *gone, *added], key=lambda words: int(words.split()[1]))
