"""The small map of a scheme's page: the project's area, and the streets its cameras watch by name. No camera, no site, no house.

There is no published point of the school, and where a camera hangs is not drawn: a street is as near as the map comes.
"""

from cctv.models import Camera
from households.map import FOOT, WIDTH, Class, Mark, Picture, geometry, reading
from households.matching import name_key

WATCHED = Class("watched", "Street the cameras watch", "#1f7a8c", "M-6 -6H6V6H-6Z")
MARGIN = 24


def watched_streets(scheme):
    """Names of the streets that the scheme's cameras in use watch, in order."""
    cameras = Camera.objects.of(scheme.project, scheme.pk).exclude(street=None)
    return list(cameras.order_by("street__name").values_list("street__name", flat=True).distinct())


def picture(scheme, names):
    """The Picture for components/street_map.html; None where the project's area has no outline. names: of the streets watched."""
    codes = reading.lsoa_codes(scheme.project)
    outlines, ward_names = geometry.areas(codes)
    if not outlines:
        return None
    corners = [point for rings in outlines for ring in rings for point in ring]
    frame = geometry.Frame.around(corners, width=WIDTH, margin=MARGIN)
    points = geometry.street_points(codes)
    there = [(name, points[name_key(name)]) for name in names if name_key(name) in points]
    said = (
        f"Streets the cameras watch: {', '.join(name for name, _ in there)}"
        if there
        else "No street is marked"
    )
    return Picture(
        title=f"Schematic map of the project’s area, north up. {said}.", width=WIDTH, height=frame.height + FOOT, drawn=frame.height,
        wards=[frame.path(rings) for rings in geometry.wards(ward_names)], areas=[frame.path(rings) for rings in outlines],
        blocks=[frame.path(rings) for rings in geometry.blocks(outlines)], postcodes=[],
        marks=[_mark(name, frame.place(point)) for name, point in there],
        key=[{"kind": WATCHED, "x": 14, "y": frame.height + 18, "words_x": 28}] if there else [], scale=f"{200 * frame.units:.1f}",
    )  # fmt: skip


def _mark(name, place):
    x, y = place
    return Mark(
        name=name,
        words=name,
        kind=WATCHED,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        words_x=f"{x + 11:.1f}",
        words_y=f"{y + 4:.1f}",
        leader="",
    )
