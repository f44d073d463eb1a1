"""The lists of a room, above each of them."""

from django.template.loader import render_to_string

PARTS = [
    ("Homes", "households:household_list", True),
    ("Where sources disagree", "households:value_list", False),
]


def drawn(parts):
    return render_to_string(
        "components/parts.html", {"parts": parts, "slug": "own", "label": "Parts of the register"}
    )


def test_each_part_leads_there_under_its_own_words():
    page = drawn(PARTS)
    assert 'aria-label="Parts of the register"' in page
    assert 'aria-current="page" href="/own/households/">Homes</a>' in page
    assert '">Where sources disagree</a>' in page
    assert page.count("<a ") == 2
    assert page.count("aria-current") == 1


def test_a_single_part_is_no_choice():
    assert "<nav" not in drawn(PARTS[:1])
