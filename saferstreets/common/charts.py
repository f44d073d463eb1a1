"""Charts as plain SVG: the numbers here, the drawing in a template, the same picture on the page and in the PDF.

Black-and-white safe: dark columns, a light outline for the pace, every value printed. The words for those who cannot
see it are the chart's title; a table with the same numbers stands beside it.
"""

from dataclasses import dataclass

WIDTH, TOP, PLOT, BOTTOM = 520, 22, 130, 30
HEIGHT = TOP + PLOT + BOTTOM
WIDEST = 58
ROOM = 22  # a column this tall and wide carries its number at its foot, clear of the mark
LETTER = 12  # how tall a number is, with some air
CROWDED = 14  # more columns than this, and only every third is labelled


@dataclass(frozen=True)
class Column:
    """One column of the picture. Positions are SVG units, already as text."""

    label: str
    under: str
    words: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    words_y: str
    inside: bool
    mark: str
    mark_from: str
    mark_to: str


@dataclass(frozen=True)
class ColumnChart:
    """Columns over time. title: the whole chart in words. marked: is there an outline to explain?"""

    title: str
    columns: list
    marked: bool
    width: int = WIDTH
    height: int = HEIGHT
    base: int = TOP + PLOT
    label_y: int = TOP + PLOT + 13
    under_y: int = TOP + PLOT + 25


def columns(points, *, what, mark="", width=WIDTH):
    """Draw `points`, dicts of label, under (a second line, may be empty), value (int) and, where `mark` is named, mark (int).

    what: what is counted ("Packs delivered"); mark: what the outline shows ("steady pace"). width: in SVG units; few columns on
    a narrow picture keep their words readable on a phone. None where there is nothing to draw.
    """
    if not points:
        return None
    top = max(max(point["value"], point.get("mark") or 0) for point in points) or 1
    step = width / len(points)
    wide = min(WIDEST, step * 0.62)
    return ColumnChart(
        title=_in_words(points, what, mark),
        columns=[_column(point, place, step, wide, top, len(points)) for place, point in enumerate(points)],
        marked=bool(mark),
        width=width,
    )


def _in_words(points, what, mark):
    parts = []
    for point in points:
        beside = f" ({mark} {point['mark']:,})" if mark else ""
        parts.append(f"{point['label']} {point['under']}".strip() + f" {point['value']:,}{beside}")
    return f"{what}, column by column: {'; '.join(parts)}."


def _column(point, place, step, wide, top, many):
    middle = step * (place + 0.5)
    tall = PLOT * point["value"] / top
    marked = point.get("mark")
    inside = tall >= ROOM and wide >= ROOM
    mark_y = TOP + PLOT - PLOT * (marked or 0) / top
    labelled = many <= CROWDED or place % 3 == 0
    return Column(
        label=point["label"] if labelled else "",
        under=point["under"] if labelled else "",
        words=f"{point['value']:,}",
        x=_units(middle - wide / 2),
        y=_units(TOP + PLOT - tall),
        width=_units(wide),
        height=_units(tall),
        middle=_units(middle),
        words_y=_units(TOP + PLOT - 7 if inside else _above(TOP + PLOT - tall - 5, mark_y)),
        inside=inside,
        mark="" if marked is None else _units(mark_y),
        mark_from=_units(middle - wide / 2 - 5),
        mark_to=_units(middle + wide / 2 + 5),
    )


def _above(line, mark):
    """Where the number of a low column stands: on the column, or above the mark that would run through it."""
    return mark - 5 if line - LETTER < mark < line + 3 else line


def _units(number):
    return f"{number:.1f}"
