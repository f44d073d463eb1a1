"""The databases' own fast paths keep every text to the letter."""

import pytest

from imports import bulk
from imports.models import Row
from imports.staging import COLUMNS
from tests.factories.accounts import ProjectFactory
from tests.factories.imports import listing, stage

pytestmark = pytest.mark.django_db
ODD = ["", "None", "\\None", "\\N", "\\.", "None, or so", "a\tb", "a\nb", "a\r\nb", "back\\slash", "\\", "\\t", 'a "quoted" one', "'", "NULL", "\x01", "\x1c", "£ and é", "%s", " "]  # fmt: skip


@pytest.fixture
def batch(db):
    return stage(ProjectFactory(), listing(["1", "Mill Lane", "", "", ""]))


def inserted(batch, texts):
    """The reasons as the database has them after rows with these went in."""
    rows = [
        (batch.project_id, batch.pk, 1_000 + place, "[]", "", "", "", "refused", text, None, "", "", "")
        for place, text in enumerate(texts)
    ]
    bulk.insert(Row, COLUMNS, rows)
    return list(
        Row.objects.filter(batch=batch, number__gte=1_000)
        .order_by("number")
        .values_list("reason", "thing_id")
    )


@pytest.mark.parametrize("text", ODD)
def test_a_text_alone(batch, text):
    assert inserted(batch, [text]) == [(text, None)]


def test_odd_texts_among_plain_ones(batch):
    texts = [text for odd in ODD for text in ("plain", odd, "plain")] * 2
    assert inserted(batch, texts) == [(text, None) for text in texts]


def test_reserved_ids_are_nobody_elses():
    assert not set(bulk.reserve(Row, 50)) & set(bulk.reserve(Row, 50))
