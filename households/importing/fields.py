"""The columns an address list may have, by the headings that councils and their suppliers give them."""

import re

from households.values import is_district, postcode
from imports.importer import Field
from imports.mapping import by_alias, plain
from imports.rules import MappingRefused

FIELDS = (
    Field("address", "Whole address", (
        "address", "fulladdress", "propertyaddress", "siteaddress", "homeaddress", "premisesaddress", "dwellingaddress", "singlelineaddress",
        "addresstext", "addressstring", "addresslabel", "propertylocation", "location", "premises", "property", "addressfull", "addr",
    ), "One or several columns that hold the address in words"),
    Field("flat", "Flat or room", (
        "flat", "flatnumber", "flatno", "subbuildingname", "subbuilding", "apartment", "flatorroom", "room", "roomnumber", "unit", "saotext",
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
    r"(?:full|property|site|home|premises|house|postal)?(?:address|addr|add)?(?:line|ln)?([1-9])"
)
# Columns about somebody or somewhere else: the polling place, the landlord, the agent.
ELSEWHERE = re.compile(
    r"polling|station|venue|owner|landlord|agent|applicant|holder|manager|contact|correspond|billing|company|supplier|freeholder|lessee|email|phone"
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


def guess_columns(columns):
    """{field: [column, ...]} by their headings."""
    ours = [column for column in columns if not ELSEWHERE.search(plain(column))]
    mapping = by_alias(FIELDS, ours)
    by_plain = {plain(column): column for column in reversed(ours)}
    for field, parts in RANGES:
        found = [by_plain[part] for part in parts if part in by_plain]
        if len(found) > 1 and (field not in mapping or mapping[field][0] in found):
            mapping[field] = found
    lines = _lines(ours)
    if lines and "street" not in mapping:
        whole = [
            column
            for column in mapping.get("address", [])
            if plain(column) in ("address", "addr", "propertyaddress", "siteaddress")
        ]
        mapping["address"] = whole + lines
        for field in ("name", "number"):
            # The lines hold the whole door; a stray "Name" beside them is a person's.
            mapping.pop(field, None)
    elif (
        len(mapping.get("address", []))
        and "street" not in mapping
        and not {"number", "flat"} & mapping.keys()
    ):
        mapping.pop("name", None)
    return mapping


def _lines(columns):
    """Address line columns in their order: AddressLine1 ... AddressLine9, of one series only."""
    found = {}
    for column in columns:
        if (line := LINE.fullmatch(plain(column))) and len(plain(column)) > 1:
            found.setdefault(line.group(1), column)
    return [found[digit] for digit in sorted(found)]


def guess_cells(columns, sample):
    """{field: [column, ...]} for a file without headings: postcodes and UPRNs by their looks, the rest is the address."""
    mapping, words = {}, []
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
        elif not _most(
            cells, re.compile(r"[\d./:-]{6,}(\s.*)?|-?\d+\.\d+|[A-Z]\d{8}|https?:.*|\S+@\S+").fullmatch
        ) and not _most(cells, is_district):
            words.append(column)
    return mapping | ({"address": words} if words else {})


def _most(cells, test):
    return sum(bool(test(cell)) for cell in cells) > 0.8 * len(cells)


def looks_like_address(cells):
    """Is this line a home already: a postcode, or a cell with a number and words?"""
    return any(postcode(cell) or re.search(r"\b\d+[A-Za-z]?\s+[A-Za-z']{3,}", cell) for cell in cells)


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
