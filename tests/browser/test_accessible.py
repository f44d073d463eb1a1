"""Every page of a project through axe, at the desk and on a phone: no rule broken, and nothing scrolls sideways.

`make accessible` looks at three widths (ACCESSIBLE_WIDTHS), checks every PDF that a page gives as well, and writes what was found
(ACCESSIBLE_RESULTS): the accessibility statement is made of it.
"""

import importlib.metadata
import json
import os
from collections import Counter
from pathlib import Path

import page as pdf_checker
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse

from saferstreets.common import clock
from tests.browser.people import give_passphrase, sign_in
from tests.house import routes
from tests.world import LETTER, World

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = tuple(map(int, os.environ.get("ACCESSIBLE_WIDTHS", "1280,375").split(",")))
RESULTS = os.environ.get("ACCESSIBLE_RESULTS")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
engine = set()


def faults(page):
    """(rule, part of the page) of what axe finds; aria-expanded on a revealing radio is the design system's own."""
    answer = Axe().run(page, options=RULES).response
    engine.add(f"axe-core {answer['testEngine']['version']}")
    return [
        (fault["id"], node["html"][:120])
        for fault in answer["violations"]
        for node in fault["nodes"]
        if not (
            fault["id"] == "aria-allowed-attr"
            and "aria-expanded" in node["html"]
            and 'type="radio"' in node["html"]
        )
    ]


def kind_of(answer):
    """text/html for a page to look at, application/pdf for a paper; what is no answer has none."""
    return answer.headers["content-type"].split(";")[0] if answer.status == 200 else ""


def look(page, address):
    """What is wrong with one page, at every width: {width: [(rule, part)]}."""
    page.goto(address)
    wrong = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        sideways = page.evaluate("document.documentElement.scrollWidth") > width
        if found := faults(page) + ([("scrolls sideways", address)] if sideways else []):
            wrong[width] = found
    return wrong


def papers_fault(content):
    """The rules of PDF/UA-1 that a paper breaks."""
    report = pdf_checker.validate_pdf_bytes(content, profile=pdf_checker.ValidationProfile.PDF_UA_1)
    return sorted({str(failure.rule_id) for failure in report.failures})


def write(looked_at, wrong, papers):
    """What the statement is made of."""
    rules = Counter(
        rule for found in wrong.values() for rule in {rule for width in found.values() for rule, _ in width}
    )
    told = {
        "on": clock.today().isoformat(), "engine": " ".join(sorted(engine)), "rules": RULES["runOnly"], "widths": sorted(WIDTHS),
        "pages": looked_at, "faults": [{"rule": rule, "pages": count} for rule, count in sorted(rules.items())],
        "checker": f"page-validation {importlib.metadata.version('page-validation')}", "papers": papers,
    }  # fmt: skip
    Path(RESULTS).write_text(json.dumps(told, indent=1) + "\n")


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="what a page looks like does not depend on the database"
)
def test_every_page_of_a_project(page_at):
    """Each page is opened once and looked at in every width."""
    world = World.make()
    give_passphrase(world.both)
    page = sign_in(page_at(WIDTHS[0]), world.both)
    wrong, looked_at, papers = {}, 0, []
    addresses = {
        name: reverse(name, kwargs=world.key(name, world.project))
        for name, pattern, _view in routes()
        if pattern.startswith("<slug:slug>/")
    }
    for name, address in {
        **addresses,
        "accessibility": "/accessibility/",
        "check": "/check/",
        "ask": "/ask/own/",
        "public_updates": "/updates/own/",
    }.items():
        answer = page.request.get(address)
        if RESULTS and kind_of(answer) == "application/pdf" and answer.body() != LETTER:
            papers.append({"name": name, "faults": papers_fault(answer.body())})
        elif kind_of(answer) == "text/html":
            looked_at += 1
            if found := look(page, address):
                wrong[name] = found
    if RESULTS:
        write(looked_at, wrong, papers)
    assert not wrong
    assert looked_at > 100


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/password/forgotten/", "/sign-in/new/", "/check/"])
def test_the_pages_before_the_door(page_at, address):
    page = page_at(min(WIDTHS))
    page.goto(address)
    assert not faults(page)
