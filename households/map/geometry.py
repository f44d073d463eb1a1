"""Outlines and points from the packaged public files, and their place on the picture. See data/geo/ATTRIBUTION.md."""

import csv
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from households.matching import name_key

FILES = Path(__file__).parent.parent / "data" / "geo"
METRES_A_DEGREE = 111_320


@cache
def _features(name):
    with (FILES / name).open(encoding="utf-8") as file:
        return json.load(file)["features"]


@cache
def points(name):
    """(name, longitude, latitude, code of the statistical area) of each row of a packaged file of points."""
    with (FILES / name).open(encoding="utf-8", newline="") as lines:
        return [
            (*list(row.values())[:1], float(row["longitude"]), float(row["latitude"]), row["lsoa11cd"])
            for row in csv.DictReader(lines)
        ]


def _rings(feature):
    """The outer rings of a feature: lists of (longitude, latitude). Holes are not drawn."""
    shape = feature["geometry"]
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [part[0] for part in parts]


def areas(codes):
    """(rings of the statistical areas with these 2011 codes, names of the wards they mostly lie in)."""
    found = [
        feature for feature in _features("lsoa_2011.geojson") if feature["properties"]["LSOA11CD"] in codes
    ]
    return [_rings(feature) for feature in found], {
        feature["properties"]["ward_2013_bestfit"] for feature in found
    }


def wards(names):
    """Rings of the wards of these names, 2013."""
    return [
        _rings(feature)
        for feature in _features("wards_2013.geojson")
        if feature["properties"]["WD13NM"] in names
    ]


def blocks(around):
    """Rings of the census output areas whose middle lies in one of the areas `around`: good blocks to walk round."""
    found = [_rings(feature) for feature in _features("output_areas_2011.geojson")]
    return [
        rings for rings in found if any(_inside(_middle(rings[0]), ring) for area in around for ring in area)
    ]


def postcodes(codes):
    """(longitude, latitude) of the postcode centres in these statistical areas."""
    return [(lon, lat) for _, lon, lat, code in points("postcodes.csv") if code in codes]


def street_points(codes):
    """{key of a street's name: (longitude, latitude)} of the published points in these statistical areas.

    A street with several points gets the one nearest to the middle of them: a real published point, never a made-up one.
    """
    found = {}
    for name, lon, lat, code in points("street_points.csv"):
        if code in codes:
            found.setdefault(name_key(name), []).append((lon, lat))
    return {
        key: min(points, key=lambda point: math.dist(point, _middle(points))) for key, points in found.items()
    }


def _middle(points):
    return (sum(point[0] for point in points) / len(points), sum(point[1] for point in points) / len(points))


def _inside(point, ring):
    """Does the point lie in the ring? Counts the edges that a line to the east crosses."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def close_together(points):
    """Those of `points` that a picture should be fitted to: without one in twenty that lie far out, if that gains a fifth.

    Far out: the points whose loss makes the box around the rest smallest, one after the other.
    """
    kept, best = list(points), list(points)
    for _ in range(len(points) // 20):
        kept = min((kept[:one] + kept[one + 1 :] for one in _outermost(kept)), key=_size)
        if _size(kept) < 0.8 * _size(best):
            best = kept
    return best


def _outermost(points):
    """The places in the list of the westernmost, easternmost, southernmost and northernmost point."""
    return {
        pick(range(len(points)), key=lambda one: points[one][axis]) for axis in (0, 1) for pick in (min, max)
    }


def _size(points):
    across = max(point[0] for point in points) - min(point[0] for point in points)
    return across * (max(point[1] for point in points) - min(point[1] for point in points))


@dataclass(frozen=True)
class Frame:
    """The piece of the country in the picture: from longitude and latitude to SVG units, north up.

    units: SVG units a metre. Good to a few metres over a town, which is all a schematic map needs.
    """

    west: float
    north: float
    units: float
    width: float
    height: float

    @classmethod
    def around(cls, points, *, width, margin):
        """The frame that holds `points` with `margin` units on each side."""
        west, east = min(point[0] for point in points), max(point[0] for point in points)
        south, north = min(point[1] for point in points), max(point[1] for point in points)
        across = max((east - west) * math.cos(math.radians(north)), 1e-4)
        units = (width - 2 * margin) / (across * METRES_A_DEGREE)
        degree = units * METRES_A_DEGREE
        return cls(
            west=west - margin / degree / math.cos(math.radians(north)),
            north=north + margin / degree,
            units=units,
            width=width,
            height=round((north - south) * degree + 2 * margin),
        )

    def holds(self, point):
        """Does the point lie in the picture?"""
        x, y = self.place(point)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def place(self, point):
        """(x, y) of a (longitude, latitude)."""
        degree = self.units * METRES_A_DEGREE
        return (point[0] - self.west) * degree * math.cos(math.radians(self.north)), (
            self.north - point[1]
        ) * degree

    def path(self, rings):
        """The `d` of an SVG path around `rings`."""
        return "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self.place, ring)) + "Z" for ring in rings
        )
