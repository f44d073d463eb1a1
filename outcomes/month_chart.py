"""Recorded crime month by month as a picture: a column for a month held, a gap for one that is not, a line where the definition changed."""

from dataclasses import dataclass

from outcomes import rules

WIDTH, SIDE, TOP, PLOT, BOTTOM = 520, 12, 34, 140, 42
CROWDED = 14


@dataclass(frozen=True)
class Bar:
    """One month. Positions are SVG units as text; y and height are "" where the month is not held."""

    x: str
    width: str
    y: str
    height: str
    middle: str
    words: str
    words_y: str
    label: str
    under: str


@dataclass(frozen=True)
class MonthChart:
    """title: the whole picture in words. breaks: [(x, words)] of changes in definition. gaps: is a month missing?"""

    title: str
    bars: list
    breaks: list
    gaps: bool
    width: int = WIDTH
    height: int = TOP + PLOT + BOTTOM
    base: int = TOP + PLOT
    top: int = TOP
    label_y: int = TOP + PLOT + 16
    under_y: int = TOP + PLOT + 31


def draw(months, counts, *, kind):
    """The chart of `months` (first days); counts: {month: count} of those held. None where nothing is held."""
    if not counts:
        return None
    step = (WIDTH - 2 * SIDE) / len(months)
    top = max(counts.values()) or 1
    return MonthChart(
        title=_in_words(months, counts, kind),
        bars=[
            _bar(month, place, step, counts.get(month), top, len(months))
            for place, month in enumerate(months)
        ],
        breaks=_breaks(months, step, kind),
        gaps=any(month not in counts for month in months),
    )


def _bar(month, place, step, count, top, many):
    middle, wide = SIDE + step * (place + 0.5), min(40, step * 0.7)
    tall = 0 if count is None else PLOT * count / top
    labelled = many <= CROWDED or place % -(-many // CROWDED) == 0
    return Bar(
        x=_units(middle - wide / 2),
        width=_units(wide),
        y="" if count is None else _units(TOP + PLOT - tall),
        height="" if count is None else _units(tall),
        middle=_units(middle),
        words="" if count is None else f"{count:,}",
        words_y=_units(TOP + PLOT - tall - 5),
        label=f"{month:%b}" if labelled else "",
        under=f"{month:%Y}" if labelled and (place == 0 or month.month == 1 or many > CROWDED) else "",
    )


def _breaks(months, step, kind):
    if kind != rules.BURGLARY:
        return []
    return [
        (_units(SIDE + step * months.index(day)), words) for day, words in rules.BREAKS if day in months[1:]
    ]


def _in_words(months, counts, kind):
    said = "; ".join(
        f"{month:%B %Y} {counts[month]:,}" if month in counts else f"{month:%B %Y} not held"
        for month in months
    )
    return f"{rules.kind_words(kind)} recorded in the project’s areas, month by month: {said}."


def _units(number):
    return f"{number:.1f}"
