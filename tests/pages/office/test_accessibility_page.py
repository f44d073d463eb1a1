"""The accessibility statement says what was found and when, on its page and as a document, and never more than that."""

import json

import pytest

from office import accessibility

FOUND = {
    "on": "2021-11-24", "engine": "axe-core 4.10.2", "rules": ["wcag2a"], "widths": [320, 768, 1280], "pages": 212, "faults": [],
    "checker": "page-validation 0.11.0", "papers": [{"name": "reports:update_pdf", "faults": []}],
}  # fmt: skip


@pytest.mark.django_db
def test_the_page_is_open_to_everybody_and_stands_in_every_footer(client, settings):
    settings.CONTACT_EMAIL = "office@demo.example"
    answer = client.get("/accessibility/")
    assert answer.status_code == 200
    assert "Write to office@demo.example" in answer.text
    assert "Equality and Human Rights Commission" in answer.text
    assert 'href="/accessibility/"' in client.get("/check/").text


def test_the_statement_says_what_was_found_and_when(settings):
    settings.CONTACT_EMAIL = ""
    text = accessibility.as_markdown(FOUND)
    assert "On 24 November 2021 each of 212 kinds of pages" in text
    assert "at widths of 320, 768 and 1280 pixels: no faults" in text
    assert (
        "PDFs of 1 kind were checked against PDF/UA-1 by page-validation 0.11.0: no kinds with a fault"
        in text
    )
    assert "found nothing that breaks" in text
    assert "so we do not call it fully compliant" in text
    assert "Its address stands in every update" in text


def test_what_was_found_is_named_and_then_it_is_partly_compliant():
    broken = {
        **FOUND,
        "faults": [{"rule": "color-contrast", "pages": 3}],
        "papers": [{"name": "packs:order_paper", "faults": ["7.1-1"]}],
    }
    text = accessibility.as_markdown(broken)
    assert "partially compliant" in text
    assert "- the rule “color-contrast” is broken on 3 pages" in text
    assert "- the PDF “order paper” breaks 7.1-1" in text


def test_before_the_first_walk_it_says_so_and_afterwards_the_document_is_the_pages(monkeypatch, tmp_path):
    if accessibility.RESULTS.exists():
        assert sorted(json.loads(accessibility.RESULTS.read_text())) == sorted(FOUND)
    document = accessibility.RESULTS.parents[1] / "docs/accessibility.md"
    assert document.read_text() == accessibility.as_markdown()
    monkeypatch.setattr(accessibility, "RESULTS", tmp_path / "none.json")
    assert "have not been tested all together yet" in accessibility.as_markdown()
