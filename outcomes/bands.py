"""How far from the project's areas crime was recorded: inside, and in bands around them, so that what moved next door shows.

A point is shared by all crimes of a street or a shop and may lie some way from where it happened, so a band is only roughly what it
says. Rows without a point, and rows of areas without a packaged outline, cannot be placed.
"""

import math
from collections import Counter
from dataclasses import dataclass

from households.map.geometry import METRES_A_DEGREE, areas
from outcomes import rules
from outcomes.counting import rows_of

MILLION = 1_000_000


@dataclass(frozen=True)
class Band:
    """One ring. words: what it is called; now, before: counts over the compared months; all: over all months held."""

    words: str
    all: int
    now: int
    before: int


def bands(project, counted):
    """[Band] from the areas outward; None where the areas have no outline. One query."""
    rings = [ring for area in areas(counted.codes)[0] for ring in area]
    if not rings:
        return None
    asked = counted.asked
    earlier = [rules.years_before(month, asked.years) for month in counted.pairs]
    wanted = _near(rows_of(project, asked.kind).filter(month__month__in={*counted.months, *earlier}), rings)
    middle = sum(lat for ring in rings for _, lat in ring) / sum(map(len, rings))
    outline = [[_metres(point, middle) for point in ring] for ring in rings]
    tally, places = Counter(), {}
    for month, longitude, latitude, n in wanted.by_month_and_point():
        point = longitude, latitude
        if point not in places:
            places[point] = _band(_metres((longitude / MILLION, latitude / MILLION), middle), outline)
        tally[places[point], month] += n
    return [
        Band(
            words,
            sum(tally[place, month] for month in counted.months),
            sum(tally[place, month] for month in counted.pairs),
            sum(tally[place, month] for month in earlier),
        )
        for place, words in enumerate(_words())
    ]


def _near(rows, rings):
    """Rows in the box around the areas, widened by more than the last band."""
    wider = 2 * rules.BANDS[-1] / METRES_A_DEGREE
    west, east = min(lon for ring in rings for lon, _ in ring), max(lon for ring in rings for lon, _ in ring)
    south, north = (
        min(lat for ring in rings for _, lat in ring),
        max(lat for ring in rings for _, lat in ring),
    )
    return rows.filter(
        longitude__range=(round((west - wider) * MILLION), round((east + wider) * MILLION)),
        latitude__range=(round((south - wider) * MILLION), round((north + wider) * MILLION)),
    )


def _words():
    edges = (0, *rules.BANDS)
    return ["In the areas", *(f"{a} to {b} m around them" for a, b in zip(edges, edges[1:], strict=False))]


def _metres(point, middle):
    """(x, y) in metres, good to a few metres within a town."""
    return point[0] * METRES_A_DEGREE * math.cos(math.radians(middle)), point[1] * METRES_A_DEGREE


def _band(point, outline):
    """0 inside, 1, 2, ... for the bands outward, None beyond the last."""
    if any(_inside(point, ring) for ring in outline):
        return 0
    distance = min(_distance(point, a, b) for ring in outline for a, b in zip(ring, ring[1:], strict=False))
    return next((place for place, edge in enumerate(rules.BANDS, 1) if distance <= edge), None)


def _inside(point, ring):
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _distance(point, a, b):
    """From a point to the line between two."""
    (x, y), (x1, y1), (x2, y2) = point, a, b
    long = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = 0 if not long else max(0, min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
