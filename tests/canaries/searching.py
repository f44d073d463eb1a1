"""Looks for many marks at once in any bytes: as they are, and in everything that is packed, zipped, deflated or coded inside them."""

import base64
import binascii
import contextlib
import email
import email.policy
import gzip
import io
import re
import zipfile
import zlib

import pypdf

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
CODED = re.compile(rb"[A-Za-z0-9+/_-]{40,}={0,2}")
DEEPEST = 4
# Characters that people put into a number, and that a page or a paper may drop or change.
LOOSE = re.compile(r"[\s().-]+")


class Searcher:
    """Searches for marks of letters and digits, whatever their case."""

    def __init__(self, marks):
        self.marks = {mark.lower() for mark in marks}
        alternatives = sorted(map(re.escape, self.marks), key=len, reverse=True)
        self.pattern = re.compile("|".join(alternatives).encode())

    def found(self, content):
        """The marks anywhere in these bytes, packed or not."""
        return {hit for piece in unfolded(content) for hit in self._plain(piece)}

    def _plain(self, piece):
        lowered = piece.lower()
        wide = lowered.replace(b"\x00", b"")  # UTF-16 of what is ASCII
        close = LOOSE.sub("", wide.decode("latin-1")).encode("latin-1")
        return {hit.decode() for text in {lowered, wide, close} for hit in self.pattern.findall(text)}


def unfolded(content, depth=0):
    """The bytes themselves, and then whatever can be unpacked from them."""
    yield content
    if depth >= DEEPEST:
        return
    for unpack in (_gzipped, _zipped, _of_pdf, _of_mail, _coded):
        for piece in unpack(content):
            yield from unfolded(piece, depth + 1)


def _gzipped(content):
    if content.startswith(b"\x1f\x8b"):
        with contextlib.suppress(OSError, EOFError, zlib.error):
            yield gzip.decompress(content)


def _zipped(content):
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for member in file.infolist():
                yield member.filename.encode()
                yield file.read(member)


def _of_pdf(content):
    if not content.startswith(b"%PDF-"):
        return
    for stream in STREAM.findall(content):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(stream)
    with contextlib.suppress(pypdf.errors.PyPdfError):  # what only begins like a PDF
        paper = pypdf.PdfReader(io.BytesIO(content))
        yield str(paper.metadata).encode()
        for sheet in paper.pages:
            yield sheet.extract_text().encode()
        for attached in paper.attachment_list:
            yield attached.content


def _of_mail(content):
    if not re.match(rb"(?:[A-Za-z-]+: .*\r?\n)", content) or b"MIME-Version" not in content[:2000]:
        return
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        yield str(part.items()).encode()
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""


def _coded(content):
    for run in CODED.findall(content[:5_000_000]):
        with contextlib.suppress(binascii.Error, ValueError):
            yield base64.b64decode(run.translate(bytes.maketrans(b"-_", b"+/")) + b"=" * (-len(run) % 4))
