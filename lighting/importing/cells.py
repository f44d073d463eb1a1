"""Cells of an inventory as values. Every reader gives (value as text, "" for unknown; what was left out of it, in words)."""

import datetime
import re
from functools import lru_cache

# What lists write where they know nothing.
NOTHING = frozenset(
    {"", "-", "--", "n/a", "na", "none", "null", "nan", "unknown", "not known", "tbc", "?", "#n/a"}
)
# What a spreadsheet makes of a number it took for a quantity, and of one it took for a day.
POWER = re.compile(r"(\d)(?:[.,](\d+))?e\+(\d{1,3})", re.I)
DAY_OF_IT = re.compile(
    r"\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ]\d{1,2}",
    re.I,
)
DATES = (
    "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%Y/%m/%d", "%Y%m%d",
)  # fmt: skip
EARLIEST, LATEST = datetime.date(1900, 1, 2), datetime.date(2100, 1, 1)
SERIAL = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet


def bare(cell):
    """A cell on one line, without what cannot be seen; "" for what says nothing."""
    text = " ".join("".join(mark for mark in cell if mark.isprintable() or mark.isspace()).split())
    return "" if text.casefold() in NOTHING else text


words = lru_cache(maxsize=20_000)(bare)


def identity(cell):
    """A number that names something. One that a spreadsheet has rounded, or turned into a day, names nothing any more."""
    text = cell if cell.isalnum() and cell.isascii() else bare(cell)
    if text.isdigit():
        return text, ""
    if text.endswith((".0", ".00")) and text.partition(".")[0].isdigit():
        return text.partition(".")[0], ""
    if power := POWER.fullmatch(text):
        digits = power[1] + (power[2] or "")
        if len(digits) == int(power[3]) + 1:  # every figure of it is there
            return digits, ""
        return "", f"“{text}” was rounded by a spreadsheet and names no column any more"
    if DAY_OF_IT.fullmatch(text):
        return "", f"“{text}” was turned into a day by a spreadsheet"
    if text.startswith("#"):
        return "", f"“{text}” is a fault of a spreadsheet"
    return text, ""


def amount(text):
    """A plain number written in a cell as (whole, thousandths), commas between thousands allowed; None for anything else."""
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,12}))?", text)
    if not found:
        return None
    return int(found[1].replace(",", "")), int((found[2] or "").ljust(3, "0")[:3])


@lru_cache(maxsize=5_000)
def milliwatts(cell):
    """A wattage, up to 2,000 W."""
    text = bare(cell)
    found = amount(re.sub(r"\s*w(?:atts?)?\.?$", "", text, flags=re.I))
    if not text or found == (0, 0):
        return "", ""
    if found is None or found[0] > 2_000:
        return "", f"the wattage “{text[:20]}” was left out"
    return str(found[0] * 1_000 + found[1]), ""


@lru_cache(maxsize=1_000)
def kelvin(cell):
    """A colour temperature between 1,000 and 12,000 K."""
    text = bare(cell)
    found = amount(re.sub(r"\s*k(?:elvin)?\.?$", "", text, flags=re.I))
    if not text or found == (0, 0):
        return "", ""
    if found is None or found[0] not in range(1_000, 12_001):
        return "", f"the colour temperature “{text[:20]}” was left out"
    return str(found[0]), ""


# What a height is counted in: millimetres of one.
UNITS = {"m": 1_000, "metre": 1_000, "metres": 1_000, "cm": 10, "mm": 1, "ft": 305, "feet": 305}


@lru_cache(maxsize=5_000)
def height(cell, unit):
    """A height from 0.5 to 45 m in millimetres. unit: of a bare number, in millimetres; a unit in the cell goes before it."""
    text = bare(cell).casefold()
    found = re.fullmatch(r"([\d.,]+)\s*(m|cm|mm|ft|feet|metres?)?\.?", text)
    number = amount(found[1]) if found else None
    if not text or number == (0, 0):
        return "", ""
    if number is None:
        return "", f"the height “{text[:20]}” was left out"
    millimetres = (number[0] * 1_000 + number[1]) * (UNITS[found[2]] if found[2] else unit) // 1_000
    if millimetres not in range(500, 45_001):
        return "", f"the height “{text[:20]}” was left out: no column is that high"
    return str(millimetres), ""


def unit_of_heights(heading, cells):
    """In what a list counts heights: its heading says so, else the middle one of its numbers does. Millimetres of one unit."""
    said = re.search(r"(?:\b|_)(cm|mm|m|metres?|ft|feet)\b\)?\s*$", heading.casefold())
    if said:
        return UNITS[said[1]]
    numbers = sorted(found[0] for cell in cells if (found := amount(bare(cell))) and found[0])
    middle = numbers[len(numbers) // 2] if numbers else 0
    return 1_000 if middle < 60 else 10 if middle < 2_500 else 1


@lru_cache(maxsize=20_000)
def day(cell):
    """A day as ISO text, whatever time stands behind it."""
    text = re.sub(r"[ T]+\d{1,2}[:.]\d{2}.*$", "", bare(cell))
    if not text or text in ("0", "01/01/1900", "1900-01-01", "30/12/1899", "00/00/0000"):
        return "", ""
    if re.fullmatch(r"[12345]\d{4}(?:\.\d+)?", text):
        return (SERIAL + datetime.timedelta(days=int(text[:5]))).isoformat(), ""
    for form in DATES:
        try:
            found = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found.isoformat(), ""
        break
    return "", f"“{text[:20]}” is no day and was left out"


def metres(cell):
    """A coordinate in whole metres, or None."""
    if cell.isdigit() and cell.isascii():
        return int(cell)
    found = amount(bare(cell))
    return found[0] + (found[1] >= 500) if found else None


def degrees(cell):
    """A coordinate in degrees, or None."""
    text = bare(cell)
    return float(text) if re.fullmatch(r"[-+]?\d{1,3}\.\d{2,20}", text) else None
