"""Which camera a row of a list speaks of. Pure: rows and cameras come in as Thing, verdicts go out.

A camera is known by three things: its number, its place in words, and its position. Councils renumber cameras that stay where they
are, so no one of the three decides alone: two that agree are enough, one alone is a question for a person. The place in words with
the position weighs most, and each camera answers to one row at most.
"""

import math
import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

EXACT_METRES, PLACE_METRES, NEAR_METRES = 1.5, 25, 15
SPELT_ALIKE = 0.9
METRES_A_DEGREE = 111_320
SHORT = {
    "street": "st", "saint": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr", "close": "cl", "place": "pl", "square": "sq",
    "crescent": "cres", "court": "ct", "terrace": "terr", "and": "",
}  # fmt: skip
CROSSING = re.compile(r"\s*(?:/|@|\bjunction (?:of|with)\b|\bjunc?t?n?\b|\bj/w\b|\bjw\b)\s*")


@lru_cache(maxsize=50_000)
def place_key(words):
    """A place in words as two spellings share it: case, punctuation, short forms and the order of two crossing streets set aside."""
    parts = [" ".join(_plain(part)) for part in CROSSING.split(words.casefold().replace("j/w", "jw"))]
    return "/".join(sorted(filter(None, parts)))


def _plain(part):
    found = (SHORT.get(word, word) for word in re.sub(r"['’`.]", "", part.replace("&", " ")).split())
    return [word for chunk in found for word in re.findall(r"[a-z0-9]+", chunk)]


@lru_cache(maxsize=50_000)
def number_key(number):
    """A number as two spellings share it: "CAM 007" and "cam7"."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[^a-z0-9]", "", number.casefold()))


class Thing:
    """A camera of the register or a row of the list. id: the camera's, or the row's number in the file. degrees, grid: (x, y) or None."""

    def __init__(self, id, number, location, area="", kind="", degrees=None, grid=None):
        self.id, self.number, self.degrees, self.grid = id, number_key(number), degrees, grid
        self.place, self.area, self.kind = place_key(location), place_key(area), place_key(kind)

    @cached_property
    def digits(self):
        """The numbers in its place, which no likeness of spelling may bridge."""
        return sorted(re.findall(r"\d+", self.place))

    def metres_to(self, other):
        """How far apart the positions are; None where they cannot be compared."""
        if self.degrees and other.degrees:
            (x1, y1), (x2, y2) = self.degrees, other.degrees
            across = (x1 - x2) * math.cos(math.radians(y1 / 1_000_000))
            return math.hypot(across, y1 - y2) * METRES_A_DEGREE / 1_000_000
        if self.grid and other.grid:
            return math.dist(self.grid, other.grid)
        return None

    def cells(self):
        """Squares of the map, its own and those around it, for finding what is near without looking at everything."""
        if self.degrees:
            x, y = self.degrees[0] // 800, self.degrees[1] // 400
            return [("deg", x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
        if self.grid:
            x, y = self.grid[0] // 40, self.grid[1] // 40
            return [("grid", x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
        return []


class Likeness(NamedTuple):
    """How a row and a camera agree. metres: None where unknown."""

    number: bool
    place: bool
    spelt: bool
    metres: float | None
    area: bool
    clash: bool  # of kinds

    @property
    def exact(self):
        return self.metres is not None and self.metres <= EXACT_METRES

    @property
    def near(self):
        return self.metres is not None and self.metres <= NEAR_METRES

    @property
    def in_place(self):
        """The same place in words, and no position that says otherwise; or one all but spelt the same on the very spot."""
        if self.place and self.metres is None:
            return self.area
        return (self.place and self.metres <= PLACE_METRES) or (self.spelt and self.exact)


def likeness(row, camera):
    """How they agree."""
    same = bool(row.place) and row.place == camera.place
    spelt = not same and bool(row.place and camera.place) and row.digits == camera.digits
    return Likeness(
        number=bool(row.number) and row.number == camera.number,
        place=same,
        spelt=spelt and SequenceMatcher(None, row.place, camera.place).ratio() >= SPELT_ALIKE,
        metres=row.metres_to(camera),
        area=not (row.area and camera.area) or row.area == camera.area,
        clash=bool(row.kind and camera.kind) and row.kind != camera.kind,
    )


# What makes a row speak of a camera, the surest first; the second part says that nothing else may hang on that very spot. Within one rule
# a row and a camera must single each other out.
RULES = (
    (lambda like: like.number and like.in_place, False),
    (lambda like: like.in_place and like.exact and like.place and not like.clash, False),
    (lambda like: like.in_place and like.metres is not None and not like.clash, False),
    (lambda like: like.number and like.exact and not like.clash, False),
    (lambda like: like.number and like.near and not like.clash, True),
    (lambda like: like.number and like.place and not like.clash, True),
    (lambda like: like.in_place and not like.clash, False),
)


class Match(NamedTuple):
    """camera: the id it surely is, or None. may_be: ids a person chooses among; with neither the row is new."""

    camera: int | None
    may_be: list


def match(rows, cameras):
    """{row id: Match} for every row."""
    pairs = _pairs(rows, cameras)
    taken, found = set(), {}
    for rule, alone in RULES:
        left = {pair: like for pair, like in pairs.items() if pair[0] not in found and pair[1] not in taken}
        fits = [pair for pair, like in left.items() if rule(like)]
        if alone:
            fits = [(row, camera) for row, camera in fits if not _other_on_the_spot(row, camera, left)]
        by_row, by_camera = defaultdict(list), defaultdict(list)
        for row, camera in fits:
            by_row[row].append(camera)
            by_camera[camera].append(row)
        for row, camera in fits:
            if len(by_row[row]) == len(by_camera[camera]) == 1:
                found[row] = Match(camera, [])
                taken.add(camera)
    for row in rows:
        if row.id not in found:
            found[row.id] = Match(None, _doubts(row.id, pairs, taken))
    return found


def _other_on_the_spot(row, camera, left):
    """Does another unclaimed camera hang just where the row says?"""
    return any(like.exact for (one, other), like in left.items() if one == row and other != camera)


def _pairs(rows, cameras):
    """{(row id, camera id): Likeness} of all that share a number, a place or a square of the map."""
    index = defaultdict(set)
    for at, camera in enumerate(cameras):
        for key in [("number", camera.number), ("place", camera.place), *camera.cells()[:1]]:
            if key[-1] != "":
                index[key].add(at)
    pairs = {}
    for row in rows:
        near = [("number", row.number), ("place", row.place), *row.cells()]
        for at in sorted(set().union(*(index[key] for key in near if key in index and key[-1] != ""))):
            pairs[row.id, cameras[at].id] = likeness(row, cameras[at])
    return pairs


def _doubts(row, pairs, taken):
    """Cameras nobody claimed that agree with the row in one thing only, the nearest first."""
    may_be = [
        (like.metres if like.metres is not None else math.inf, camera)
        for (one, camera), like in pairs.items()
        if one == row and camera not in taken and (like.number or like.place or like.near)
    ]
    return [camera for _, camera in sorted(may_be)]
