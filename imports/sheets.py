"""Spreadsheets: weighed before they are opened, and opened in a process of their own that may not grow or linger."""

import json
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from django.conf import settings

from imports import rules
from imports.rules import FileRefused

LOCKED = "“{name}” is protected by a password. Remove the password in the spreadsheet program, save it again, and import that."
SMALLER = "Save the sheet that holds the list as CSV and import that: a CSV file may have any number of rows."


def unpack(path, sniffed, name, folder):
    """Write each sheet with rows in it to a CSV file in `folder`. Returns [(sheet name, path)], in the file's order.

    Raises FileRefused for a bomb, an encrypted or broken file, or one that is no spreadsheet.
    """
    if sniffed.size > rules.MAX_SHEET_BYTES:
        raise FileRefused(
            f"“{name}” is a spreadsheet of more than {rules.MAX_SHEET_BYTES // 1_000_000} MB. {SMALLER}"
        )
    if sniffed.kind == "zip":
        _weigh(path, name)
    elif b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in Path(path).read_bytes():
        raise FileRefused(LOCKED.format(name=name))
    return _in_child(path, name, folder)


def _weigh(path, name):
    """Read every member to its end, keeping nothing: what a header says about size is not believed."""
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > rules.MAX_SHEET_MEMBERS:
                raise FileRefused(
                    f"“{name}” holds {len(members)} parts inside; a list has a handful. {SMALLER}"
                )
            names = {member.filename for member in members}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise FileRefused(
                    f"“{name}” is a compressed file or a document, not a spreadsheet. Unpack it and import the list inside."
                )
            for member in members:
                if member.flag_bits & 1:
                    raise FileRefused(LOCKED.format(name=name))
                total = _weigh_member(archive, member, name, total)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ) as broken:
        raise FileRefused(
            f"“{name}” is a spreadsheet that is damaged or cut short. Nothing was imported. Save it again and import the new file."
        ) from broken


def _weigh_member(archive, member, name, total):
    seen = b""
    with archive.open(member) as part:
        while block := part.read(1 << 16):
            total += len(block)
            if total > rules.MAX_SHEET_UNPACKED:
                raise FileRefused(
                    f"“{name}” unpacks to more than {rules.MAX_SHEET_UNPACKED // 1_000_000} MB. {SMALLER}"
                )
            if len(seen) < 4_096:
                seen += block[:4_096]
    if re.search(rb"<!DOCTYPE|<!ENTITY", seen, re.I):
        raise FileRefused(
            f"“{name}” holds definitions that no spreadsheet program writes. It was not opened."
        )
    if member.filename == "META-INF/manifest.xml" and b"encryption-data" in seen:
        raise FileRefused(LOCKED.format(name=name))
    return total


def _in_child(path, name, folder):
    limits = {
        "rows": rules.MAX_SHEET_ROWS, "columns": rules.MAX_SHEET_COLUMNS, "seconds": rules.SHEET_SECONDS, "memory": rules.SHEET_MEMORY,
    }  # fmt: skip
    command = [
        sys.executable,
        "-I",
        str(Path(__file__).with_name("sheet_child.py")),
        str(path),
        str(folder),
        json.dumps(limits),
    ]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=rules.SHEET_SECONDS + 10, cwd=settings.BASE_DIR
        )
    except subprocess.TimeoutExpired as late:
        raise FileRefused(f"“{name}” could not be read in time. {SMALLER}") from late
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise FileRefused(
            f"“{name}” is too large or too damaged to open as a spreadsheet. {SMALLER}"
        ) from None
    if "refused" in answer:
        raise FileRefused(_sentence(answer["refused"], name))
    if not answer["sheets"]:
        raise FileRefused(
            f"“{name}” is a spreadsheet with nothing in it. Check that the right file was chosen."
        )
    return [(sheet, Path(folder) / file) for sheet, file in answer["sheets"]]


def _sentence(code, name):
    return {
        "locked": LOCKED.format(name=name),
        "rows": f"“{name}” has a sheet with more than {rules.MAX_SHEET_ROWS:,} rows. {SMALLER}",
        "columns": f"“{name}” has a sheet with more than {rules.MAX_SHEET_COLUMNS} columns. Delete the columns that are not needed, or save it as CSV.",
    }.get(
        code,
        f"“{name}” cannot be opened as a spreadsheet: it is damaged or of a kind the office does not read. {SMALLER}",
    )
