"""The search of `make canaries` finds a mark however it is packed; otherwise its zeroes would say nothing."""

import base64
import gzip
import io
import zipfile
from email.message import EmailMessage

import pytest

from saferstreets.common import pdf
from tests.canaries.searching import Searcher

SEARCH = Searcher({"Zqcanary01": "note", "07700900123": "contact"})
WORDS = b"Told by ZqCanary01, on 07700 900-123"


def zipped(content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inside.txt", content)
    return held.getvalue()


def letter(content):
    message = EmailMessage()
    message["Subject"] = "A letter"
    message.set_content(content.decode() + " – café", cte="base64")
    return message.as_bytes()


@pytest.mark.parametrize(
    "packed",
    [
        WORDS,
        gzip.compress(WORDS),
        zipped(WORDS),
        zipped(gzip.compress(WORDS)),
        base64.b64encode(WORDS),
        WORDS.decode().encode("utf-16"),
        letter(WORDS),
    ],
    ids=["plain", "gzip", "zip", "gzip in zip", "base64", "utf-16", "letter"],
)
def test_it_is_found_however_it_is_packed(packed):
    assert SEARCH.found(packed) == {"zqcanary01", "07700900123"}


@pytest.mark.pdf
def test_it_is_found_in_a_paper():
    html = f'<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body><h1>T</h1><p>{WORDS.decode()}</p></body></html>'
    assert SEARCH.found(pdf.render(html, "packs/papers.css")) == {"zqcanary01", "07700900123"}


def test_other_words_are_not_taken_for_it():
    assert SEARCH.found(zipped(b"Zqcanary02 and 07700 900124")) == set()
