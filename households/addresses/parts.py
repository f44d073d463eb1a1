"""The parts of an address, and the words that tell them apart."""

import re
from dataclasses import dataclass


@dataclass
class Parts:
    """An address in parts, as written. postcode: as written, unchecked."""

    flat: str = ""
    name: str = ""
    number: str = ""
    street: str = ""
    locality: str = ""
    town: str = ""
    postcode: str = ""


# A street ends with one of these; words after it are a place.
STREET = frozenset(
    [
        "road",
        "rd",
        "street",
        "st",
        "str",
        "avenue",
        "ave",
        "av",
        "lane",
        "ln",
        "close",
        "cl",
        "clo",
        "drive",
        "dr",
        "drv",
        "crescent",
        "cres",
        "cresc",
        "way",
        "grove",
        "gr",
        "gro",
        "court",
        "ct",
        "terrace",
        "ter",
        "terr",
        "tce",
        "walk",
        "place",
        "pl",
        "mews",
        "row",
        "rise",
        "parade",
        "boulevard",
        "blvd",
        "driftway",
        "fold",
        "brow",
        "wynd",
        "ginnel",
        "alley",
        "passage",
        "croft",
        "view",
        "mount",
        "garth",
        "vale",
        "broadway",
        "highway",
        "causeway",
        "bypass",
        "esplanade",
        "promenade",
        "embankment",
        "quay",
        "wharf",
        "approach",
        "loan",
        "vennel",
        "stryd",
        "ffordd",
        "heol",
        "lon",
    ]
)
# These end a street too, and often stand inside one, or name a place or a building.
WEAK = frozenset(
    ["gardens", "gdns", "garden", "gdn", "green", "grn", "park", "pk", "square", "sq", "hill", "gate", "cross", "bank", "yard", "circus", "side", "end", "top", "bottom", "meadow", "meadows", "field", "fields", "wood", "woods", "ridge", "common", "moor", "brook", "bridge", "estate", "rise", "villas", "cottages", "buildings", "close", "corner", "heath", "path", "trees", "leas", "lea", "chase", "mead", "copse", "acre", "acres", "down", "downs", "dell", "dene", "glade", "glebe", "hurst", "orchard", "paddock", "spinney", "warren"]
) - {"rise", "close"}  # fmt: skip
BUILDING = frozenset(
    [
        "house",
        "hse",
        "court",
        "mansions",
        "mansion",
        "apartments",
        "apartment",
        "building",
        "buildings",
        "bldgs",
        "works",
        "hall",
        "lodge",
        "villas",
        "villa",
        "cottage",
        "cottages",
        "mews",
        "school",
        "schools",
        "centre",
        "center",
        "inn",
        "hotel",
        "mill",
        "mills",
        "barn",
        "farm",
        "farmhouse",
        "bungalow",
        "chapel",
        "church",
        "vicarage",
        "rectory",
        "manor",
        "tower",
        "towers",
        "heights",
        "point",
        "block",
        "flats",
        "maisonettes",
        "chambers",
        "arcade",
        "wharf",
        "studios",
        "annexe",
        "annex",
        "residences",
        "residence",
        "college",
        "club",
        "institute",
        "library",
        "park",
        "row",
        "warehouse",
        "stables",
        "grange",
        "priory",
        "hostel",
        "lofts",
        "exchange",
        "hospital",
        "surgery",
        "bank",
        "parsonage",
        "gatehouse",
        "almshouses",
        "forge",
        "smithy",
        "granary",
        "byre",
        "arms",
        "tavern",
        "office",
    ]
)
COMPASS = frozenset({"north", "south", "east", "west"})
COUNTRIES = frozenset(
    {"uk", "united kingdom", "england", "great britain", "gb", "wales", "cymru", "scotland"}
)
COUNTIES = frozenset(
    tuple(name.split())
    for name in """bedfordshire|beds|berkshire|berks|buckinghamshire|bucks|cambridgeshire|cambs|cheshire|cornwall|county durham|co durham|
    cumbria|cumberland|westmorland|derbyshire|devon|dorset|east sussex|west sussex|sussex|essex|gloucestershire|glos|greater london|
    greater manchester|hampshire|hants|herefordshire|hertfordshire|herts|isle of wight|kent|lancashire|lancs|leicestershire|leics|
    lincolnshire|lincs|merseyside|middlesex|middx|norfolk|north yorkshire|south yorkshire|west yorkshire|east yorkshire|n yorkshire|
    s yorkshire|w yorkshire|yorkshire|yorks|northamptonshire|northants|northumberland|nottinghamshire|notts|oxfordshire|oxon|rutland|
    shropshire|salop|somerset|staffordshire|staffs|suffolk|surrey|tyne and wear|tyne & wear|warwickshire|west midlands|wiltshire|wilts|
    worcestershire|worcs|avon|cleveland|humberside|denbighshire|flintshire|gwynedd|clwyd|dyfed|powys|gwent|west glamorgan|
    mid glamorgan|south glamorgan|glamorgan|carmarthenshire|pembrokeshire|ceredigion|monmouthshire""".replace(
        "\n", ""
    ).split("|")
    if name.strip()
)

NUMBER = r"\d+[A-Za-z]?(?:\s*[-‐‑–—/&]\s*\d+[A-Za-z]?)?"
# A floor, a word for a flat, which one, and where in the house: any of it, but a floor or a word at least.
FLOOR = r"(?:(?:lower|upper)\s+ground|ground|first|second|third|fourth|fifth|sixth|seventh|eighth|1st|2nd|3rd|4th|5th|top|lower|upper|middle|basement|attic|garden|mezzanine)"
WHERE = rf"(?:\s+(?:{FLOOR}|floor|front|rear|left|right|back|middle|centre))*"
KIND = r"(?:flats?|flt|apartments?|apts?|appt|rooms?|rm|units?|studio|bedsit|maisonette|cluster|suite|annexe?|caravan|pitch|chalet|plot|dwelling)"
WHICH = r"(?:no\.?\s*)?(?:\d+[A-Za-z]?(?:\s*[-/&]\s*\d*[A-Za-z]?(?=[\s,]|$))?|[A-Za-z]\d{0,2}(?=[\s,.]|$)(?!\s*['’]))"
FLAT = re.compile(
    rf"""(?:the\s+)?(?:
        (?:{FLOOR}(?:\s*(?:and|&|,)\s*{FLOOR})*(?:\s+floors?)?\s+)?{KIND}\b\.?(?:\s+(?:above|over|below|at\s+rear\s+of|rear\s+of|to\s+rear\s+of|rear|front)\b|\s*(?:{WHICH})(?![\w'’]){WHERE}|{WHERE})
        |{FLOOR}(?:\s*(?:and|&)\s*{FLOOR})*\s+floors?(?:\s+(?:front|rear|left|right))*
        |basement|attic
    )(?![\w'’])""",
    re.I | re.X,
)

HOUSE = re.compile(
    rf"((?:the\s+)?{FLOOR}(?:\s*(?:and|&|,)\s*{FLOOR})*\s+(?:floors?\s+)?(?:flat|maisonette))\s+(\d+[A-Za-z]?)",
    re.I,
)


def plain_words(text):
    """(word, word in small letters without its full stop) of a text."""
    return [(word, word.lower().strip(".()'")) for word in text.split()]


def take_flat(text):
    """(flat, what is left) when the text begins with a flat; ("", text) when it does not.

    "Flats Lane" and "Garden Street" are streets: a bare word for a flat must be followed by which one, or by nothing,
    a number or a name of more than a street word.
    """
    found = FLAT.match(text)
    if not found:
        return "", text
    flat, rest = found.group().strip(" ,"), text[found.end() :].strip(" ,.-")
    following = rest.lower().split()
    # "First Floor Flat 9 Harrow Road": the floor says which flat, so the 9 is the house.
    if following and not rest[0].isdigit() and (house := HOUSE.fullmatch(flat)):
        flat, rest = house.group(1), f"{house.group(2)} {rest}"
    elif following and following[0].strip(".,") in STREET | WEAK and not re.search(r"\d", flat):
        return "", text
    return " ".join(flat.split()), rest
