"""Single values of an address list, read as people type them: postcode, UPRN, tenure, and names in capitals."""

import re
from functools import lru_cache

from households.choices import Tenure
from households.matching import words

# One or two letters, a digit, perhaps one more; then a digit and two letters that look like no others (no C I K M O V).
POSTCODE = re.compile(
    r"(GIR ?0AA|[A-PR-UWYZ](?:\d[\dABCDEFGHJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2})"
)
DISTRICT = re.compile(r"[A-PR-UWYZ](?:\d[\dA-Z]?|[A-HK-Y]\d[\dA-Z]?)")
# The same within running text, at its end.
AT_THE_END = re.compile(r"[\s,]+([A-Z]{1,2}[\dO][\dA-Z]?\s{0,3}[\dO][A-Z]{2})[\s,.]*$", re.I)

TENURES = {
    Tenure.OWNER_OCCUPIED: ("owner occupied", "owner occupier", "owneroccupied", "owned", "owner", "oo", "owned outright", "mortgage", "mortgaged", "leaseholder", "shared ownership"),
    Tenure.PRIVATE_RENTED: ("private rented", "privately rented", "private rent", "private landlord", "private", "prs", "pr", "private tenant", "rented private", "rental private"),
    Tenure.SOCIAL_RENTED: (
        "social rented", "social rent", "social", "council", "council rented", "council tenant", "local authority", "la",
        "housing association", "ha", "registered provider", "rsl", "rp", "rented social", "rental social", "general needs", "affordable rent", "sheltered",
    ),
    Tenure.UNKNOWN: ("", "unknown", "not known", "n a", "na", "none", "no data"),
}  # fmt: skip
TENURE_OF = {text: tenure.value for tenure, texts in TENURES.items() for text in texts}
TENURE_OF |= {tenure.value: tenure.value for tenure in Tenure} | {
    " ".join(words(tenure.label)): tenure.value for tenure in Tenure
}


@lru_cache(maxsize=10_000)
def postcode(text):
    """A postcode as it is printed, "" for one that is not.

    Blanks and hyphens do not matter. A nought where only a letter can stand, or the reverse, is put right; nothing else is.
    """
    closed = re.sub(r"[\s\-‐–.]", "", text).upper()
    if not 5 <= len(closed) <= 7 or not closed.isascii():
        return ""
    if closed[0] == "0":
        closed = "O" + closed[1:]
    if closed[-3] == "O":
        closed = closed[:-3] + "0" + closed[-2:]
    spaced = f"{closed[:-3]} {closed[-3:]}"
    return spaced if POSTCODE.fullmatch(spaced) else ""


def is_district(text):
    """Is this the first half of a postcode (LS11), which names a part of a town and no street?"""
    return bool(DISTRICT.fullmatch(re.sub(r"\s", "", text).upper()))


def uprn(text):
    """(UPRN, what is wrong with it). 1 to 12 digits as text, without leading noughts; a spreadsheet's ".0" is dropped.

    1.0001E+11 has lost its digits for good and is refused.
    """
    digits = text.strip()
    if digits.endswith(".0"):
        digits = digits[:-2]
    if not digits:
        return "", ""
    if not digits.isascii() or not digits.isdigit():
        lost = re.fullmatch(r"[\d.]+[eE]\+?\d+", digits)
        return (
            "",
            f"The UPRN “{digits[:30]}” {'has lost its digits in a spreadsheet' if lost else 'is not a number'} and was left out.",
        )
    digits = digits.lstrip("0")
    if len(digits) > 12:
        return "", f"The UPRN “{digits[:30]}” has more than 12 digits and was left out."
    return digits, ""


def tenure(text):
    """(tenure, what is wrong with it): one of Tenure's values, "unknown" for an empty or unreadable one."""
    key = " ".join(words(text))
    found = TENURE_OF.get(text.strip()) or TENURE_OF.get(key)
    return (
        (found, "")
        if found
        else (Tenure.UNKNOWN.value, f"The tenure “{text[:40]}” is not one the office knows and was left out.")
    )


SMALL = frozenset({"and", "of", "the", "in", "on", "by", "le", "upon", "under", "with"})


@lru_cache(maxsize=10_000)
def proper(text):
    """A name without stray blanks; one written all in capitals, or all small, gets a capital for each word."""
    text = " ".join(text.split())
    if text != text.upper() and text != text.lower():
        return text
    if not any(letter.isalpha() for letter in text):
        return text
    parts = re.split(r"([ \-/(]+)", text.lower())
    return "".join(part if place and part in SMALL else _capital(part) for place, part in enumerate(parts))


def _capital(part):
    if re.search(r"\d", part):
        return part.upper()
    return part[:1].upper() + part[1:]
