"""One row of an address list, from its cells to an address in parts with its keys."""

import re

from households import values as read
from households.addresses import Towns, learn_towns, read_address, read_door
from households.addresses.parts import NUMBER
from households.addresses.text import take_postcode
from households.importing.cells import clean, glued, joined, lined, no_street, shown
from households.importing.pieces import (
    LED_STREET,
    LONGEST,
    before_street,
    check_length,
    make_door,
    read_postcode,
    sorted_out,
    without_street,
)
from households.matching import name_key, place_key, place_of
from households.models import Street
from imports.importer import Parsed, RowRefused

DOOR_FIELDS = ("flat", "name", "number", "building")
UNKNOWN = read.Tenure.UNKNOWN.value
# Readings remembered of each kind; a street's rows mostly stand together, so few are enough for a list of any length.
MOST = 5_000
SIMPLE = re.compile(NUMBER)
QUICK = re.compile(
    r"(?:((?:flat|apartment|apt|room|unit) (?:\d{1,3}[a-z]?|[a-z])),? )?(\d{1,5}[a-z]?),? (?=[^\W\d]{2})",
    re.I,
)
LEADS = re.compile(r"\d|flat\b|apartment\b|room\b", re.I)


class AddressReader:
    """Reads rows under one mapping. Learns the file's towns from its first rows.

    A list repeats itself: what a street's, a door's or a postcode's cells say is worked out once and remembered.
    """

    def __init__(self, *, project, mapping, sample):
        self.mapping, self.in_words = mapping, "address" in mapping
        streets = Street.objects.filter(project=project).values_list("name", flat=True)
        self.towns = (
            self._learn(sample, streets if project.streets_locked else ()) if self.in_words else Towns()
        )
        self.streets, self.places, self.rests, self.doors, self.codes, self.tenures = {}, {}, {}, {}, {}, {}
        self.door_fields = [field for field in DOOR_FIELDS if field in mapping]
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
            places = [cell for field in ("town", "locality") for cell in row.get(field, ())]
            texts += [f"Any Street {cell.strip()}" for cell in places if cell.strip()]
        return learn_towns(texts, known)

    def facts(self):
        """Streets of one name in several places, which must be told apart: [name, locality, town] of each, as first written."""
        several = (places for places in self.streets.values() if len(places) > 1)
        return {"streets": [list(words) for places in several for words in places.values()]}

    def read(self, row):
        """Parsed. Raises RowRefused for a row that names no door in a street."""
        (flat, name, number, likeness), place, found = self._door_and_place(row)
        street, locality, town, key = place
        if not key:
            raise RowRefused(no_street(row))
        if not likeness:
            raise RowRefused(f"No house number, name or flat could be told from “{shown(row)}”.")
        code, note = self._postcode(row, found)
        uprn, reference, tenure = "", "", UNKNOWN
        if "uprn" in row and (cell := row["uprn"][0]):
            uprn, said = read.uprn(cell)
            note = f"{note} {said}".strip() if said else note
        if "tenure" in row and (cell := row["tenure"][0]):
            tenure, said = self._tenure(cell)
            note = f"{note} {said}".strip() if said else note
        if "reference" in row:
            reference = joined(row, "reference")
            if len(reference) > LONGEST["reference"]:
                note = f"{note} The reference is longer than {LONGEST['reference']} characters and was left out.".strip()
                reference = ""
        return Parsed(
            f"{key}|{likeness}",
            uprn,
            [flat, name, number, street, locality, town, code, uprn, reference, tenure],
            note,
        )

    def _door_and_place(self, row):
        """((flat, name, number, likeness), (street, locality, town, key of the street), postcode found in the text)."""
        if self.in_words:
            return self._from_words(row)
        cells = tuple([row[field] for field in self.door_fields])
        if "name" in row:
            cells += (row.get("street"),)
        door = self.doors.get(cells)
        if door is None:
            if len(self.doors) > MOST:
                self.doors.clear()
            door = self.doors[cells] = make_door(*self._door_columns(row))
        if not (door[1] or door[2]) and LEADS.match(text := joined(row, "street")):
            # "14 Abbey Road" in the column of the street.
            told, place, found = self._from_text(row, text)
            if told[3]:
                return make_door(door[0] or told[0], told[1], told[2]), place, found
        place = self._place(row, door[1])
        if not place[3] and "name" in row and (led := LED_STREET.match(joined(row, "name"))):
            # "24 Lichfield Avenue, Hale" as the name of a property whose street is left empty.
            return self._from_text(row, led.group() if any(row.get("town", ())) else joined(row, "name"))
        return door, place, ""

    def _from_words(self, row):
        """The same where an address stands in words; columns of their own go before it."""
        text = ", ".join(filter(None, map(lined, row["address"])))
        if not self.door_fields and "street" not in row and (quick := self._quick(row, text)):
            return quick
        flat, name, number = self._door_columns(row) if self.door_fields else ("", "", "")
        if street := joined(row, "street"):
            parts, place, found = read_door(before_street(text, street)), self._place(row, name), ""
            told = make_door(read.proper(parts.flat), read.proper(parts.name), parts.number.upper())
        else:
            told, place, found = self._from_text(row, text)
        door = (
            make_door(flat or told[0], name or told[1], number or told[2]) if flat or name or number else told
        )
        return door, place, found

    def _quick(self, row, text):
        """The same for the commonest shapes, "14 Abbey Road, Oxford" and "Flat 2 14 Abbey Road Oxford OX2 0AE".

        What follows the number is read once for each street, in full, and remembered. None for any other shape.
        """
        found, ends = "", text.rsplit(None, 2)
        if len(ends) == 3 and len(ends[2]) == 3 and self._postcode({}, code := f"{ends[1]} {ends[2]}")[0]:
            text, found = ends[0].rstrip(" ,"), code
        led = QUICK.match(text)
        if not led:
            return None
        rest = (text[led.end() :], row.get("locality"), row.get("town"))
        place = self.rests.get(rest)
        if place is None:
            if len(self.rests) > MOST:
                self.rests.clear()
            parts = read_address(f"1 {rest[0]}", self.towns)
            simple = parts.number == "1" and parts.street and not (parts.flat or parts.name or parts.postcode)
            place = self.rests[rest] = (
                self._remember(parts.street, *self._where(row, parts)) if simple else ()
            )
        if not place:
            return None
        cells = led.groups()
        door = self.doors.get(cells)
        if door is None:
            if len(self.doors) > MOST:
                self.doors.clear()
            door = self.doors[cells] = make_door(
                read.proper(" ".join((cells[0] or "").split())), "", cells[1].upper()
            )
        return door, place, found

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
        return (
            make_door(read.proper(parts.flat), read.proper(parts.name), parts.number.upper()),
            place,
            parts.postcode,
        )

    def _where(self, row, parts):
        """(locality, town): a column of its own goes before what the text says."""
        town, locality = joined(row, "town"), joined(row, "locality")
        if town and parts.town and name_key(parts.town) != name_key(town) and not parts.locality:
            parts.locality = parts.town
        return locality or parts.locality, town or parts.town

    def _door_columns(self, row):
        number, building = self._number(row), joined(row, "building")
        flat, name = glued(row.get("flat", ())), joined(row, "name")
        if isinstance(number, tuple):
            flat, number = flat or number[0], number[1]
        if building:
            if number and not isinstance(self._number(row), tuple):
                flat, number = flat or number, ""
            name = f"{name}, {building}" if name else building
        if number and not SIMPLE.fullmatch(number):
            parts = read_door(number)
            flat, name, number = flat or parts.flat, name or parts.name, parts.number
        if not building:
            flat, name, number = sorted_out(flat, name, number)
        if name and number and not building:
            name = without_street(name, number, joined(row, "street"))
        return read.proper(flat), read.proper(name), number.upper()

    def _number(self, row):
        """The house number; (flat's number, house number) where two columns give two."""
        cells = row.get("number", ())
        if len(cells) == 1:
            return clean(cells[0])
        given = [cell for cell in map(clean, cells) if cell]
        if self.two_numbers:
            return (given[0], given[1]) if len(given) == 2 and given[0] != given[1] else "".join(given[:1])
        return glued(given)

    def _place(self, row, name):
        """(street, locality, town, key), remembered by its cells: a street's rows repeat them."""
        cells = (row.get("street", ()), row.get("locality", ()), row.get("town", ()))
        place = self.places.get(cells)
        if place is None:
            if len(self.places) > MOST:
                self.places.clear()
            streets = [cell for cell in map(clean, cells[0]) if cell]
            locality = ", ".join([*streets[1:], *filter(None, map(clean, cells[1]))])
            town = ", ".join(filter(None, map(clean, cells[2])))
            place = self.places[cells] = self._remember(streets[0] if streets else "", locality, town)
        if not place[3] and name and (hamlet := place[1]):
            # A named house in the country has no street: its hamlet stands for one.
            return self._remember(hamlet, "", place[2])
        return place

    def _remember(self, street, locality, town):
        street, locality, town = read.proper(street.strip(" .,")), read.proper(locality), read.proper(town)
        for field, value in (("street", street), ("locality", locality), ("town", town)):
            check_length(field, value)
        if "," in town:
            # "Salterbeck, Workington" in one column.
            more, town = (part.strip() for part in town.rsplit(",", 1))
            locality = (
                locality
                if place_key(more) in ("", place_key(locality))
                else f"{locality}, {more}".strip(", ")
            )
        if place_key(locality) == place_key(town):
            locality = ""
        key = name_key(street)
        if key:
            self.streets.setdefault(key, {}).setdefault(place_of(locality, town), (street, locality, town))
        return street, locality, town, key

    def _postcode(self, row, found):
        """(postcode, note). One that is none is left out, and the row says so; the home is kept."""
        cells = (row.get("postcode"), found)
        answer = self.codes.get(cells)
        if answer is None:
            if len(self.codes) > MOST:
                self.codes.clear()
            answer = self.codes[cells] = read_postcode(joined(row, "postcode"), found)
        return answer

    def _tenure(self, cell):
        if cell not in self.tenures:
            if len(self.tenures) > MOST:
                self.tenures.clear()
            self.tenures[cell] = read.tenure(clean(cell))
        return self.tenures[cell]
