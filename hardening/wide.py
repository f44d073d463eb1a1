"""The home security survey: its questions as data, and what its answers mean. Pure.

WIDE: Windows locked, Interior light on a timer, Double or deadlocked doors, External light on a sensor: four points in all.
"""

from dataclasses import dataclass

from hardening.choices import Gap, Place

# Locks that hold a door when the latch is slipped. The name of the standard is what stands on the lock's face.
LOCKS = (
    ("bs_3621", "5-lever mortice deadlock, key both sides (BS 3621)", True),
    ("bs_8621", "Deadlock with a thumb turn inside (BS 8621)", True),
    ("ts_007", "Anti-snap euro cylinder (TS 007)", True),
    ("pas_24", "Multipoint lock of a PAS 24 door", True),
    ("multipoint", "Multipoint lock, older", False),
    ("latch", "Latch or night latch only", False),
    ("other", "Another lock, or it cannot be told", False),
    ("none", "No working lock", False),
)
DEADLOCKS = frozenset(key for key, _, holds in LOCKS if holds)
MATERIALS = (("timber", "Timber"), ("upvc", "uPVC"), ("composite", "Composite"), ("metal", "Metal"))
EXTENTS = (("all", "All of them"), ("some", "Some"), ("none", "None"))
YARD = (
    ("secure", "Yes, walls and a locked gate"),
    ("open", "No, it can be entered"),
    ("no_yard", "There is no yard"),
)


def _single(key, words, choices, page, **more):
    return {
        "key": key, "words": words, "kind": "single", "required": True, "page": page,
        "choices": [{"key": one[0], "words": one[1]} for one in choices], **more,
    }  # fmt: skip


def _yes_no(key, words, page, **more):
    return {"key": key, "words": words, "kind": "yes_no", "required": True, "page": page, **more}


SCHEMA = {
    "format": 1,
    "questions": [
        _single("front_lock", "Which is the best lock on the front door?", LOCKS, "Front door"),
        _single("front_material", "What is the front door made of?", MATERIALS, "Front door"),
        _yes_no("viewer", "Can you see who is outside before you open?", "Front door"),
        _yes_no("chain", "Is there a door chain or restrictor?", "Front door"),
        _yes_no("letterbox", "Is the letterbox at least 400 mm from the lock, or caged?", "Front door"),
        _yes_no("back_door", "Is there another outside door?", "Back door and yard"),
        _single(
            "back_lock", "Which is the best lock on it?", LOCKS, "Back door and yard",
            shown_if=[{"question": "back_door", "any_of": ["yes"]}],
        ),
        _single(
            "back_material", "What is it made of?", MATERIALS, "Back door and yard",
            shown_if=[{"question": "back_door", "any_of": ["yes"]}],
        ),
        _single("yard", "Is the back yard closed?", YARD, "Back door and yard"),
        _single("windows", "Do the ground-floor windows have key-operated locks?", EXTENTS, "Windows and lights"),
        _yes_no("interior_light", "Is an indoor light on a timer?", "Windows and lights"),
        _yes_no("external_light", "Is there an outdoor light on a sensor?", "Windows and lights"),
        _yes_no("number", "Can the house number be read from the street?", "Windows and lights"),
        _yes_no("shared", "Is this a shared house, with rooms let separately?", "Getting out", help="Nobody may need a key to get out of one."),
        _yes_no(
            "slow_out", "Would anybody here find it hard to find and turn a key in smoke?", "Getting out", sensitive=True,
            help="Say yes when in doubt. Do not write down who or why.",
        ),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Wide:
    """The four points of one survey."""

    windows: bool
    interior: bool
    doors: bool
    external: bool

    @property
    def score(self):
        """0 to 4."""
        return self.windows + self.interior + self.doors + self.external


def score(answers):
    """The four points of clean answers. Doors count only when every outside door is deadlocked; windows when all are."""
    doors = answers.get("front_lock") in DEADLOCKS
    if answers.get("back_door") == "yes":
        doors = doors and answers.get("back_lock") in DEADLOCKS
    return Wide(
        windows=answers.get("windows") == "all",
        interior=answers.get("interior_light") == "yes",
        doors=doors,
        external=answers.get("external_light") == "yes",
    )


def guarded(answers):
    """Must people here be able to get out without a key, by what the survey says?"""
    return "yes" in (answers.get("shared"), answers.get("slow_out"))


def upvc_places(answers):
    """Doors of uPVC, where drilling may end a warranty."""
    places = (("front_material", Place.FRONT_DOOR), ("back_material", Place.BACK_DOOR))
    return {place for key, place in places if answers.get(key) == "upvc"}


def gaps(answers):
    """What is wanting, as (Gap, Place), the four WIDE points first, in the order in which they protect."""
    found = []
    if answers.get("front_lock") not in DEADLOCKS:
        found.append((Gap.DOOR_LOCK, Place.FRONT_DOOR))
    if answers.get("back_door") == "yes" and answers.get("back_lock") not in DEADLOCKS:
        found.append((Gap.DOOR_LOCK, Place.BACK_DOOR))
    wanting = (
        (answers.get("windows") != "all", Gap.WINDOW_LOCK, Place.WINDOWS),
        (answers.get("interior_light") != "yes", Gap.INTERIOR_LIGHT, Place.INDOORS),
        (answers.get("external_light") != "yes", Gap.EXTERNAL_LIGHT, Place.OUTSIDE),
        (answers.get("letterbox") == "no", Gap.LETTERBOX, Place.FRONT_DOOR),
        (answers.get("viewer") == "no", Gap.VIEWER, Place.FRONT_DOOR),
        (answers.get("chain") == "no", Gap.CHAIN, Place.FRONT_DOOR),
        (answers.get("yard") == "open", Gap.YARD, Place.YARD),
        (answers.get("number") == "no", Gap.NUMBER, Place.OUTSIDE),
    )
    return found + [(gap, place) for holds, gap, place in wanting if holds]


def proposal(found, catalogue, people_must_get_out):
    """A measure for each gap: [(measure, place)]; the cheapest that closes it and may be fitted, gaps without one left out.

    catalogue: rows with closes, key_inside, unit_cost_pence and pk.
    """
    chosen = []
    for gap, place in found:
        fitting = [
            one for one in catalogue if one.closes == gap and not (one.key_inside and people_must_get_out)
        ]
        if fitting:
            chosen.append((min(fitting, key=lambda one: (one.unit_cost_pence, one.pk)), place))
    return chosen
