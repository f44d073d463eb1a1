"""Lists and spreadsheets as no program should write them."""

import csv
import io
import re
import struct
import zipfile

import openpyxl

ROWS = [
    ["Number", "Street", "Town", "Postcode", "UPRN"],
    ["14", "Clay Street", "Workington", "ZZ14 1AB", "10002223334"],
    ["00123", "Café Lane", "Workington", "ZZ14 1AC", "1e308"],
    ["1-2", "=cmd|' /C calc'!A0", "@SUM(1)", "-1", "+1"],
    ["Flat 2", 'The "Old" Mill', "Line\none", "ZZ14 1AD", ""],
]
BYTES = [
    b"\x00",
    b'"',
    b'""',
    b"\r",
    b"\n",
    b",",
    b";",
    b"\t",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"\x1a",
    b"'",
    b"\xc3",
    b"\x81",
]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "utf-7", "utf-32")
NUMBERS = (
    "1e308",
    "-1e308",
    "NaN",
    "99999999999999999999",
    "-1",
    "0",
    "",
    "1048577",
    "2147483648",
    "9" * 400,
    "XFD1048576",
    "A0",
    "x",
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def text_list(dice):
    """The bytes of one CSV-like file."""
    held = io.StringIO()
    rows = [list(row) for row in ROWS] + [dice.choice(ROWS)[:] for _ in range(dice.randrange(12))]
    for _ in range(dice.randrange(4)):
        row = dice.choice(rows)
        row[dice.randrange(len(row))] = dice.choice(
            ["x" * dice.choice((10, 300, 70_000)), "\u202e\u200b", "ﬀ", "\x00", *NUMBERS]
        )
    if dice.random() < 0.1:
        rows = [row * dice.choice((2, 50, 300)) for row in rows]
    csv.writer(
        held, delimiter=dice.choice(",;\t|"), lineterminator=dice.choice(("\n", "\r\n", "\r"))
    ).writerows(rows)
    content = held.getvalue().encode(dice.choice(ENCODINGS), errors="replace")
    return broken(content, dice)


def broken(content, dice, most=6):
    """Some bytes changed, put in, left out or doubled; sometimes cut short; sometimes nothing."""
    content = bytearray(content)
    for _ in range(dice.randrange(most)):
        at = dice.randrange(len(content) + 1)
        what = dice.randrange(5)
        if what == 0 and at < len(content):
            content[at] = dice.randrange(256)
        elif what == 1:
            content[at:at] = dice.choice(BYTES) * dice.choice((1, 1, 2, 40))
        elif what == 2:
            del content[at : at + dice.choice((1, 3, 30))]
        elif what == 3:
            content[at:at] = content[at : at + dice.choice((1, 20, 200))]
        elif dice.random() < 0.3:
            del content[at:]
    return bytes(content)


def good_book(dice):
    """{member: bytes} of a workbook that opens."""
    book = openpyxl.Workbook()
    for row in ROWS + [dice.choice(ROWS)] * dice.randrange(6):
        book.active.append([cell if not cell.startswith("=") else f"'{cell}" for cell in row])
    if dice.random() < 0.3:
        book.create_sheet("Notes").append(["Nothing here"])
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as file:
        return {name: file.read(name) for name in file.namelist()}


def workbook(dice):
    """The bytes of one spreadsheet, with its insides changed and then, perhaps, its outside."""
    members = good_book(dice)
    for _ in range(dice.randrange(1, 4)):
        dice.choice(CHANGES)(members, dice)
    content = zipped(members, dice)
    return broken(content, dice) if dice.random() < 0.4 else content


def zipped(members, dice):
    """The members as a ZIP, now and then with the same name twice, a path that climbs, or a size that lies."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as file:
        for name, content in members.items():
            file.writestr(name, content)
        if dice.random() < 0.1:
            file.writestr("../../../etc/planted", b"x")
    content = held.getvalue()
    if dice.random() < 0.1 and (at := content.find(b"PK\x01\x02")) >= 0:
        content = (
            content[: at + 24] + struct.pack("<I", dice.choice((0, 1, 2**31, 2**32 - 1))) + content[at + 28 :]
        )
    return content


def _numbers(members, dice):
    name = dice.choice(list(members))
    found = list(re.finditer(rb"\d+", members[name]))
    if found:
        hit = dice.choice(found)
        members[name] = (
            members[name][: hit.start()] + dice.choice(NUMBERS).encode() + members[name][hit.end() :]
        )


def _tags(members, dice):
    name = dice.choice(list(members))
    found = list(re.finditer(rb"<[^>]*>", members[name]))
    if found:
        hit = dice.choice(found)
        members[name] = (
            members[name][: hit.start()]
            + dice.choice((b"", hit[0] * 2, b"<", b"</x>", hit[0] * 3_000))
            + members[name][hit.end() :]
        )


def _member_bytes(members, dice):
    name = dice.choice(list(members))
    members[name] = broken(members[name], dice)


def _without(members, dice):
    members.pop(dice.choice(list(members)))
    members.setdefault("xl/workbook.xml", b"<workbook/>")


def _definitions(members, dice):
    name = dice.choice(list(members))
    members[name] = BOMB.encode() + members[name]


def _far_cell(members, dice):
    name = "xl/worksheets/sheet1.xml"
    far = dice.choice(("XFD1048576", "A1048576", "ZZZ99999999", "B20101"))
    members[name] = members.get(name, b"").replace(
        b"</sheetData>", f'<row r="9"><c r="{far}"><v>1</v></c></row></sheetData>'.encode()
    )


def _many(members, dice):
    for number in range(dice.choice((3, 250))):
        members[f"xl/extra{number}.xml"] = b"<x/>"


def _long_cell(members, dice):
    members["xl/sharedStrings.xml"] = members.get("xl/sharedStrings.xml", b"").replace(
        b"Clay", b"C" * dice.choice((100, 40_000, 3_000_000))
    )


CHANGES = (
    _numbers,
    _numbers,
    _tags,
    _tags,
    _member_bytes,
    _without,
    _definitions,
    _far_cell,
    _many,
    _long_cell,
)
