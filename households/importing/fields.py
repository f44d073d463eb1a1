"""The columns an address list may have, by the headings that councils and their suppliers give them."""

import re

from households.values import AT_THE_END, is_district, postcode
from imports.importer import Field
from imports.mapping import by_alias, plain
from imports.rules import MappingRefused

FIELDS = (
    Field("address", "Whole address", (
        "address", "fulladdress", "propertyaddress", "siteaddress", "homeaddress", "premisesaddress", "dwellingaddress", "singlelineaddress",
        "addresstext", "addressstring", "addresslabel", "propertylocation", "location", "premises", "property", "addressfull", "addr", "addresses",
    ), "One or several columns that hold the address in words"),
    Field("flat", "Flat or room", (
        "flat", "flatnumber", "flatno", "subbuildingname", "subbuilding", "apartment", "flatorroom", "room", "roomnumber", "unit", "saotext", "saon",
    )),
    Field("name", "House or building name", (
        "housename", "propertyname", "buildingname", "name", "paotext", "premisesname", "houseorbuildingname",
    )),
    Field("number", "House number", (
        "number", "housenumber", "houseno", "streetnumber", "streetno", "propertynumber", "propertyno", "buildingnumber", "doornumber", "doorno",
        "no", "num", "paostartnumber", "paon", "housenum", "housenumberorname", "housenamenumber",
    )),
    Field("building", "Court or terrace within the street", ("substreetname", "substreet", "court", "block", "blockname")),
    Field("street", "Street", (
        "street", "streetname", "road", "roadname", "streetdescription", "streetdescriptor", "thoroughfare", "thoroughfarename", "streetaddress",
    )),
    Field("locality", "Locality", (
        "locality", "localityname", "village", "suburb", "dependentlocality", "neighbourhood", "district", "hamlet",
    )),
    Field("town", "Town", ("town", "townname", "posttown", "city", "towncity", "townorcity", "administrativetown")),
    Field("postcode", "Postcode", (
        "postcode", "housepostcode", "propertypostcode", "postalcode", "pcode", "postcodelocator", "addresspostcode", "pc", "zip", "zipcode",
    )),
    Field("uprn", "UPRN", ("uprn", "propertyuprn", "addressuprn", "uniquepropertyreferencenumber", "osuprn")),
    Field("reference", "Reference in the source", (
        "reference", "propertyreference", "propertyref", "premisesref", "premisesreference", "addressreference", "ref", "propertyurn", "urn",
        "houseid", "propertyid", "assetcode", "assetid", "addressid", "premisesid", "homeid", "sourcereference", "id",
    )),
    Field("tenure", "Tenure", ("tenure", "housingtenure", "tenancytype", "occupancytenure")),
)  # fmt: skip
LINE = re.compile(
    r"((?:full|property|prop|site|home|premises|house|postal|hmo|dwelling)?(?:address|addr|add)?(?:line|ln)?)([1-9])"
)
DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
# Headings that are no alias, but whose every word says what they are: "UK postcode", "Flat / House No", "HMO Address".
IN_WORDS = {
    "postcode": re.compile(r"(?!.*\b(?:district|sector|area)\b).*\b(?:post ?code|postal code)\b(?: of .*)?"),
    "uprn": re.compile(r"(?!.*\bsource\b).*(?:\buprn\b|\bunique property reference\b).{0,15}"),
    "number": re.compile(
        r"(?=.*\bn(?:umbers?|os?|um)\b)(?=.*\b(?:house|property|door|building|premises|street)\b)"
        r"(?:(?:house|property|door|building|premises|street|flat|name|or|and|numbers?|nos?|num) ?)+"
    ),
    "flat": re.compile(
        r"(?=.*\b(?:flat|apartment|unit|room)\b)(?:(?:flat|apartment|unit|room|or|and|number|no|name) ?)+"
    ),
    "name": re.compile(r"(?=.*\bname\b)(?:(?:name|house|building|property|premises|site|land|of|or|the) ?)+"),
    "street": re.compile(r"(?=.*\b(?:street|road)\b)(?:(?:street|road|name|or|and) ?)+"),
    "town": re.compile(r"(?=.*\b(?:town|city)\b)(?:(?:post|town|city|village|name|or|and) ?)+"),
    "address": re.compile(
        r"(?!.*\b(?:type|e ?mail|web|ip|key|ref|reference|id|date|status|source|line|matched|change|register|list|schedule|report)\b)"
        r".{0,40}\baddress\b.{0,40}"
    ),
}
# Columns about somebody or somewhere else: the polling place, the landlord, the agent.
ELSEWHERE = re.compile(
    r"polling|station|venue|owner|landlord|agent|applicant|holder|manag|contact|correspond|billing|company|supplier|freeholder|lessee|email|phone|"
    r"licensee|ratepayer|payer|forwarding|previous|mailing|proprietor|director|secretary"
)
RANGES = (
    ("number", ("paostartnumber", "paostartsuffix", "paoendnumber", "paoendsuffix")),
    ("flat", ("saotext", "saostartnumber", "saostartsuffix", "saoendnumber", "saoendsuffix")),
    ("street", ("dependentthoroughfare", "dependentthoroughfarename", "thoroughfare", "thoroughfarename")),
    ("locality", ("doubledependentlocality", "dependentlocality")),
    ("number", ("housenumber", "streetnumber")),
    ("number", ("housenumber", "housenumbersuffix")),
    ("number", ("housenumber", "numbersuffix")),
    ("number", ("streetnumber", "streetnumbersuffix")),
)
DOOR = ("flat", "name", "number", "building")
# Cells that are no part of an address: dates, sums, codes of areas, web addresses, GUIDs, one-letter marks.
CODE = re.compile(
    r"[\d./:-]{6,}(\s.*)?|-?\d+\.\d+|[A-Z]\d{8}|https?:.*|\S+@\S+|\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}\}?|[A-Za-z]"
)
LED = re.compile(r"(.*\s)?\d+[A-Za-z]?,?\s+[^\W\d]{3,}")
WHOLE = re.compile(r"\b\d+[A-Za-z]?,? +[^\W\d]{3,}[, ]+[^\W\d]{2,}")


def guess_columns(columns):
    """{field: [column, ...]} by their headings."""
    ours = [column for column in columns if not ELSEWHERE.search(plain(column))]
    mapping = _by_words(by_alias(FIELDS, ours), ours)
    by_plain = {plain(column): column for column in reversed(ours)}
    for field, parts in RANGES:
        found = [by_plain[part] for part in parts if part in by_plain]
        if len(found) > 1 and (field not in mapping or mapping[field][0] in found):
            mapping[field] = found
    lines = _lines(ours)
    if lines and not plain(lines[0]).endswith(("1", "one")):
        # "Address, Address 2, Address 3" are three lines; "Address" beside "Address 1" is all of them once more.
        lines = _first_line(mapping) + lines
    if lines and "street" not in mapping:
        mapping["address"] = lines
        for field in ("name", "number"):
            # The lines hold the whole door; a stray "Name" beside them is a person's.
            mapping.pop(field, None)
    elif lines and not set(DOOR) & mapping.keys():
        mapping["address"] = lines
    elif (
        len(mapping.get("address", []))
        and "street" not in mapping
        and not {"number", "flat"} & mapping.keys()
    ):
        mapping.pop("name", None)
    return mapping


def _first_line(mapping):
    lines = ("address", "addr", "propertyaddress", "siteaddress")
    return [column for column in mapping.get("address", []) if plain(column) in lines]


def _lines(columns):
    """Address line columns in their order: AddressLine1 ... AddressLine9, of one series only."""
    series = {}
    for column in columns:
        name = re.sub("|".join(DIGITS), lambda word: DIGITS[word.group()], plain(column))
        if (line := LINE.fullmatch(name)) and len(name) > 1:
            series.setdefault(line.group(1), {}).setdefault(line.group(2), column)
    found = next(iter(series.values()), {})
    return [found[digit] for digit in sorted(found)]


def _by_words(mapping, columns):
    """The mapping with what only the words of a heading tell, for fields that no alias gave."""
    taken = {column for chosen in mapping.values() for column in chosen}
    spaced = {column: _spaced(column) for column in columns}
    for field, words in IN_WORDS.items():
        if field in mapping or (field == "address" and "street" in mapping):
            continue
        left = (column for column in columns if column not in taken and words.fullmatch(spaced[column]))
        if found := next(left, None):
            mapping[field] = [found]
            taken.add(found)
    return mapping


def _spaced(heading):
    """The words of a heading in small letters: "LicensedAddress" is "licensed address". "" for a line of several cells."""
    if re.search(r"[,;|\t]", heading):
        return ""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading[:100])
    return " ".join(re.sub(r"[^a-z0-9]+", " ", apart.casefold()).split())


def guess_by_looks(mapping, columns, sample):
    """The mapping with the first column whose cells look like whole addresses, for a heading that says nothing."""
    taken = {column for chosen in mapping.values() for column in chosen}
    for place, column in enumerate(columns):
        cells = [cells[place] for _, cells in sample[:200] if place < len(cells) and cells[place].strip()]
        if column not in taken and not ELSEWHERE.search(plain(column)) and _most(cells, _is_whole, 0.6):
            return {field: chosen for field, chosen in mapping.items() if field not in DOOR} | {
                "address": [column]
            }
    return mapping


def guess_cells(columns, sample):
    """{field: [column, ...]} for a file without headings: postcodes and UPRNs by their looks, the rest is the address."""
    mapping, words = {}, {}
    for place, column in enumerate(columns):
        cells = [
            cells[place].strip() for _, cells in sample[:200] if place < len(cells) and cells[place].strip()
        ]
        if not cells:
            continue
        if _most(cells, postcode) and "postcode" not in mapping:
            mapping["postcode"] = [column]
        elif _most(cells, re.compile(r"\d{9,12}(\.0)?").fullmatch) and "uprn" not in mapping:
            mapping["uprn"] = [column]
        elif not (_most(cells, CODE.fullmatch) or _most(cells, is_district)):
            words[column] = cells
    numbered = sum(bool(LED.match(cell)) for cells in words.values() for cell in cells)
    if numbered > max(map(len, words.values()), default=0) / 2:
        # The house number stands with its street; a column of nothing but numbers counts the rows.
        words = {column: cells for column, cells in words.items() if not _most(cells, str.isdigit)}
    return mapping | ({"address": [*words]} if words else {})


def _most(cells, test, share=0.8):
    return sum(bool(test(cell)) for cell in cells) > share * len(cells)


def _is_whole(cell):
    """Is this a whole address: a number and several words, or a postcode behind words?"""
    return WHOLE.search(cell) or AT_THE_END.search(cell)


def looks_like_address(cells):
    """Is this line a home already: a postcode, or a cell with a number and words?"""
    return any(postcode(cell) or re.search(r"\b\d+[A-Za-z]?\s+[A-Za-z']{3,}", cell) for cell in cells)


def headings_known(cells):
    """How sure it is that these cells are headings: 2 for one of a known name, 1 for one told by its words."""
    known = {alias for field in FIELDS for alias in field.aliases}
    mapped = [column for columns in guess_columns(cells).values() for column in columns]
    return sum(2 if plain(column) in known or LINE.fullmatch(plain(column)) else 1 for column in mapped)


def can_name(mapping):
    """Can these fields name a street and a door?"""
    try:
        check(mapping)
    except MappingRefused:
        return False
    return True


def check(mapping):
    """Raises MappingRefused unless these fields can name a street and a door."""
    if "address" in mapping:
        return
    if "street" not in mapping and "locality" not in mapping:
        raise MappingRefused("No column holds an address or a street.")
    if not any(field in mapping for field in DOOR):
        raise MappingRefused(
            "A street alone does not name a home: no column holds a house number, a name or a flat."
        )
