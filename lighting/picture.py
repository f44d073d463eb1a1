"""The small map of a scheme: its streets as published points by how many of their columns are lit, columns with a position as dots.

A street or an end of the route without a published point is not drawn, and no line is invented between points.
"""

import math

from households import map as streets_map
from households.map import Class
from households.map.geometry import METRES_A_DEGREE, Frame, areas, blocks, street_points
from households.matching import name_key
from lighting.choices import PlaceKind
from lighting.importing import positions

WIDTH, MARGIN, FOOT = 460, 60, 76
LEAST_METRES, ALONE_METRES = 300, 800
LIT = Class(
    "lit",
    "All columns lit",
    "#ffdd00",
    "M0 -9L2.6 -2.9L9 -2.9L3.8 1.1L5.6 7.5L0 3.7L-5.6 7.5L-3.8 1.1L-9 -2.9L-2.6 -2.9Z",
)
PART = Class("part", "Some lit", "#d9831f", "M0 -8L8 0L0 8L-8 0Z")
DARK = Class("dark", "None lit yet", "#383f43", "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z")
NAMED = Class("named", "No columns entered", "#ffffff", "M-5.5 -5.5H5.5V5.5H-5.5Z")
END = Class("end", "End of the route", "#8ecae6", "M0 -7L7.5 6H-7.5Z")
CLASSES = (LIT, PART, DARK, NAMED, END)
DOT_LIT, DOT_DARK = "#ffdd00", "#6f777b"


def picture(*, codes, places, streets, dots):
    """The Picture, or None where nothing of it has a published point or a position.

    codes: statistical areas. places: (name, PlaceKind). streets: rows of ColumnQuerySet.by_street. dots: (easting, northing,
    energised on or None).
    """
    points = street_points(codes)
    shown = _shown(places, streets)
    there = [(name, words, kind) for name, words, kind in shown if name_key(name) in points]
    at = [points[name_key(name)] for name, _, _ in there]
    lamps = _in_degrees([(easting, northing) for easting, northing, _ in dots])
    if not (at or lamps):
        return None
    outlines, _ = areas(codes)
    frame = Frame.around(_spread(at + lamps), width=WIDTH, margin=MARGIN)
    marks = streets_map.marks_of(there, at, frame)
    fills = [DOT_LIT if lit else DOT_DARK for _, _, lit in dots]
    return streets_map.Picture(
        title=_in_words(marks, len(lamps)), width=WIDTH, height=frame.height + FOOT, drawn=frame.height, wards=[],
        areas=[frame.path(rings) for rings in outlines], blocks=[frame.path(rings) for rings in blocks(outlines)], postcodes=[], marks=marks,
        key=streets_map.key_of(marks, frame.height + 40, CLASSES, step=112), scale=f"{200 * frame.units:.1f}",
        notes=(streets_map.SCHEMATIC,),
        dots=tuple((*streets_map.xy(frame.place(point)), fill) for point, fill in zip(lamps, fills, strict=True)),
    )  # fmt: skip


def _shown(places, streets):
    """(name, words, Class) of the named streets and ends, and of streets with columns that no paper names."""
    by_key = {row["street_key"]: row for row in streets}
    found = [
        (
            name,
            streets_map.short(name),
            END if kind == PlaceKind.ROUTE_END else _class(by_key.get(name_key(name))),
        )
        for name, kind in places
        if kind != PlaceKind.ACCESS
    ]
    named = {name_key(name) for name, _, _ in found}
    return found + [
        (row["name"], streets_map.short(row["name"]), _class(row))
        for row in streets
        if row["name"] and row["street_key"] not in named
    ]


def _class(row):
    if not row:
        return NAMED
    return LIT if row["lit"] == row["columns"] else PART if row["lit"] else DARK


def _spread(points):
    """Corners of the frame: around the points, wide enough to see where one is, and not taller than three quarters of its width."""
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    middle_lon, middle_lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    shrink = math.cos(math.radians(middle_lat))
    high = max(lats) - min(lats)
    wide = max(
        (max(lons) - min(lons)) * shrink,
        high / 0.75,
        (LEAST_METRES if len(set(points)) > 1 else ALONE_METRES) / METRES_A_DEGREE,
    )
    high = max(high, wide / 3)
    east, north = wide / shrink / 2, high / 2
    return [(middle_lon - east, middle_lat - north), (middle_lon + east, middle_lat + north)]


def _in_degrees(points):
    """(longitude, latitude) of grid metres: exact near the first point, good to a few metres over a town."""
    if not points:
        return []
    east, north = points[0]
    lon, lat = _degrees_of(east, north)
    ahead, up = _degrees_of(east + 1_000, north), _degrees_of(east, north + 1_000)
    by_east, by_north = (
        ((ahead[0] - lon) / 1_000, (ahead[1] - lat) / 1_000),
        ((up[0] - lon) / 1_000, (up[1] - lat) / 1_000),
    )
    return [
        (
            lon + by_east[0] * (e - east) + by_north[0] * (n - north),
            lat + by_east[1] * (e - east) + by_north[1] * (n - north),
        )
        for e, n in points
    ]


def _degrees_of(east, north):
    """Longitude and latitude of grid metres, by coming nearer step by step."""
    lon, lat = -2 + (east - 400_000) / 65_000, 49 + (north + 100_000) / 111_200
    for _ in range(8):
        found = positions.from_degrees(lon, lat)
        if found is None:
            break
        lon, lat = lon + (east - found[0]) / 65_000, lat + (north - found[1]) / 111_200
    return lon, lat


def _in_words(marks, lamps):
    said = ", ".join(f"{mark.name}: {mark.kind.words.lower()}" for mark in marks)
    dots = f"{lamps:,} columns as dots" if lamps else ""
    return "Map of the scheme. " + ". ".join(filter(None, (said, dots)))
