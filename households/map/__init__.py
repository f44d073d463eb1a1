"""The map of the project: outlines, streets as marks by what is left, postcode dots. One picture for page and paper.

Nothing here is a house: a street is one published point near its middle, and what leaves the office says of a street
only whether few, half or most of its homes are left. Schematic: there are no street lines in these data, and none is
invented. What is drawn is chosen by the statistical areas (2011) of the project's areas; a project elsewhere has no picture.
"""

from dataclasses import dataclass

from households.map import labels
from households.map.geometry import Frame, areas, blocks, close_together, postcodes, street_points, wards
from households.matching import name_key
from saferstreets.common import disclosure

WIDTH, MARGIN = 940, 70
EDGE = 14  # where the mark of a street beyond the picture stands
FOOT = 78  # room for the key and the words under the picture
SCHEMATIC = "Schematic: points from data.police.uk"
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: data.police.uk.",
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. Contains OS data © Crown copyright and database right 2014, 2016, 2025.",
    "Contains Royal Mail data © Royal Mail copyright and database right 2014, 2025.",
)
SHORTER = {
    "Street": "St",
    "Road": "Rd",
    "Place": "Pl",
    "Close": "Cl",
    "Court": "Ct",
    "Crescent": "Cres",
    "Avenue": "Ave",
    "Terrace": "Terr",
}
FEW, MOST = 1 / 4, 2 / 3  # of a street's homes
TOO_SMALL = 10  # a street with fewer homes is not classed on what leaves the office


@dataclass(frozen=True)
class Class:
    """How much of a street is left: words, and a mark that differs in shape, not only in colour. path: around (0, 0)."""

    code: str
    words: str
    fill: str
    path: str


MOST_LEFT = Class("most", "Most left", "#8c2d04", "M-6 -6H6V6H-6Z")
HALF_LEFT = Class("half", "About half left", "#d9831f", "M0 -8L8 0L0 8L-8 0Z")
FEW_LEFT = Class("few", "Few left", "#1f7a8c", "M0 -7L7.5 6H-7.5Z")
NONE_LEFT = Class("none", "None left", "#ffffff", "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z")
NO_HOMES = Class("no-homes", "No homes entered", "#ffffff", "M-5 -5L5 5M5 -5L-5 5")
NOT_SAID = Class("not-said", "Too few homes to say", "#ffffff", "M-5 -5L5 5M5 -5L-5 5")
CLASSES = (MOST_LEFT, HALF_LEFT, FEW_LEFT, NONE_LEFT, NO_HOMES, NOT_SAID)


def class_inside(homes, left):
    """The class of a street for the office, from the counts themselves."""
    if not homes:
        return NO_HOMES
    return NONE_LEFT if not left else _by_share(left / homes)


def class_outside(homes, left):
    """The class of a street on what leaves the office: from rounded counts, and none for a street of a few homes."""
    if homes < TOO_SMALL:
        return NOT_SAID
    return _by_share((disclosure.rounded(left) or 0) / disclosure.rounded(homes))


def _by_share(share):
    if share <= FEW:
        return FEW_LEFT
    return HALF_LEFT if share <= MOST else MOST_LEFT


@dataclass(frozen=True)
class Mark:
    """One street on the picture. x, y: of its mark; words_x, words_y: of its words; leader: a thin line where they are apart."""

    name: str
    words: str
    kind: Class
    x: str
    y: str
    words_x: str
    words_y: str
    leader: str


@dataclass(frozen=True)
class Picture:
    """The picture, ready for components/street_map.html. title: all of it in words."""

    title: str
    width: int
    height: int
    drawn: int
    wards: list
    areas: list
    blocks: list
    postcodes: list
    marks: list
    key: list
    scale: str
    notes: tuple = (SCHEMATIC, *ATTRIBUTION)
    dots: tuple = ()


def picture(*, codes, streets, for_outside=False):
    """The Picture of `streets`, dicts of name, homes and left, in the 2011 statistical areas `codes`; None without geometry.

    for_outside: for anything that leaves the office. No counts, rounded classes, and no point finer than a street.
    """
    points = street_points(codes)
    there = [street for street in streets if name_key(street["name"]) in points]
    if not there:
        return None
    places = [points[name_key(street["name"])] for street in there]
    frame = Frame.around(close_together(places), width=WIDTH, margin=MARGIN)
    outlines, ward_names = areas(codes)
    marks = _marks(there, places, frame, for_outside)
    return Picture(
        title=_in_words(marks),
        width=WIDTH,
        height=frame.height + FOOT,
        drawn=frame.height,
        wards=[frame.path(rings) for rings in wards(ward_names)],
        areas=[frame.path(rings) for rings in outlines],
        blocks=[frame.path(rings) for rings in blocks(outlines)],
        postcodes=[] if for_outside else [xy(frame.place(point)) for point in postcodes(codes)],
        marks=marks,
        key=key_of(marks, frame.height, CLASSES),
        scale=f"{200 * frame.units:.1f}",
    )


def _marks(streets, points, frame, for_outside):
    classify = class_outside if for_outside else class_inside
    shown = [
        (
            street["name"],
            short(street["name"]) + ("" if for_outside else f" {street['left']:,}"),
            classify(street["homes"], street["left"]),
        )
        for street in streets
    ]
    return marks_of(shown, points, frame)


def marks_of(shown, points, frame):
    """Marks at these points, their words where they cover nothing. shown: (name, words, Class) of each point."""
    words = [_arrow(frame, point) + said for (_, said, _), point in zip(shown, points, strict=True)]
    places = [_within(frame, point) for point in points]
    boxes = labels.place(
        [(x, y, said) for (x, y), said in zip(places, words, strict=True)],
        width=frame.width,
        height=frame.height,
    )
    return [
        Mark(
            name=name, words=said, kind=kind, x=f"{x:.1f}", y=f"{y:.1f}",
            words_x=f"{box.left:.1f}", words_y=f"{box.bottom - 2.5:.1f}", leader=_leader(x, y, box),
        )
        for (name, _, kind), (x, y), said, box in zip(shown, places, words, boxes, strict=True)
    ]  # fmt: skip


def _within(frame, point):
    """Where the mark stands: at its place, or at the edge nearest to it."""
    x, y = frame.place(point)
    return min(max(x, EDGE), frame.width - EDGE), min(max(y, EDGE), frame.height - EDGE)


def _arrow(frame, point):
    """An arrow for a street that lies further out than the picture goes; "" for the others."""
    if frame.holds(point):
        return ""
    x, y = frame.place(point)
    if 0 <= x <= frame.width:
        return "↑ " if y < 0 else "↓ "
    return "← " if x < 0 else "→ "


def short(name):
    """A street's name as a small picture has room for it."""
    first, _, last = name.rpartition(" ")
    return f"{first} {SHORTER.get(last, last)}" if first else name


def _leader(x, y, box):
    """The path from a mark to words that stand away from it; "" where they stand close."""
    near_x, near_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    if max(abs(near_x - x), abs(near_y - y)) < labels.MARK + 5:
        return ""
    return f"M{x:.1f} {y:.1f}L{near_x:.1f} {near_y:.1f}"


def xy(place):
    """A place on the picture as SVG has it."""
    return f"{place[0]:.1f}", f"{place[1]:.1f}"


def key_of(marks, top, classes, step=140):
    """The classes of the picture as (class, x, y, words_x), in the order of `classes`."""
    used = {mark.kind.code for mark in marks}
    shown = [kind for kind in classes if kind.code in used]
    return [
        {"kind": kind, "x": 14 + step * place, "y": top + 18, "words_x": 28 + step * place}
        for place, kind in enumerate(shown)
    ]


def _in_words(marks):
    """The picture for those who cannot see it: the streets of each class by name."""
    by_class = {}
    for mark in marks:
        by_class.setdefault(mark.kind.words, []).append(mark.name)
    said = "; ".join(f"{words}: {', '.join(names)}" for words, names in by_class.items())
    return f"Schematic map of {len(marks)} streets, north up, by the homes still to reach. {said}."
