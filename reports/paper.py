"""The paper itself: one composition as HTML that stands alone, as PDF, and as data."""

import base64
import datetime
import hashlib
import re
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from reports import pictures, rules
from reports.choices import SectionKey
from reports.composition.numbers import NOT_COUNTED
from saferstreets.common import pdf
from saferstreets.common.digests import canonical, digest
from saferstreets.common.periods import long_date

PRINT_STYLE = "reports/update-print.css"
LARGE_STYLE = "reports/update-large.css"
SCREEN_STYLE = "reports/update-page.css"
DEMONSTRATION = "Demonstration: household figures are invented"
PROGRESS = ("people", "agreements", "packs", "torches", "hardening", "lighting", "cctv", "engagement")
AHEAD = 3  # steps on the summary page
TARGET_KEYS = ("deliverable", "figure", "baseline", "current", "agreed_by", "agreed_on", "actual")
FIGURE_KEYS = ("id", "label", "value", "unit", "as_at", "definition")


def working_copy(composition):
    """The stamp of a paper that nobody has approved. created: the day it was composed, so that a day's copies are equal."""
    return {
        "issued": False,
        "created": f"{composition['period']['composed']}T00:00:00+00:00",
        "status": f"Working copy of {composition['period']['composed_on']}, not issued",
        "digest": "",
        "correction": "",
    }


def issued(composition, issued_at, correction=""):
    """The stamp of an issued paper. issued_at: aware; correction: what it corrects and why, "" for a first issue.

    The digest is of the composition: a paper cannot print the digest of its own bytes.
    """
    return {
        "issued": True,
        "created": issued_at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "status": f"Issued {long_date(timezone.localdate(issued_at))}",
        "digest": rules.short(digest(canonical(composition))),
        "correction": pdf.printable(correction),
    }


def document(composition, stamp):
    """The HTML twin, complete with its own style sheet: it needs no other file and stays what it was."""
    html = render_to_string("reports/pdf/update.html", context(composition, stamp))
    style = pdf.packaged(SCREEN_STYLE).decode().replace("</", "")
    return html.replace("<!-- style sheet -->", f'<style media="screen">{style}</style>', 1)


def style_source(html):
    """The content-security source (quoted hash) that lets a browser use this document's own style sheet and no other."""
    start = html.index('<style media="screen">') + len('<style media="screen">')
    style = html[start : html.index("</style>", start)]
    return "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"


def as_pdf(html):
    """PDF bytes of the HTML twin."""
    return pdf.render(html, PRINT_STYLE)


def as_large_print(html):
    """PDF bytes of the HTML twin in letters of 18 points, on A4 turned to its side."""
    return pdf.render(html, PRINT_STYLE, LARGE_STYLE)


def as_data(composition):
    """The figures and targets for other people's tools: see DESIGN, `progress_update --json`."""
    return {
        "project": {key: composition["project"][key] for key in ("slug", "name", "round", "lead_body")},
        "period": {key: composition["period"][key] for key in ("start", "end", "label")},
        "demonstration": DEMONSTRATION if composition["project"]["demonstration"] else False,
        "figures": [
            {
                **{key: figure[key] for key in FIGURE_KEYS},
                "words": figure["words"],
                "since_start": figure["since_start"],
            }
            for figure in composition["figures"]
        ],
        "restated": [
            {key: row[key] for key in ("id", "label", "printed", "now", "why")}
            for row in (composition.get("changes") or {}).get("restated", [])
        ],
        "targets": [{key: target[key] for key in TARGET_KEYS} for target in composition["targets"]],
        "recorded_crime": _crime_data(composition.get("crime")),
    }


def _crime_data(crime):
    """Recorded crime for other people's tools; null where no month is held, and for a month that is not held."""
    if not crime:
        return None
    told = {key: crime[key] for key in ("kind", "range", "rate", "comparison", "against_rest", "attribution")}
    return {
        **told,
        "definition": crime["counts"],
        "months": {month[:7]: count for month, count in crime["months"]},
    }


def context(composition, stamp):
    """What the templates print: the composition, its stamp, and what is drawn or listed from it."""
    ahead, photographs = _ahead(composition), pictures.photographs_of(composition)
    drawn = pictures.charts_of(composition)
    return {
        "uncounted": any(target["actual_words"] == NOT_COUNTED for target in composition["targets"]),
        "ahead": ahead[:AHEAD],
        "more_ahead": max(0, len(ahead) - AHEAD),
        "c": composition,
        "stamp": stamp,
        "demonstration": DEMONSTRATION if composition["project"]["demonstration"] else "",
        "parts": _parts(composition),
        "proposals_heading": proposals_heading(composition["project"]),
        "sections": [_section(key, composition, drawn, photographs) for key in PROGRESS],
        "lead_chart": pictures.promises_chart(composition),
        "map": pictures.map_of(composition),
        "crime_chart": pictures.crime_chart(composition),
        "promises": _promises(composition),
        "photographs": photographs,
        "changed_heading": SectionKey.CHANGED.label,
    }


def proposals_heading(project):
    """ "SSF2 Proposals for Workington": the round's short name, where its name gives one in brackets, and the place."""
    short = re.search(r"\(([^()]+)\)$", project["round"])
    return " ".join(filter(None, [short and short.group(1), "Proposals for", project["place"]]))


def _parts(composition):
    """The contents: (anchor, title) of every main heading that is printed."""
    parts = [
        ("summary", "Summary"),
        ("changed", SectionKey.CHANGED.label),
        ("award", "Award and area"),
        ("proposals", proposals_heading(composition["project"])),
        ("progress", "Progress so far"),
        ("crime", "Recorded crime"),
        ("sustainability", "Sustainability"),
        ("annex", "Every figure, and what it counts"),
    ]
    printed = {
        "proposals": composition["proposals"] or composition["narrative"].get("proposals"),
        "crime": composition.get("crime"),
        "changed": composition["changes"] or composition["narrative"].get("changed"),
        "sustainability": composition["narrative"].get("sustainability") or composition["duties"],
    }
    return [(anchor, title) for anchor, title in parts if printed.get(anchor, True)]


def _ahead(composition):
    """(strand, step) of every step that is not done, late ones first, else in the order of the strands."""
    steps = [
        (SectionKey(key).label, step)
        for key in PROGRESS
        for step in composition["milestones"].get(key, {}).get("ahead", [])
    ]
    return sorted(steps, key=lambda pair: not pair[1]["late"])


def _promises(composition):
    """The proposals, each with the colour of its delivery in words and the note of the figure that counts it."""
    stands = {row["title"]: row["label"] for row in composition["status"]["rows"]}
    notes = {figure["id"]: figure["note"] for figure in composition["figures"]}
    return [
        {
            **proposal,
            "stands": stands.get(proposal["title"], "Not rated"),
            "note": notes.get((proposal["target"] or {}).get("figure")),
        }
        for proposal in composition["proposals"]
    ]


def _section(key, composition, drawn, photographs):
    """One heading under "Progress so far". `told` is False where there is nothing to print under it."""
    milestones = composition["milestones"].get(key, {"done": [], "ahead": []})
    own = {
        "people": composition["posts"],
        "agreements": composition["agreements"],
        "packs": composition["pack"] or composition["months"],
        "engagement": composition["activities"],
    }
    found = {
        "key": key,
        "title": SectionKey(key).label,
        "text": composition["narrative"].get(key, ""),
        "milestones": milestones,
        "targets": [target for target in composition["targets"] if target["section"] == key],
        "figures": [
            row for row in composition["figures"] if row["section"] == key and row["since_start"] != 0
        ],
        "charts": drawn.get(key, []),
        "photographs": photographs.get(key, []),
    }
    found["told"] = any(
        [
            *milestones.values(),
            own.get(key),
            *(found[part] for part in ("text", "targets", "figures", "photographs")),
        ]
    )
    return found


def versions():
    """What equal bytes depend on: the renderer, our fonts and style sheet, and the templates of this release."""
    return {
        **pdf.versions(PRINT_STYLE, LARGE_STYLE),
        "pillow": version("pillow"),
        "django": django.get_version(),
        "templates": _templates(),
    }


def _templates():
    """A short SHA-256 over everything that turns a composition into HTML."""
    folder = settings.BASE_DIR / "templates"
    names = [
        *sorted((folder / "reports" / "pdf").glob("*.html")),
        folder / "components" / "chart_columns.html",
        folder / "components" / "street_map.html",
        folder / "outcomes" / "_month_chart.html",
        *pictures.sources(),
        Path(__file__),
    ]
    digest = hashlib.sha256(b"".join(name.read_bytes() for name in names) + pdf.packaged(SCREEN_STYLE))
    return digest.hexdigest()[:16]
