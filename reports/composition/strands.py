"""Which strand of the work a figure tells of, and the pictures each strand draws of its figures."""

from saferstreets.common import disclosure, figures
from saferstreets.common.periods import Period

# By the letter of the room that counts; the torches of the stock are a strand of their own.
BY_ROOM = {"H": "hardening", "L": "lighting", "C": "cctv", "P": "packs", "V": "engagement", "O": "engagement"}
TORCHES = frozenset({"P11", "P12", "P13", "P14", "P15", "P18"})
# (strand, figure, what a column is): drawn month by month. Packs are drawn beside their pace, see numbers.months_of.
MONTHLY = (
    ("packs", "P04", "Kits registered at the door"),
    ("hardening", "H01", "Homes secured"),
    ("lighting", "L01", "Columns lit"),
    ("engagement", "V01", "Visits made"),
    ("engagement", "V06", "Surveys of concerns completed"),
)
# (strand, title, {figure: words under its column}): how far things have come since the start.
STEPS = (
    ("packs", "From the pack to the register", {"P01": "Delivered", "P03": "With a code", "P06": "Registered", "P07": "Confirmed"}),
    ("torches", "From the order to the find", {"P18": "Ordered", "P11": "Received", "P12": "Issued", "P13": "Trained"}),
)  # fmt: skip


def strand_of(figure_id):
    """The strand a figure is told under; "" for what belongs to the project as a whole."""
    return "torches" if figure_id in TORCHES else BY_ROOM.get(figure_id[0], "")


def pictures_of(project, rows, months):
    """Charts as plain values: {"section", "title", "points": [{label, under, value}], "words"}; none of nothing but noughts.

    rows: of numbers.figures_of. months: Periods of the months since delivery began, the last one cut to the last day.
    """
    by_id = {row["id"]: row for row in rows}
    found = [_by_month(project, *series, months, by_id) for series in MONTHLY]
    found += [_steps(*steps, by_id) for steps in STEPS]
    return [chart for chart in found if chart and any(point["value"] for point in chart["points"])]


def _by_month(project, section, figure_id, what, months, by_id):
    row = by_id.get(figure_id)
    if not (row and row["since_start"] and len(months) > 1):
        return None
    counted = figures.get(figure_id)
    points = [
        {
            "label": f"{month.start:%b}",
            "under": f"{month.start:%Y}",
            "value": disclosure.published(counted, counted.value(project, month)) or 0,
            "month": f"{month.start:%B %Y}",
        }
        for month in months
    ]
    return {
        "section": section,
        "title": f"{what} each month",
        "points": points,
        "words": _in_months(points, row),
    }


def _in_months(points, row):
    most = max(points, key=lambda point: point["value"])
    last = points[-1]
    said = f"{row['unit'].capitalize()} since the start: {row['since_words']}. Most in {most['month']}: {most['value']:,}."
    return said if most is last else f"{said} In {last['month']}: {last['value']:,}."


def _steps(section, title, columns, by_id):
    points = [
        {"label": words, "under": by_id[key]["unit"], "value": by_id[key]["since_start"] or 0}
        for key, words in columns.items()
        if key in by_id
    ]
    said = ", ".join(f"{point['value']:,} {point['label'].lower()}" for point in points)
    return {"section": section, "title": title, "points": points, "words": f"Since the start: {said}."}


def months_since(start, last):
    """The calendar months from `start` to `last` as Periods; [] where delivery has not begun."""
    return Period(start.replace(day=1), last).months() if start and start <= last else []
