"""Every page of a project through axe, at the desk and on a phone: no rule broken, and nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse

from tests.browser.people import give_passphrase, sign_in
from tests.house import routes
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (1280, 375)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def faults(page):
    """(rule, part of the page) of what axe finds; aria-expanded on a revealing radio is the design system's own."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (fault["id"], node["html"][:120])
        for fault in found
        for node in fault["nodes"]
        if not (
            fault["id"] == "aria-allowed-attr"
            and "aria-expanded" in node["html"]
            and 'type="radio"' in node["html"]
        )
    ]


def is_page(page, address):
    """Is there a page to look at, and no file, no data, and no door that only takes a press?"""
    answer = page.request.get(address)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="what a page looks like does not depend on the database"
)
def test_every_page_of_a_project(page_at):
    """Each page is opened once and looked at in both widths."""
    world = World.make()
    give_passphrase(world.both)
    page = sign_in(page_at(WIDTHS[0]), world.both)
    wrong, looked_at = {}, 0
    for name in [name for name, pattern, _view in routes() if pattern.startswith("<slug:slug>/")]:
        address = reverse(name, kwargs=world.key(name, world.project))
        if not is_page(page, address):
            continue
        page.goto(address)
        looked_at += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            sideways = page.evaluate("document.documentElement.scrollWidth") > width
            if found := faults(page) + ([("scrolls sideways", name)] if sideways else []):
                wrong[name, width] = found
    assert not wrong
    assert looked_at > 100


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/password/forgotten/", "/sign-in/new/", "/check/"])
def test_the_pages_before_the_door(page_at, address):
    page = page_at(375)
    page.goto(address)
    assert not faults(page)
