"""No footage, ever: a film is refused for what is in it, whatever it is called, however large, and inside a PDF too."""

import io
import zlib

import pytest
from PIL import Image

from evidence import footage, rules
from evidence.choices import DocumentType
from tests.factories.cctv import MP4, photograph

TS = (b"\x47" + b"\x00" * 187) * 4
FILMS = {
    "MP4": MP4,
    "QuickTime": b"\x00\x00\x00\x14ftypqt  " + b"\x00" * 40,
    "old QuickTime": b"\x00\x00\x0f\xffmoov" + b"\x00" * 40,
    "3GP": b"\x00\x00\x00\x18ftyp3gp5" + b"\x00" * 40,
    "AVI": b"RIFF\x00\x10\x00\x00AVI LIST" + b"\x00" * 40,
    "WebM": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81webm" + b"\x00" * 40,
    "WMV": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + b"\x00" * 40,
    "MPEG": b"\x00\x00\x01\xba" + b"\x00" * 40,
    "a transport stream": TS,
    "a transport stream with times": b"".join(b"\x00\x00\x00\x01" + TS[:188] for _ in range(4)),
    "a bare stream": b"\x00\x00\x00\x01\x67\x64\x00\x1f" + b"\x00" * 40,
    "a recorder's file": b"DHAV\xfd\x00" + b"\x00" * 40,
    "Flash": b"FLV\x01\x05" + b"\x00" * 40,
    "Ogg": b"OggS\x00\x02" + b"\x00" * 40,
}


def moving(kind):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    kept = io.BytesIO()
    frames[0].save(kept, kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
    return kept.getvalue()


def pdf(stream, head=b""):
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Length 9 >>\n"
        + head
        + b"stream\r\n"
        + stream
        + b"\nendstream\nendobj\n%%EOF"
    )


@pytest.mark.parametrize("name", FILMS)
def test_every_kind_of_film_is_refused_with_the_reason(name):
    with pytest.raises(rules.DocumentRefused, match=r"This is a video .* keeps no footage, ever"):
        rules.checked(FILMS[name])


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "GIF"])
def test_a_moving_picture_is_a_film(kind):
    with pytest.raises(rules.DocumentRefused, match="a moving picture"):
        rules.checked(moving(kind))


@pytest.mark.parametrize(
    "content",
    [pdf(MP4), pdf(zlib.compress(MP4 * 50)), b"%PDF-1.4\n" + MP4, pdf(b"x") + FILMS["WebM"]],
    ids=["as it is", "compressed", "behind a false beginning", "behind the end"],
)
def test_a_film_that_a_pdf_carries_is_refused(content):
    with pytest.raises(rules.DocumentRefused, match="inside a PDF"):
        rules.checked(content)


def test_a_film_too_large_to_be_a_paper_is_still_refused_as_a_film():
    with pytest.raises(rules.DocumentRefused, match="This is a video"):
        rules.checked(MP4 + b"\x00" * rules.MOST_BYTES)


def test_photographs_and_papers_pass_and_photographs_lose_their_data():
    kind, kept = rules.checked(photograph())
    assert kind == DocumentType.JPEG
    assert b"Example Camera Maker" not in kept
    for still in ("PNG", "WEBP"):
        plain = io.BytesIO()
        Image.new("RGB", (8, 8)).save(plain, still)
        assert rules.checked(plain.getvalue())[0] == DocumentType.JPEG
    letter = pdf(zlib.compress(b"BT (A letter about cameras) Tj ET"))
    assert rules.checked(letter) == (DocumentType.PDF, letter)
    assert footage.kind_of(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20) == ""
