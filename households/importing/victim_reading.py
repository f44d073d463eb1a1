"""The columns of a list of burglaries, and one row of it: what happened where, and never to whom."""

import datetime
import re

from households.importing import fields
from households.importing.reading import AddressReader
from imports.importer import Field, Parsed, RowRefused
from imports.mapping import by_alias, plain
from imports.rules import MappingRefused
from saferstreets.common import clock

OWN = (
    Field("reference", "Crime reference", (
        "crimereference", "crimeref", "crimenumber", "crimeno", "crimereferencenumber", "crimerefno", "crn", "offencenumber", "offenceref",
        "occurrencenumber", "occurrenceno", "occurrenceref", "incidentnumber", "incidentref", "incidentno", "crimeid", "recordnumber", "reference", "ref",
        "referencenumber", "refno", "urn", "id",
    )),
    Field("happened_on", "Burglary on", (
        "burglaryon", "dateofburglary", "burglarydate", "dateofoffence", "offencedate", "datecommitted", "committeddate", "committedon",
        "committedfrom", "committedfromdate", "datefrom", "crimedate", "dateofcrime", "incidentdate", "dateofincident", "occurreddate",
        "occurrencedate", "dateoccurred", "happenedon", "datereported", "reporteddate", "date",
    )),
)  # fmt: skip
FIELDS = (*OWN, *(field for field in fields.FIELDS if field.name not in ("reference", "tenure")))
# Columns that say who somebody is: emptied before anything is stored, whatever they were taken for.
PLACE_NAMES = re.compile(
    r"(house|building|property|premises|street|road|town|city|locality|village|suburb|thoroughfare|subbuilding|court|block|houseorbuilding)"
    r"(number|no)?(or)?name(or)?(number|no)?\d*"
)
PERSONAL = re.compile(
    r"name|phone|telep|^tel|mobile|mail|contact|birth|dob|gender|ethnic|nationalit|occupation|relation|vulnerab|narrative|summary|notes?$|comment|"
    r"circumstance|suspect|offender|officer|nino|insurance|language|disab|injur|details$|initial|"
    r"^(?:title|age|sex|mo|ip|keyholder|who)\d*$|"
    r"^(?:victim|complainant|aggrieved|person|resident|occupier|tenant|owner)s?\d*(?!\w*(?:addr|postcode|street|road|house|flat|town|uprn|property))"
)
LONGEST_REFERENCE = 40
DATES = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
)


def is_personal(heading):
    """Does the column say who somebody is? One without a heading may, so it does."""
    name = plain(heading)
    if heading.startswith("Column ") or not name:
        return True
    return bool(PERSONAL.search(name)) and not PLACE_NAMES.fullmatch(name)


def guess(columns):
    """{field: [column, ...]} by the headings; the columns about people are not looked at."""
    ours = [column for column in columns if not is_personal(column)]
    own = by_alias(OWN, ours)
    taken = {column for chosen in own.values() for column in chosen}
    address = fields.guess_columns([column for column in ours if column not in taken])
    return own | {name: chosen for name, chosen in address.items() if name not in ("reference", "tenure")}


def check(mapping):
    """Raises MappingRefused unless these fields give a reference and an address."""
    if "reference" not in mapping:
        raise MappingRefused("No column holds the crime reference, by which the same list twice is known.")
    fields.check(mapping)


class VictimReader:
    """Reads rows under one mapping; the address as an address list's."""

    def __init__(self, *, project, mapping, sample):
        own = {field.name for field in OWN}
        self.places = {name: chosen for name, chosen in mapping.items() if name not in own}
        self.addresses = AddressReader(project=project, mapping=self.places, sample=sample)

    def facts(self):
        """The streets the file names."""
        return self.addresses.facts()

    def read(self, row):
        """Parsed. Raises RowRefused for a row without a reference, with a day that is none, or without an address."""
        reference = " ".join("".join(row["reference"]).split())
        if not reference:
            raise RowRefused("The row has no crime reference.")
        if len(reference) > LONGEST_REFERENCE or not reference.isprintable():
            raise RowRefused(
                f"“{reference[:30]}…” is no crime reference. Check that the right column was chosen."
            )
        happened_on, note = day("".join(row.get("happened_on", ()))), ""
        found = self.addresses.read({name: cells for name, cells in row.items() if name in self.places})
        flat, name, number, street, locality, town, postcode, uprn = found.clean[:8]
        clean = [flat, name, number, street, locality, town, postcode, uprn, reference, happened_on]
        return Parsed(found.likeness, reference, clean, note or found.note)


def day(cell):
    """The day as ISO text, "" where none is given. Raises RowRefused for what is no day, or one to come."""
    text = re.sub(r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m)?$", "", " ".join(cell.split()), flags=re.I)
    if not text:
        return ""
    for form in DATES:
        try:
            found = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if datetime.date(1990, 1, 1) <= found <= clock.today():
            return found.isoformat()
        raise RowRefused(
            f"The burglary cannot have been on {found:%d %B %Y}. Check that the right column was chosen."
        )
    raise RowRefused(f"“{text[:30]}” is no day. Check that the right column was chosen.")
