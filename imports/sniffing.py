"""What a file is, told by its bytes and never by its name: kind, encoding, delimiter, line ends."""

import codecs
import csv
import hashlib
import io
import re
from dataclasses import dataclass

from imports import rules
from imports.rules import FileRefused

SAMPLE_BYTES = 256_000
# What people send instead of a list, by how it begins.
STRANGERS = (
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"), (b"BM", "a picture (bitmap)"),
    (b"II*\x00", "a picture (TIFF)"), (b"MM\x00*", "a picture (TIFF)"), (b"%PDF", "a PDF"), (b"{\\rtf", "a word processor document"),
    (b"\x1f\x8b", "a compressed file"), (b"7z\xbc\xaf", "a compressed file"), (b"Rar!", "a compressed file"), (b"SQLite format", "a database"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"BZh", "a compressed file"), (b"\xfd7zXZ", "a compressed file"),
)  # fmt: skip
ADVICE = "Open the list in a spreadsheet program and save it as CSV or XLSX."
NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "vertical bar", "": "none: one column"}


@dataclass(frozen=True)
class Sniffed:
    """What a file is. kind: "text", "zip" (xlsx, ods) or "ole" (xls, or anything encrypted by Office)."""

    kind: str
    sha256: str
    size: int
    encoding: str = ""


def undefined_byte(error):
    """windows-1252 leaves five bytes without a meaning; keep them as they are, as browsers do."""
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("keep", undefined_byte)


def sniff(path, name):
    """Look at every byte once. Raises FileRefused for what is no list of rows; returns Sniffed."""
    digest, utf8, size, head = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), 0, b""
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            if not size:
                head = block[:SAMPLE_BYTES]
            size += len(block)
            if size > rules.MAX_FILE_BYTES:
                limit = rules.MAX_FILE_BYTES // 1_000_000
                raise FileRefused(
                    f"“{name}” is larger than {limit} MB. Split it into smaller files and import them one after another."
                )
            digest.update(block)
            utf8 = _still(utf8, block)
    if not head.strip(b"\x00\xef\xbb\xbf\xfe\xff \t\r\n"):
        raise FileRefused(f"“{name}” is empty. Nothing was imported. Check that the right file was chosen.")
    kind = _kind(head, name)
    encoding = _encoding(head, _still(utf8, b"", final=True), name) if kind == "text" else ""
    return Sniffed(kind, digest.hexdigest(), size, encoding)


def _still(decoder, block, final=False):
    """The decoder while all so far is UTF-8, None from the first byte that is not."""
    if decoder is None:
        return None
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _kind(head, name):
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    for magic, words in STRANGERS:
        if head.startswith(magic) and not (len(magic) == 2 and _looks_like_text(head)):
            raise FileRefused(f"“{name}” is {words}, not a list of rows. {ADVICE}")
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise FileRefused(f"“{name}” is a picture or a film, not a list of rows. {ADVICE}")
    if re.match(rb"\s*(<!doctype|<html|<\?xml|<svg)", head.lstrip(b"\xef\xbb\xbf"), re.I):
        raise FileRefused(f"“{name}” is a web page or an XML file, not a list of rows. {ADVICE}")
    return "text"


def _looks_like_text(head):
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", head[:1_000])


def _encoding(head, utf8, name):
    """utf-8, utf-8-sig, utf-16-le, utf-16-be or windows-1252."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise FileRefused(
            f"“{name}” is written in UTF-32, which hardly any program reads. Save it again as UTF-8."
        )
    if head.startswith(b"\xff\xfe") or _zeroes(head[1::2]) > 0.4 > 4 * _zeroes(head[0::2]):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff") or _zeroes(head[0::2]) > 0.4 > 4 * _zeroes(head[1::2]):
        return "utf-16-be"
    odd = len(re.findall(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]", head))
    if odd > max(8, len(head) // 200):
        raise FileRefused(
            f"“{name}” is not text: it holds {odd} bytes in its first part that no list has. {ADVICE}"
        )
    if utf8:
        return "utf-8-sig" if head.startswith(b"\xef\xbb\xbf") else "utf-8"
    return "windows-1252"


def _zeroes(part):
    return part.count(0) / len(part) if part else 0


def open_text(path, encoding):
    """The file as text, its line ends untouched, its byte order mark gone. Nothing is decoded yet: what cannot be, the reader meets."""
    raw = open(path, "rb")  # noqa: SIM115 - the caller closes it
    if encoding.startswith("utf-16") and raw.read(2) not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raw.seek(0)
    errors = "keep" if encoding == "windows-1252" else "strict"
    return io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")


def delimiter_of(text, is_heading=lambda text: False):
    """The delimiter of a sample of text: the one that cuts most records into the same number of cells; "" for one column.

    is_heading: does a whole first line name a column? Then there is one column, whatever commas stand below it; where
    every comma stands within quotation marks it is one column of CSV.
    """
    if is_heading(next((line for line in text.splitlines() if line.strip()), "").strip(' "')):
        return "," if '"' in text and all(len(record) < 2 for record in _records(text, ",")) else ""
    best, best_score = "", 0.0
    for delimiter in (",", "\t", ";", "|"):
        widths = [len(record) for record in _records(text, delimiter) if record]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        score = widths.count(usual) / len(widths) if usual > 1 else 0
        if score > best_score + 0.02:
            best, best_score = delimiter, score
    return best if best_score >= 0.5 else _by_heading(text)


def _by_heading(text):
    """When rows are ragged, the first line with several cells decides."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = {delimiter: first.count(delimiter) for delimiter in ("\t", ";", "|", ",")}
    best = max(counts, key=counts.get)
    return best if counts[best] else ""


def _records(text, delimiter):
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        return []
