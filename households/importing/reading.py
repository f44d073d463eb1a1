"""One row of an address list, from its cells to an address in parts with its keys."""

import re
import unicodedata

from households import values as read
from households.addresses import Towns, learn_towns, read_address, read_door
from households.addresses.parts import NUMBER
from households.addresses.text import take_postcode
from households.matching import door_likeness, name_key, number_key
from households.models import Household, Street
from imports.importer import Parsed, RowRefused

CLEAN = ("flat", "name", "number", "street", "locality", "town", "postcode", "uprn", "reference", "tenure")
LONGEST = {
    **{
        field: Household._meta.get_field(field).max_length
        for field in ("flat", "name", "number", "reference")
    },
    **{
        field: Street._meta.get_field("name" if field == "street" else field).max_length
        for field in ("street", "locality", "town")
    },
}
SIMPLE = re.compile(NUMBER)
LEADS = re.compile(r"\d|flat\b|apartment\b|room\b", re.I)


class AddressReader:
    """Reads rows under one mapping. Learns the file's towns from its first rows."""

    def __init__(self, *, project, mapping, sample):
        self.mapping = mapping
        known = (
            Street.objects.filter(project=project).values_list("name", flat=True)
            if project.streets_locked
            else ()
        )
        self.towns = self._learn(sample, known) if "address" in mapping else Towns()
        self.places, self.streets = {}, {}
        headings = " ".join(mapping.get("number", ())).lower()
        self.two_numbers = len(mapping.get("number", ())) == 2 and not re.search(
            r"suffix|end|\bto\b", headings
        )

    def _learn(self, sample, known):
        texts = []
        for row in sample:
            if text := take_postcode(", ".join(filter(str.strip, row["address"])))[0]:
                texts.append(text.rsplit(",", 1)[0] if "," in text else text)
                if "," in text:
                    texts.append(f"Any Street {text.rsplit(',', 1)[1]}")
            texts += [
                f"Any Street {cell.strip()}"
                for field in ("town", "locality")
                for cell in row.get(field, ())
                if cell.strip()
            ]
        return learn_towns(texts, known)

    def facts(self):
        """The streets the file names: [name, locality, town] of each, as first written."""
        return {"streets": list(self.streets.values())}

    def read(self, row):
        """Parsed. Raises RowRefused for a row that names no door in a street."""
        notes = []
        flat, name, number, place, found = self._parts(row)
        street, locality, town, key = place
        if not key:
            raise RowRefused(_no_street(row))
        code = self._postcode(row, found, notes)
        uprn, tenure = "", read.Tenure.UNKNOWN.value
        if "uprn" in row and (cell := row["uprn"][0]):
            uprn = self._noted(read.uprn(cell), notes)
        if "tenure" in row and (cell := row["tenure"][0]):
            tenure = self._noted(read.tenure(_clean(cell)), notes)
        reference = _joined(row, "reference")
        if len(reference) > LONGEST["reference"]:
            notes.append(f"The reference is longer than {LONGEST['reference']} characters and was left out.")
            reference = ""
        if not (flat or name or number):
            raise RowRefused(f"No house number, name or flat could be told from “{_shown(row)}”.")
        clean = [flat, name, number, street, locality, town, code, uprn, reference, tenure]
        if len(street) + len(name) + len(flat) + len(number) > 25:
            _check_lengths(clean)
        return Parsed(f"{key}|{door_likeness(flat, name, number)}", uprn, clean, " ".join(notes))

    def _noted(self, answer, notes):
        if answer[1]:
            notes.append(answer[1])
        return answer[0]

    def _parts(self, row):
        """flat, name, number, (street, locality, town, key of the street), postcode found in the text."""
        if "address" not in row:
            flat, name, number = self._door_columns(row)
            if not (flat or name or number) and LEADS.match(text := _joined(row, "street")):
                return self._from_text(row, text)
            return flat, name, number, self._place(row, name), ""
        text = ", ".join(filter(None, map(_clean, row["address"])))
        flat, name, number = (
            self._door_columns(row)
            if self.mapping.keys() & {"flat", "name", "number", "building"}
            else ("", "", "")
        )
        if street := _joined(row, "street"):
            parts = read_door(_before_street(text, street))
            return (
                flat or read.proper(parts.flat),
                name or read.proper(parts.name),
                number or parts.number.upper(),
                self._place(row, name),
                "",
            )
        found = self._from_text(row, text)
        return flat or found[0], name or found[1], number or found[2], *found[3:]

    def _from_text(self, row, text):
        """The same from an address in words, other columns going before it."""
        parts = read_address(text, self.towns)
        if (
            parts.name
            and not (parts.number or parts.flat)
            and text.count(",") < 2
            and not (parts.town or parts.postcode or any(row.get("postcode", ())))
        ):
            # "Low Barn, Milnthorpe": a name and a place, and nothing to tell the street by.
            parts.street = ""
        place = self._remember(parts.street, *self._where(row, parts)) if parts.street else ("", "", "", "")
        return read.proper(parts.flat), read.proper(parts.name), parts.number.upper(), place, parts.postcode

    def _where(self, row, parts):
        """(locality, town): a column of its own goes before what the text says."""
        town, locality = _joined(row, "town"), _joined(row, "locality")
        if town and parts.town and name_key(parts.town) != name_key(town) and not parts.locality:
            parts.locality = parts.town
        return locality or parts.locality, town or parts.town

    def _door_columns(self, row):
        number, building = self._number(row), _joined(row, "building")
        flat, name = _glued(row.get("flat", ())), _joined(row, "name")
        if isinstance(number, tuple):
            flat, number = flat or number[0], number[1]
        if building:
            if number and not isinstance(self._number(row), tuple):
                flat, number = flat or number, ""
            name = f"{name}, {building}" if name else building
        if number and not SIMPLE.fullmatch(number):
            parts = read_door(number)
            flat, name, number = flat or parts.flat, name or parts.name, parts.number
        if name and number and not building:
            name = _without_street(name, number, _joined(row, "street"))
        return read.proper(flat), read.proper(name), number.upper()

    def _number(self, row):
        """The house number; (flat's number, house number) where two columns give two."""
        cells = row.get("number", ())
        if len(cells) == 1:
            return _clean(cells[0])
        given = [cell for cell in map(_clean, cells) if cell]
        if self.two_numbers:
            return (given[0], given[1]) if len(given) == 2 and given[0] != given[1] else "".join(given[:1])
        return _glued(given)

    def _place(self, row, name):
        """(street, locality, town, key), remembered by its cells: a street's rows repeat them."""
        cells = (row.get("street", ()), row.get("locality", ()), row.get("town", ()))
        place = self.places.get(cells)
        if place is None:
            streets = [cell for cell in map(_clean, cells[0]) if cell]
            locality = ", ".join([*streets[1:], *filter(None, map(_clean, cells[1]))])
            town = ", ".join(filter(None, map(_clean, cells[2])))
            place = self.places[cells] = self._remember(streets[0] if streets else "", locality, town)
        if not place[3] and name and (hamlet := place[1]):
            # A named house in the country has no street: its hamlet stands for one.
            return self._remember(hamlet, "", place[2])
        return place

    def _remember(self, street, locality, town):
        street, locality, town = read.proper(street.strip(" .,")), read.proper(locality), read.proper(town)
        if town and name_key(locality) == name_key(town):
            locality = ""
        key = name_key(street)
        if key:
            self.streets.setdefault((key, name_key(locality), name_key(town)), [street, locality, town])
        return street, locality, town, key

    def _postcode(self, row, found, notes):
        """The row's postcode. One that is none is left out, and the row says so; the home is kept."""
        given = _joined(row, "postcode") or found
        if not given:
            return ""
        code = read.postcode(given) or (read.postcode(found) if found else "")
        if not code:
            half = read.is_district(given)
            notes.append(
                f"The postcode “{given[:12]}” is {'only half of one' if half else 'not one'} and was left out."
            )
        return code


def _clean(cell):
    """A cell's text on one line. Raises RowRefused for characters no address has."""
    if cell.isprintable():
        return cell.strip() if "  " not in cell else " ".join(cell.split())
    cell = "".join(
        " " if mark in "\t\r\n\v\f\x85" else mark for mark in cell if unicodedata.category(mark) != "Cf"
    )
    if any(unicodedata.category(mark) in ("Cc", "Cs", "Co") for mark in cell):
        raise RowRefused("A cell of the address holds characters that cannot be read.")
    return " ".join(cell.split())


def _joined(row, field):
    cells = row.get(field)
    if not cells:
        return ""
    return _clean(cells[0]) if len(cells) == 1 else " ".join(filter(None, map(_clean, cells)))


def _glued(cells):
    """Number, suffix, end number, end suffix as one: 12, A, 14 is 12A-14; "FLAT", 2 is FLAT 2."""
    text = ""
    for cell in filter(None, map(_clean, cells)):
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


def _before_street(text, street):
    """The door's part of a whole address: what stands before the street's name, or all of it."""
    found = re.search(rf"\b{re.escape(street)}\b", text, re.I)
    return text[: found.start()].strip(" ,") if found and found.start() else text


def _without_street(name, number, street):
    """A name that only repeats number and street is none."""
    return "" if name_key(name) in (name_key(f"{number} {street}"), number_key(number)) else name


def _shown(row):
    cells = [
        cell
        for field in ("address", "flat", "name", "number", "building", "street", "locality", "town")
        for cell in row.get(field, ())
    ]
    text = ", ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= 80 else text[:79] + "…"


def _no_street(row):
    shown = _shown(row)
    return (
        f"No street could be told from “{shown}”."
        if shown
        else "The columns of the address are empty in this row."
    )


def _check_lengths(clean):
    for field, longest in LONGEST.items():
        value = clean[CLEAN.index(field)]
        if field != "reference" and len(value) > longest:
            raise RowRefused(
                f"The {field} “{value[:40]}…” is longer than {longest} characters. Shorten it, or check that the column is the right one."
            )
