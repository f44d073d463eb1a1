"""What is drawn in the paper: charts, the map of streets, and photographs, made from the composition alone."""

import base64
import io
from collections import defaultdict
from pathlib import Path

from PIL import Image

from evidence.models import Document
from households import map as street_map
from households.map import geometry, labels
from reports.composition import places
from reports.rules import UpdateRefused
from saferstreets.common import charts
from saferstreets.common.digests import digest

WIDEST = 1200  # pixels: sharp on paper, small in the post
QUALITY = 82
MAP_PARTS = (street_map.__file__, geometry.__file__, labels.__file__, places.__file__, __file__)


def charts_of(composition):
    """{section: [{title, words, chart}]} of the charts that are composed."""
    found = defaultdict(list)
    for one in composition["charts"]:
        drawn = charts.columns(one["points"], what=one["title"])
        found[one["section"]].append({"title": one["title"], "words": one["words"], "chart": drawn})
    return dict(found)


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
    return [Path(name) for name in (*MAP_PARTS, charts.__file__)]
