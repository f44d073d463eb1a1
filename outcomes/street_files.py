"""Reading the street-level files of data.police.uk: what they are, what each row says, and how a file differs from what is held.

Rows of anti-social behaviour carry no crime number, and dozens a month read exactly alike without being the same incident. So
rows are never matched to rows to decide what to keep: a month of a force is replaced whole. They are compared only to say how many
are new, changed or gone.
"""

import csv
import datetime
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter

from imports import mapping, sniffing
from imports.importer import Field
from imports.rules import FileRefused, MappingRefused

FIELDS = (
    Field("crime_id", "Crime number", ("crimeid", "persistentid")),
    Field("month", "Month", ("month",)),
    Field("force", "Reported by", ("reportedby", "force")),
    Field("longitude", "Longitude", ("longitude", "lon", "lng")),
    Field("latitude", "Latitude", ("latitude", "lat")),
    Field("location", "Location", ("location", "street")),
    Field("lsoa", "LSOA code", ("lsoacode", "lsoa", "lsoa11cd", "lsoa21cd")),
    Field("lsoa_name", "LSOA name", ("lsoaname",)),
    Field("crime_type", "Crime type", ("crimetype", "category")),
    Field("outcome", "Last outcome", ("lastoutcomecategory", "lastoutcome")),
)
SAMPLE = 20_000
NEEDED = ("month", "force", "crime_type")
# A row of Crime but for its project and month.
COLUMNS = (
    "crime_id", "crime_type", "lsoa", "district", "location", "longitude", "latitude", "outcome",
)  # fmt: skip
ID, TYPE, LSOA, POINT = 0, 1, 2, 5
LONGEST = {"crime_id": 64, "crime_type": 60, "lsoa": 9, "location": 120, "outcome": 120, "force": 80}


@dataclass
class StreetFile:
    """What a file says. months: {(force, first day of the month): rows in the order of COLUMNS}. refused: [(line, why)].

    read: rows; duplicates: rows whose crime number an earlier row has.
    """

    sha256: str
    months: dict = field(default_factory=lambda: defaultdict(list))
    read: int = 0
    duplicates: int = 0
    refused: list = field(default_factory=list)


def read(path, name, given=()):
    """Read a whole file. given: field=COLUMN words over what the headings say. Raises FileRefused or MappingRefused, in words."""
    sniffed = sniffing.sniff(path, name)
    if sniffed.kind != "text":
        raise FileRefused(
            f"“{name}” is no CSV file. Choose the street-level CSV of data.police.uk as it was downloaded."
        )
    with sniffing.open_text(path, sniffed.encoding) as text:
        try:
            delimiter = sniffing.delimiter_of(text.read(SAMPLE)) or ","
            text.seek(0)
            rows = csv.reader(text, delimiter=delimiter, strict=True)
            columns = [cell.strip().lstrip("\ufeff") for cell in next(rows, [])]
            places = _places(columns, name, given)
            return _read_rows(StreetFile(sniffed.sha256), rows, places, len(columns))
        except csv.Error:
            raise FileRefused(
                f"“{name}” breaks off or is no CSV at line {rows.line_num}. Download it again."
            ) from None
        except UnicodeError:
            raise FileRefused(
                f"“{name}” is not {sniffed.encoding.upper()} text throughout. Download it again."
            ) from None


def _places(columns, name, given):
    """{field: place of its column}. Raises for what is no street-level file."""
    chosen = mapping.by_alias(FIELDS, columns)
    chosen |= mapping.from_words(list(given), FIELDS, columns) if given else {}
    missing = [one.label for one in FIELDS if one.name in NEEDED and one.name not in chosen]
    if "Outcome type" in columns and missing:
        raise FileRefused(
            f"“{name}” is a file of outcomes. Import the street-level file of the month, which ends in “-street.csv”."
        )
    if missing:
        raise MappingRefused(
            f"“{name}” has no column for: {', '.join(missing)}. Its columns are: {mapping.in_words(columns)}. Say which is which with --mapping field=COLUMN ({', '.join(one.name for one in FIELDS)})."
        )
    return {one: columns.index(found[0]) for one, found in chosen.items()}


class _Cleaned(dict):
    """{cell: what it is read as}, filled as new cells come: nearly every cell of such a file repeats."""

    def __init__(self, clean):
        super().__init__()
        self.clean = clean

    def __missing__(self, cell):
        self[cell] = found = self.clean(cell)
        return found


def _read_rows(file, rows, places, width):
    """Fill `file`. A field whose column is missing reads an empty cell put after the last."""
    pick = itemgetter(*(places.get(one.name, width) for one in FIELDS))
    month_of, number_of = _Cleaned(_month), (_Cleaned(_longitude), _Cleaned(_latitude))
    force_of, type_of, lsoa_of, place_of, outcome_of = (
        _Cleaned(partial(_text, name)) for name in ("force", "crime_type", "lsoa", "location", "outcome")
    )
    district_of, seen = _Cleaned(_district), set()
    whole = len(places) == len(FIELDS)
    for cells in rows:
        if not any(cells):
            continue
        file.read += 1
        try:
            if len(cells) < width:
                raise ValueError("The row breaks off before its last column.")
            crime_id, month, force, lon, lat, location, lsoa, name, kind, outcome = pick(
                cells if whole else [*cells[:width], ""]
            )
            crime_id = _text("crime_id", crime_id) if crime_id else ""
            kind, key = type_of[kind], (force_of[force], month_of[month])
            if not kind or not key[0]:
                raise ValueError("The row does not say what kind of crime it is, or who reported it.")
            point = number_of[0][lon], number_of[1][lat]
            row = (
                crime_id, kind, lsoa_of[lsoa], district_of[name], place_of[location],
                *((None, None) if None in point else point), outcome_of[outcome],
            )  # fmt: skip
        except ValueError as wrong:
            file.refused.append((rows.line_num, str(wrong)))
            continue
        if crime_id in seen:
            file.duplicates += 1
            continue
        if crime_id:
            seen.add(crime_id)
        file.months[key].append(row)
    return file


def _text(name, cell):
    text = cell.strip()
    if len(text) > LONGEST[name] or "\x00" in text:
        raise ValueError(
            "A cell is longer than such files have, or holds signs that no file of this kind has."
        )
    return text


def _district(name):
    """Allerdale, of Allerdale 009D."""
    return name.strip().rpartition(" ")[0][:60]


def _month(text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month, not a moment
    except ValueError:
        raise ValueError(f"“{text[:20]}” is no month.") from None


def _longitude(cell):
    return _millionths(cell, 180)


def _latitude(cell):
    return _millionths(cell, 90)


def _millionths(cell, most):
    text = cell.strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.inf
    if not abs(number) <= most:
        raise ValueError(f"“{text[:20]}” is no longitude or latitude.")
    return round(number * 1_000_000)


def without(rows):
    """What the month's line says of its rows: without_id, without_lsoa, without_point, repeats."""
    return {
        "without_id": sum(not row[ID] for row in rows),
        "without_lsoa": sum(not row[LSOA] for row in rows),
        "without_point": sum(row[POINT] is None for row in rows),
        "repeats": len(rows) - len(set(rows)),
    }


def compare(held, rows):
    """(new, unchanged, changed, gone) of `rows` against the rows held before, both lists of tuples in the order of COLUMNS.

    changed: the crime number is held with other words, such as a later outcome. Rows without a number are counted, not matched.
    """
    if not held:
        return len(rows), 0, 0, 0
    before, after = Counter(held), Counter(rows)
    unchanged = (before & after).total()
    left = {row[ID] for row in (before - after) if row[ID]}
    changed = sum(row[ID] in left for row in (after - before) if row[ID])
    return len(rows) - unchanged - changed, unchanged, changed, len(held) - unchanged - changed
