"""The accessibility statement, made of what the checkers found on their last walk through every page and paper (`make accessible`)."""

import datetime
import json
from pathlib import Path

from django.conf import settings

from saferstreets.common.periods import long_date

# Written by the walk: {"on", "engine", "rules", "widths", "pages", "faults": [{"rule", "pages"}], "checker", "papers": [{"name", "faults"}]}.
RESULTS = Path(__file__).with_name("accessibility.json")
NOBODY_YET = (
    "Nobody who uses a screen reader, a magnifier or voice control has tried this service for us yet. Machines find "
    "perhaps a third of what gets in people’s way, so we do not call it fully compliant."
)
LAW = (
    "The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 hold for this "
    "service. The Equality and Human Rights Commission (EHRC) enforces them. If you are not happy with our answer, "
    "contact the Equality Advisory and Support Service (EASS)."
)


def found():
    """What the last walk found; None before the first one."""
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else None


def statement(told=None):
    """[(heading, paragraphs, points)] of the statement, in its order. told: as `found`."""
    told = told or found()
    return [
        *(_by_test(told) if told else [("How accessible this service is", [UNTESTED, NOBODY_YET], [])]),
        ("What we have built in", [], BUILT_IN),
        ("If something gets in your way", [_contact(), OTHER_FORMS], []),
        ("The law, and who enforces it", [LAW], []),
    ]


def _by_test(told):
    on = long_date(datetime.date.fromisoformat(told["on"]))
    written = f"This statement is made by the service itself from the test of {on}, and again with each test."
    return [
        ("How accessible this service is", _status(told), _known(told)),
        ("How we tested it", [*_tested(told, on), written], []),
    ]


OTHER_FORMS = (
    "Updates are published as a web page beside each PDF, and in large print. Ask for any other form."
)
UNTESTED = "This service is built to comply with the Web Content Accessibility Guidelines 2.2, level AA. Its pages have not been tested all together yet."
BUILT_IN = [
    "the desk needs no scripts and no mouse: in our tests a visit is recorded and an update issued with the keyboard alone",
    "pages can be read down to a width of 320 pixels without scrolling sideways; wide tables scroll in their own frame",
    "charts and maps have a table beside them that says the same",
    "PDFs are tagged, with a language, a title and bookmarks",
    "passwords can be pasted; nothing has to be dragged, and no puzzle has to be solved",
]


def _status(told):
    if told["faults"] or any(paper["faults"] for paper in told["papers"]):
        return ["This service is partially compliant with the Web Content Accessibility Guidelines 2.2, level AA. What does not comply is listed here.", NOBODY_YET]  # fmt: skip
    return ["The tests found nothing that breaks the Web Content Accessibility Guidelines 2.2, level AA.", NOBODY_YET]  # fmt: skip


def _known(told):
    return [
        *(f"the rule “{fault['rule']}” is broken on {fault['pages']} pages" for fault in told["faults"]),
        *(f"the PDF “{paper['name'].split(':')[-1].replace('_', ' ')}” breaks {', '.join(paper['faults'])}" for paper in told["papers"] if paper["faults"]),
    ]  # fmt: skip


def _tested(told, on):
    widths = ", ".join(map(str, told["widths"][:-1])) + f" and {told['widths'][-1]}"
    broken = sum(bool(paper["faults"]) for paper in told["papers"])
    return [
        f"On {on} each of {told['pages']} kinds of pages was opened in a browser and checked by {told['engine']} at widths of {widths} pixels: "
        f"{_count(sum(fault['pages'] for fault in told['faults']), 'fault')}. Each was also looked at for sideways scrolling.",
        f"PDFs of {_count(len(told['papers']), 'kind')} were checked against PDF/UA-1 by {told['checker']}: {_count(broken, 'kind')} with a fault.",
    ]


def _count(number, what):
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _contact():
    if settings.CONTACT_EMAIL:
        return f"Write to {settings.CONTACT_EMAIL} and say which page it was and what happened. We answer within 10 working days."  # fmt: skip
    return "Tell the partnership that runs the project which page it was and what happened. Its address stands in every update. We answer within 10 working days."


def as_markdown(told=None):
    """The statement as a document."""
    lines = ["# Accessibility statement", ""]
    for heading, paragraphs, points in statement(told):
        lines += [f"## {heading}", ""]
        for paragraph in paragraphs:
            lines += [paragraph, ""]
        lines += [*(f"- {point}" for point in points), *([""] if points else [])]
    return "\n".join(lines).rstrip() + "\n"
