"""An address in one text, with commas or without."""

import re

from households.addresses.parts import (
    BUILDING,
    COUNTIES,
    COUNTRIES,
    NUMBER,
    STREET,
    WEAK,
    Parts,
    plain_words,
    take_flat,
)
from households.addresses.towns import end_of_street, without_county
from households.values import AT_THE_END, is_district

LED = re.compile(rf"(?:(?:no|number)\b\.?\s*)?({NUMBER})(?:\s+([A-Za-z])(?=\s+\S+\s+\S))?[\s.]+(\S.*)", re.I)
ONLY_NUMBER = re.compile(rf"(?:(?:no|number)\b\.?\s*)?({NUMBER})", re.I)
WITHIN = re.compile(rf"(.*?[^\W\d].*?)[\s-]+({NUMBER})\s+([^\W\d].*)")
# "Harbour House | Quay Street": behind these words for a house a street may begin with what is a street word elsewhere.
SURELY_HOUSE = frozenset(
    [
        "house",
        "hse",
        "cottage",
        "cottages",
        "lodge",
        "apartments",
        "mansions",
        "flats",
        "bungalow",
        "farmhouse",
        "farm",
        "barn",
        "villa",
        "court",
        "forge",
        "smithy",
    ]
)
NAMES_STREETS = frozenset(
    [
        "bank",
        "castle",
        "chapel",
        "church",
        "club",
        "college",
        "croft",
        "grange",
        "hall",
        "hospital",
        "inn",
        "library",
        "manor",
        "market",
        "mill",
        "mount",
        "park",
        "priory",
        "quay",
        "school",
        "station",
        "tower",
        "vale",
        "view",
        "vicarage",
        "wharf",
    ]
)
NOT_FIRST = STREET | BUILDING | {"end", "side", "top", "hill", "gate", "corner", "cross"}


def read_address(text, towns):
    """Parts of a whole address. towns: what learn_towns found in the file. The street is "" when none can be told."""
    text, postcode = take_postcode(text)
    pieces = [
        piece
        for piece in (" ".join(piece.split()).strip(" .") for piece in re.split(r"[,;\n\r\t]+", text))
        if piece
    ]
    while len(pieces) > 1 and (
        pieces[-1].lower() in COUNTRIES or tuple(pieces[-1].lower().split()) in COUNTIES
    ):
        pieces.pop()
    parts = Parts(postcode=postcode)
    if pieces:
        flat, rest = take_flat(pieces[0])
        if flat:
            parts.flat = flat
            pieces = [rest, *pieces[1:]] if rest else pieces[1:]
    _read_pieces(parts, _join_number(pieces), towns)
    return parts


def take_postcode(text):
    """(text without it, the postcode as written), repeated ones and the country behind it dropped. A bare district goes too."""
    text, postcode = text.strip(" ,.;\t\r\n"), ""
    while True:
        head, _, last = text.rpartition(",")
        if head and last.strip().lower() in COUNTRIES:
            text = head.strip(" ,")
        elif found := AT_THE_END.search(" " + text):
            postcode = postcode or found.group(1)
            text = (" " + text)[: found.start()].strip(" ,.")
        elif (
            not postcode
            and (words := text.split())
            and len(words) > 2
            and re.search(r"\d", words[-1])
            and is_district(words[-1])
        ):
            return " ".join(words[:-1]).strip(" ,"), words[-1]
        else:
            return text, postcode


def _join_number(pieces):
    """ "14", "Abbey Road" is "14 Abbey Road"."""
    joined = []
    for piece in pieces:
        flat, rest = take_flat(piece)
        if flat and not rest:
            # "16", "Flat 1", "High Street": the number is the house's.
            joined.append(piece)
        elif joined and ONLY_NUMBER.fullmatch(joined[-1]) and not ONLY_NUMBER.fullmatch(piece):
            # "3", "12 High Street": the first is a flat.
            joined[-1:] = [joined[-1], piece] if LED.fullmatch(piece) else [f"{joined[-1]} {piece}"]
        else:
            joined.append(piece)
    return joined


def _read_pieces(parts, pieces, towns):
    place = _street_piece(pieces)
    if place is None:
        return
    _read_street(parts, pieces[place], towns, last=place == len(pieces) - 1)
    for piece in reversed(pieces[:place]):
        _read_before(parts, piece)
    after = pieces[place + 1 :]
    if after:
        town_words = [word for word, _ in without_county(plain_words(after[-1]))]
        parts.locality = ", ".join(filter(None, [parts.locality, parts.town, *after[:-1]]))
        parts.town = " ".join(town_words)


def _street_piece(pieces):
    """Which piece holds the street; None when there is but one word too few to be one."""
    typed = [place for place, piece in enumerate(pieces) if _is_typed(piece)]
    led = [place for place in typed if LED.fullmatch(pieces[place]) or WITHIN.fullmatch(pieces[place])]
    if led:
        best = led[-1]
        following = [place for place in typed if place == best + 1]
        # "5 Rose Court, High Street": the court is a building. "1 Ash Court, Ackenthwaite": it is the street.
        if following and _last_word(pieces[best]) in BUILDING and _last_word(pieces[following[0]]) in STREET:
            return following[0]
        return best
    if typed:
        building = [place for place in typed if _last_word(pieces[place]) in BUILDING]
        firm = [place for place in typed if place not in building]
        return firm[0] if firm else typed[-1] if len(typed) > 1 else typed[0]
    numbered = [
        place for place, piece in enumerate(pieces) if LED.fullmatch(piece) or WITHIN.fullmatch(piece)
    ]
    if numbered:
        return numbered[-1]
    # "Low Barn, Whassett, Milnthorpe": in the country the hamlet is the street.
    return 1 if len(pieces) > 1 else 0 if pieces else None


def _last_word(piece):
    return piece.lower().split()[-1].strip(".")


def _is_typed(piece):
    low = [word for _, word in plain_words(piece)]
    return end_of_street(low) is not None and not (len(low) == 2 and low[0] == "the" and low[1] in BUILDING)


def _read_street(parts, piece, towns, last):
    """A piece with the street in it, and perhaps a name and a number before it and a place behind it."""
    name, led, rest = "", LED.fullmatch(piece), piece
    if led:
        parts.number = led.group(1) + (led.group(2) or "")
        rest = led.group(3)
        if inner := WITHIN.fullmatch(rest):
            # "1 Razia Apartments 312 London Road": the first number is the flat's.
            parts.flat, name, parts.number, rest = _both(parts.flat, parts.number), *inner.groups()
    elif inner := WITHIN.fullmatch(piece):
        name, parts.number, rest = inner.groups()
    street, locality, town = towns.split(rest) if last or len(rest.split()) > 2 else (rest, "", "")
    words = plain_words(street)
    cut = 0 if name else _end_of_building(words, numbered=bool(parts.number), towns=towns)
    if cut:
        name, street = " ".join(word for word, _ in words[:cut]), " ".join(word for word, _ in words[cut:])
        parts.flat, parts.number = _both(parts.flat, parts.number), ""
    parts.name, parts.street, parts.locality, parts.town = name, street, locality, town


def _both(flat, more):
    return f"{flat} {more}".strip() if more else flat


def _end_of_building(words, numbered, towns):
    """How many of the words before the street name a building: "Southfield Park | Bartlemas Close"; 0 for none."""
    low = [word for _, word in words]
    for cut in range(1, len(low) - 1):
        if tuple(low[cut:]) in towns.streets:
            return cut
    for cut in range(len(low) - 2, 1, -1):
        # "Wilson Place | Cave Street", but never "Old Park | End Street": the file must know the street by itself.
        if tuple(low[cut:]) in towns.likely and (not numbered or low[cut - 1] in BUILDING | STREET | WEAK):
            return cut
    for cut in range(len(low) - 2, 1 if numbered else 0, -1):
        right = low[cut:]
        after_house = low[cut - 1] in SURELY_HOUSE and len(right) == 2 and right[0] in NAMES_STREETS
        if (
            low[cut - 1] in BUILDING
            and (after_house or right[0] not in NOT_FIRST)
            and (right[-1] in STREET or right[-1] in WEAK)
        ):
            return cut
    return 0


def _read_before(parts, piece):
    """A piece before the street's: a house number, a flat, a building with or without its flat's number."""
    flat, rest = take_flat(piece)
    led = LED.fullmatch(piece)
    if ONLY_NUMBER.fullmatch(piece):
        if not parts.number:
            parts.number = piece
        else:
            parts.flat = _both(piece, parts.flat)
        return
    if flat and not parts.flat:
        parts.flat, piece = flat, rest
    elif led and not parts.flat:
        parts.flat, piece = led.group(1), led.group(3)
    if piece:
        parts.name = f"{piece}, {parts.name}" if parts.name else piece
