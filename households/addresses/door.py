"""The door within a street whose name stands in a column of its own: "FLAT 2, 7", "9 FAIRWAY COURT, 120", "THE LODGE"."""

import re

from households.addresses.parts import NUMBER, Parts, take_flat

ONLY_NUMBER = re.compile(rf"(?:(?:no|number|house)\b\.?\s*)?({NUMBER})", re.I)
NUMBER_THEN = re.compile(rf"({NUMBER})\s+(\D.*)")
THEN_NUMBER = re.compile(rf"(.*[^\W\d].*?)[\s,]+({NUMBER})")
# "Garage site rear of 12" is not number 12.
BESIDE = re.compile(
    r"\b(?:adjacent|adjoining|adj|rear|fronting|opposite|opp|off|next|between|behind|of|to|at)\.?$", re.I
)


def read_door(text):
    """Parts with flat, name and number only."""
    flat, rest = take_flat(" ".join(text.split()))
    parts = Parts(flat=flat)
    pieces = [piece.strip(" .") for piece in rest.split(",") if piece.strip(" .")]
    if pieces and (only := ONLY_NUMBER.fullmatch(pieces[-1])):
        if len(pieces) > 1 and BESIDE.search(pieces[-2]):
            return Parts(flat=flat, name=" ".join(pieces))
        parts.number = only.group(1)
        pieces.pop()
    for piece in pieces:
        _piece(parts, piece)
    return parts


def _piece(parts, piece):
    """One piece that is not the house number: a flat, a building with its flat's number, or a name."""
    led, ended = NUMBER_THEN.fullmatch(piece), THEN_NUMBER.fullmatch(piece)
    flat, rest = take_flat(piece)
    if flat and not parts.flat:
        parts.flat, piece = flat, rest
    elif ONLY_NUMBER.fullmatch(piece) and not parts.flat:
        parts.flat, piece = piece, ""
    elif led and not parts.flat:
        parts.flat, piece = led.groups()
    elif (
        ended
        and not parts.number
        and not BESIDE.search(ended.group(1))
        and not re.search(r"\d", ended.group(1))
    ):
        piece, parts.number = ended.groups()
    if piece:
        parts.name = f"{parts.name}, {piece}" if parts.name else piece
