"""What a caller carries and leaves: the large-print card, and a sheet of calling cards to cut. Paper says nothing about any home."""

from django.template.loader import render_to_string
from django.urls import reverse

from accounts import callers
from saferstreets.common import pdf

STYLE = "doorstep/cards.css"
ON_A_SHEET = 8


def _context(code, address):
    """What both papers say. address: of this office on the web, such as https://office.example.org.uk."""
    project = code.project
    host = address.split("://", 1)[1]
    words = {
        "project": project.name, "name": code.printed_name, "post": code.post, "body": code.body,
        "ring": project.check_caller, "check": host + reverse("check"), "ask": host + reverse("ask", args=[project.slug]),
    }  # fmt: skip
    return {key: pdf.printable(text) for key, text in words.items()} | {
        "code": callers.code_of(code.secret),
        "until": code.until_on,
        "created": f"{code.issued_at:%Y-%m-%dT%H:%M:%S+00:00}",
        "demonstration": project.demonstration,
    }


def id_card(code, address):
    """PDF bytes of the large-print card: nothing under 14 point, and room for an enlarged photograph."""
    return pdf.render(render_to_string("doorstep/pdf/id_card.html", _context(code, address)), STYLE)


def calling_cards(code, address):
    """PDF bytes of one sheet of "sorry we missed you" cards."""
    context = _context(code, address) | {"cards": range(1, ON_A_SHEET + 1)}
    return pdf.render(render_to_string("doorstep/pdf/calling_cards.html", context), STYLE)
