"""Is an issued paper still what was issued? Digests first, then the same drawing again."""

from django.utils.html import escape

from reports import paper, rules
from reports.actions import correction_words
from saferstreets.common.digests import canonical, digest

# What the page depends on; the PDF depends on the rest, for it is drawn from the stored page.
PAGE = frozenset({"templates", "django", "pillow"})


def faults_of(update):
    """(faults, notes) as plain sentences: what differs, and what could not be compared and why. update: issued, loaded whole."""
    faults = _digest_faults(update)
    drawn, notes = _drawn_again(update)
    return faults + drawn, notes


def _digest_faults(update):
    kept = (
        ("the PDF", bytes(update.pdf or b""), update.pdf_sha256),
        ("the web page", update.html, update.html_sha256),
        ("the frozen figures and words", canonical(update.frozen), update.frozen_sha256),
    )
    kept += tuple(
        ("the large print", bytes(large.pdf), large.pdf_sha256) for large in update.large_prints.all()
    )
    return [
        f"{what}: the stored bytes do not give the stored SHA-256"
        for what, content, sha in kept
        if digest(content) != sha
    ]


def _drawn_again(update):
    """The page again from the frozen composition and the PDF again from the page, where the same tools are here."""
    faults, notes, now = [], [], paper.versions()
    moved = {
        part for part in now.keys() | update.renderer.keys() if now.get(part) != update.renderer.get(part)
    }
    if moved & PAGE:
        notes.append("the page was made by another release: its figures and words are compared")
        faults += [f"the web page does not print {what}" for what in _missing(update)]
    else:
        faults += _page_faults(update)
    if moved - PAGE:
        notes.append(
            f"the PDF was made by another {', '.join(sorted(moved - PAGE))}: its digest is checked, its bytes are not drawn again"
        )
    else:
        faults += _pdf_faults(update)
    return faults, notes


def _page_faults(update):
    try:
        again = paper.document(update.frozen, _stamp(update))
    except rules.UpdateRefused as refused:
        return [f"the web page cannot be drawn again: {refused}"]
    return [] if again == update.html else ["the web page: drawn again from the frozen figures it differs"]


def _pdf_faults(update):
    faults = []
    if paper.as_pdf(update.html) != bytes(update.pdf):
        faults.append("the PDF: drawn again from the web page it differs")
    if any(paper.as_large_print(update.html) != bytes(large.pdf) for large in update.large_prints.all()):
        faults.append("the large print: drawn again from the web page it differs")
    return faults


def _stamp(update):
    return paper.issued(update.frozen, update.issued_at, correction_words(update))


def _missing(update):
    """Figures and paragraphs of the frozen composition that the stored page does not show."""
    for figure in update.frozen["figures"]:
        if (
            escape(figure["label"]) not in update.html
            or f">{escape(figure['since_words'])}<" not in update.html
        ):
            yield f"figure {figure['id']}"
    crime = update.frozen.get("crime") or {}
    for key in ("comparison", "against_rest", "rate"):
        if escape(crime.get(key, "")) not in update.html:
            yield f"recorded crime, {key}"
    for key, text in update.frozen["narrative"].items():
        if any(escape(line) not in update.html for line in text.split("\n")):
            yield f"the words under “{key}”"
