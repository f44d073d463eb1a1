"""What is drawn in the paper: charts, the map of streets, and photographs, made from the composition alone."""

import base64
import datetime
import io
from collections import defaultdict
from pathlib import Path

from PIL import Image

from evidence.models import Document
from households import map as street_map
from households.map import geometry, labels
from outcomes import month_chart
from reports.composition import places
from reports.rules import UpdateRefused
from saferstreets.common import charts
from saferstreets.common.digests import digest

HALF, MOST_IN_HALF = 260, 8  # a picture of so few columns is drawn half as wide, two beside each other
WIDEST = 1200  # pixels: sharp on paper, small in the post
QUALITY = 82
MAP_PARTS = (street_map.__file__, geometry.__file__, labels.__file__, places.__file__, __file__)


def charts_of(composition):
    """{section: [{title, words, chart, half}]} of the charts that are composed; packs beside their pace come first."""
    found = defaultdict(list)
    if packs := _packs(composition):
        found["packs"].append(packs)
    for one in composition["charts"]:
        found[one["section"]].append(_picture(one["title"], one["words"], one["points"]))
    return dict(found)


def _picture(title, words, points, **details):
    half = len(points) <= MOST_IN_HALF
    drawn = charts.columns(points, width=HALF if half else charts.WIDTH, **{"what": title, **details})
    return {"title": title, "words": words, "chart": drawn, "half": half}


def _packs(composition):
    """Packs delivered month by month beside a steady pace; None where there are none."""
    months, pace = composition["months"], composition["pace"]
    if not any(month["packs"] for month in months):
        return None
    points = [
        {
            "label": month["label"],
            "under": month["under"],
            "value": month["packs"],
            "mark": month["mark"] if pace else None,
        }
        for month in months
    ]
    words = "Columns: packs delivered."
    if pace:
        words += (
            f" Dashed line: what a steady pace to {pace['target']:,} {pace['unit']} by {pace['ends_on']} would give, "
            f"from {pace['from_words']}."
        )
    details = {"what": "Packs delivered", "mark": "steady pace" if pace else ""}
    return _picture("Packs delivered each month", words, points, **details)


def promises_chart(composition):
    """What is done of each promise that something counts, in per cent of its target; None where nothing is counted."""
    points = [
        {
            "label": target["section"].capitalize()
            if len(target["deliverable"]) > 22
            else target["deliverable"],
            "under": f"{target['actual']:,} of {target['current']:,}",
            "value": 100 * target["actual"] // target["current"],
            "mark": 100,
        }
        for target in composition["targets"]
        if target["actual"] is not None and target["current"]
    ]
    return charts.columns(points, what="Per cent of the target done", mark="target") if points else None


def crime_chart(composition):
    """Recorded crime month by month; None where no month is held."""
    crime = composition.get("crime")
    if not crime:
        return None
    months = {datetime.date.fromisoformat(month): count for month, count in crime["months"]}
    held = {month: count for month, count in months.items() if count is not None}
    return month_chart.draw(list(months), held, kind=crime["of"])


def map_of(composition):
    """The map of streets and the same in words: {"map", "classes"}; None where nothing of it can be drawn."""
    drawn = places.picture_of(composition["streets"])
    return {"map": drawn, "classes": places.classes_of(composition["streets"])} if drawn else None


def photographs_of(composition):
    """{section: [{source, alt, caption}]}: each photograph inside the page itself, as wide as paper needs."""
    found = defaultdict(list)
    kept = {
        str(one.public_id): one
        for one in Document.objects.filter(
            public_id__in=[one["document"] for one in composition["photographs"]]
        )
    }
    for one in composition["photographs"]:
        found[one["section"]].append(
            {
                "source": _inside(kept.get(one["document"]), one["sha256"]),
                "alt": one["alt"],
                "caption": one["caption"],
            }
        )
    return dict(found)


def _inside(document, sha256):
    """The photograph as a data address. Raises UpdateRefused where the file is gone or is not what was chosen."""
    try:
        content = document.file.read() if document else b""
    except OSError:
        content = b""
    if digest(content) != sha256:
        raise UpdateRefused(
            "A photograph of this update is no longer what was chosen. Take it away and add it again."
        )
    with Image.open(io.BytesIO(content)) as image:
        image.thumbnail((WIDEST, WIDEST))
        made = io.BytesIO()
        image.convert("RGB").save(made, "JPEG", quality=QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(made.getvalue()).decode()


def sources():
    """The files by which a picture would change, as Paths."""
    return [Path(name) for name in (*MAP_PARTS, charts.__file__, month_chart.__file__)]
