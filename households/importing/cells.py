"""Cells of an address list as text: cleaned, joined, glued."""

import re
import unicodedata

from households.addresses.parts import NUMBER
from imports.importer import RowRefused


def clean(cell):
    """A cell's text on one line. Raises RowRefused for characters no address has."""
    if cell.isprintable():
        return cell.strip() if "  " not in cell else " ".join(cell.split())
    cell = "".join(
        " " if mark in "\t\r\n\v\f\x85" else mark for mark in cell if unicodedata.category(mark) != "Cf"
    )
    if any(unicodedata.category(mark) in ("Cc", "Cs", "Co") for mark in cell):
        raise RowRefused("A cell of the address holds characters that cannot be read.")
    return " ".join(cell.split())


def lined(cell):
    """A cell of an address as text: the lines within it, as on an envelope, become pieces of the address."""
    return clean(cell) if cell.isprintable() else clean(re.sub(r"\s*[\r\n\v]+\s*", ", ", cell.strip()))


def joined(row, field):
    cells = row.get(field)
    if not cells:
        return ""
    return clean(cells[0]) if len(cells) == 1 else " ".join(filter(None, map(clean, cells)))


def glued(cells):
    """Number, suffix, end number, end suffix as one: 12, A, 14 is 12A-14; "FLAT", 2 is FLAT 2."""
    text = ""
    for cell in filter(None, map(clean, cells)):
        if cell.endswith(".0") and cell[:-2].isdigit():
            cell = cell[:-2]
        glue = (
            ""
            if len(cell) == 1 and cell.isalpha() and text[-1:].isdigit()
            else "-"
            if cell.isdigit() and re.fullmatch(NUMBER, text)
            else " "
        )
        text = f"{text}{glue}{cell}" if text else cell
    return text


def shown(row):
    """The cells of an address as they stand, for a reason; at most 80 characters."""
    cells = [
        cell
        for field in ("address", "flat", "name", "number", "building", "street", "locality", "town")
        for cell in row.get(field, ())
    ]
    text = ", ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= 80 else text[:79] + "…"


def no_street(row):
    """Why a row without a street is refused."""
    words = shown(row)
    return (
        f"No street could be told from “{words}”."
        if words
        else "The columns of the address are empty in this row."
    )
