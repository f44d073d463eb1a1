"""What a lawful scheme must show, and what of it is met, missing or lapsed on a day. Pure: rows come in, findings go out.

An item is a statement with its day. The latest one up to the day counts; one that said "no longer", one past its last day, and a
principle judged under an edition of the Code that is not in force any more have lapsed, each from a day that can be named.
"""

import datetime
from typing import NamedTuple

from cctv import principles

DAY = datetime.timedelta(days=1)
MET, GAP, LAPSED = "met", "gap", "lapsed"
CODES = {MET: "done", GAP: "late", LAPSED: "overdue"}
LABELS = {MET: "Met", GAP: "Missing", LAPSED: "Lapsed"}


class Requirement(NamedTuple):
    """One thing the pack must hold. ask: what is to be entered. ends: it holds until a day, which must be given."""

    key: str
    label: str
    ask: str
    ends: bool = False


REQUIREMENTS = (
    Requirement(
        "dpia", "Data protection impact assessment", "Its reference, and the post of whoever reviewed it"
    ),
    Requirement(
        "ico", "Registration with the Information Commissioner", "The registration number", ends=True
    ),
    Requirement(
        "signs", "Signs that name the operator", "A photograph of a sign, and where else signs stand"
    ),
    Requirement("retention", "How long images are kept", "Days; more than 31 needs the reason"),
    Requirement("operators", "Who may operate the cameras and see images", "Posts, never names"),
    Requirement("access_log", "A log of who looked at images", "Where the owner keeps it"),
    Requirement(
        "disclosure", "Procedure for giving images to the police", "The policy or procedure, and its date"
    ),
    Requirement("review", "Annual review", "What the review found", ends=True),
)
REQUIREMENT_KEYS = tuple(one.key for one in REQUIREMENTS)
NAMES = {one.key: one.label for one in REQUIREMENTS} | dict(principles.PRINCIPLES)


class Finding(NamedTuple):
    """One line of the pack on a day. since: the day it lapsed, or from which it is missing where that is known.

    item: the statement that counts, or None. camera: the camera it is about, or None. why: one sentence, free of places.
    """

    key: str
    label: str
    state: str
    why: str
    since: datetime.date | None = None
    item: object = None
    camera: object = None

    @property
    def code(self):
        """The code of the colour."""
        return CODES[self.state]

    @property
    def state_label(self):
        """The state in a word."""
        return LABELS[self.state]


def find(key):
    """The requirement of this key. Raises KeyError for none."""
    return {one.key: one for one in REQUIREMENTS}[key]


def findings(items, cameras, day):
    """[Finding] of the whole pack on `day`: the requirements, the twelve principles, then what cameras lack.

    items: statements of one scheme, any order. cameras: of the same scheme.
    """
    found = [_requirement(one, items, day) for one in REQUIREMENTS]
    found += [_principle(key, label, items, day) for key, label in principles.PRINCIPLES]
    return found + [lack for camera in cameras if camera.in_use_on(day) for lack in _camera(camera, day)]


def still_open(found):
    """What of the pack is not met."""
    return [one for one in found if one.state != MET]


def first_lapse(found):
    """The earliest day on which something lapsed, or None."""
    return min((one.since for one in found if one.state == LAPSED and one.since), default=None)


def latest(items, key, day, edition=""):
    """The statement about `key` that counts on `day`, or None."""
    said = [item for item in items if item.key == key and item.edition == edition and item.settled_on <= day]
    return max(said, key=lambda item: (item.settled_on, item.pk), default=None)


def _requirement(one, items, day):
    item = latest(items, one.key, day)
    return _judged(one.key, one.label, item, day)


def _judged(key, label, item, day):
    if item is None:
        return Finding(key, label, GAP, "Nothing is on record.")
    if not item.met:
        why = f"Found wanting on {item.settled_on:%-d %B %Y}."
        return Finding(key, label, LAPSED, why, item.settled_on, item)
    if item.until_on and item.until_on < day:
        why = f"It held until {item.until_on:%-d %B %Y}."
        return Finding(key, label, LAPSED, why, item.until_on + DAY, item)
    until = f", holds until {item.until_on:%-d %B %Y}" if item.until_on else ""
    return Finding(key, label, MET, f"Since {item.settled_on:%-d %B %Y}{until}.", item=item)


def _principle(key, label, items, day):
    edition = principles.edition_on(day)
    item = latest(items, key, day, edition.key)
    if item is not None:
        return _judged(key, label, item, day)
    older = [latest(items, key, day, one.key) for one in principles.EDITIONS if one.from_on < edition.from_on]
    if any(one is not None and one.met for one in older):
        why = f"Judged under an earlier edition; the {edition.key} edition is in force since {edition.from_on:%-d %B %Y}."
        return Finding(key, label, LAPSED, why, edition.from_on)
    return Finding(key, label, GAP, f"Not judged under the {edition.key} edition.")


def _camera(camera, day):
    """What one camera lacks; nothing when all is said."""
    missing = [
        words
        for holds, words in (
            (camera.purpose, "its purpose"),
            (camera.mask_said, "whether it needs a privacy mask"),
            (camera.homes_checked_on and camera.homes_checked_on <= day, "that it sees into no home"),
            (camera.installed_on, "when it was installed"),
        )
        if not holds
    ]
    if missing:
        why = f"Not said: {', '.join(missing)}."
        yield Finding("camera", f"{camera}", GAP, why, camera.installed_on, camera=camera)
