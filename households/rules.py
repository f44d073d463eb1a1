"""Pure decisions about doors: what each outcome means, and in which order a street is walked."""

import datetime
import hashlib
import re
from dataclasses import dataclass

from accounts.permissions import Perm
from households.choices import (
    EnquiryStatus,
    HouseholdState,
    OfferKind,
    OfferOutcome,
    ReferralStatus,
    RefusalKind,
)
from households.choices import VisitOutcome as O
from saferstreets.common.workflow import Move


@dataclass(frozen=True)
class Effect:
    """What a door outcome brings about.

    reached: a resident spoke with us. state: what now stands at the address, or None to leave it.
    closes: no further visit, on any round. needs_time: a day (and perhaps hour) to call back belongs to it.
    offers: things may have been offered.
    """

    reached: bool = False
    state: str | None = None
    closes: bool = False
    needs_time: bool = False
    offers: bool = False


# The outcome code itself drives what follows, as in the 2021 Census field operation.
EFFECTS = {
    O.ANSWERED: Effect(reached=True, state=HouseholdState.OCCUPIED, offers=True),
    O.NO_ANSWER: Effect(),
    O.CARD_LEFT: Effect(),
    O.CALL_BACK: Effect(reached=True, state=HouseholdState.OCCUPIED, needs_time=True),
    O.LANGUAGE_NEED: Effect(reached=True, state=HouseholdState.OCCUPIED),
    O.SOFT_REFUSAL: Effect(reached=True, state=HouseholdState.OCCUPIED),
    O.HARD_REFUSAL: Effect(reached=True, closes=True),
    O.OPTED_OUT: Effect(closes=True),
    O.MOVED: Effect(),
    O.VOID: Effect(state=HouseholdState.VOID),
    O.DERELICT: Effect(state=HouseholdState.DERELICT),
    O.NON_RESIDENTIAL: Effect(state=HouseholdState.NON_RESIDENTIAL),
    O.SPLIT: Effect(state=HouseholdState.SPLIT),
    O.CANNOT_FIND: Effect(state=HouseholdState.CANNOT_FIND),
    O.UNSAFE: Effect(),
}

# Entered at the desk for good: no visit makes one home again of several, or two of one.
FOR_GOOD = (HouseholdState.SPLIT, HouseholdState.DUPLICATE)
# What the desk may enter by hand; a split and a merge have pages of their own.
ENTERED_STATES = tuple(state for state in HouseholdState if state not in FOR_GOOD)
DWELLINGS = (HouseholdState.OCCUPIED, HouseholdState.VOID)
NO_DWELLINGS = tuple(state for state in HouseholdState if state not in DWELLINGS)
REACHED = tuple(outcome for outcome, effect in EFFECTS.items() if effect.reached)
# Knocks at which somebody could have answered: answered, or not. What turned out no home is no knock at one.
ANSWERABLE = (*REACHED, O.NO_ANSWER, O.CARD_LEFT)
CLOSING = tuple(outcome for outcome, effect in EFFECTS.items() if effect.closes)
# What a closing visit is kept as.
REFUSAL_KINDS = {O.HARD_REFUSAL: RefusalKind.AT_THE_DOOR, O.OPTED_OUT: RefusalKind.IN_WRITING}
# One tap at the door; everything else needs a word more.
QUICK = (O.NO_ANSWER, O.CARD_LEFT)

# What may be said of each thing offered, in button order.
OFFER_OUTCOMES = {
    OfferKind.PACK: (OfferOutcome.DONE, OfferOutcome.DECLINED, OfferOutcome.ALREADY_HAS),
    OfferKind.SECURITY_SURVEY: (OfferOutcome.DONE, OfferOutcome.WANTED, OfferOutcome.DECLINED),
    OfferKind.CONCERN_SURVEY: (OfferOutcome.DONE, OfferOutcome.WANTED, OfferOutcome.DECLINED),
    OfferKind.SUPPORT_REFERRAL: (OfferOutcome.WANTED, OfferOutcome.DECLINED),
}


def walk_order(number, flat=""):
    """Where a door comes in its street: (number, what follows it, flat) as one integer, evens and odds together.

    12 -> 12_000_000; 12A -> after 12 and before 13; flat 3 of 12 after 12 itself. A door without a number comes last.
    """
    digits = re.match(r"\d+", number)
    base = min(int(digits.group()), 9999) if digits else 9999
    suffix = re.search(r"\d([A-Z])\b", number.upper())
    letter = ord(suffix.group(1)) - 64 if suffix else 0
    flat_digits = re.search(r"\d+", flat)
    place = min(int(flat_digits.group()), 998) + 1 if flat_digits else (1 if flat else 0)
    return base * 100_000 + letter * 1_000 + place


def address_lines(*, flat, name, number, street, locality="", town="", postcode=""):
    """The address as an envelope has it, one line: Flat 2, 14 Lonsdale Street, Workington, CA14 2PB."""
    door = f"{number} {street}".strip()
    return ", ".join(part for part in (flat, name, door, locality, town, postcode) if part)


def search_text(*parts):
    """What the one search box looks in: lower-case words without apostrophes, a postcode with and without its space.

    A blank stands at each end, so that a word is found by its beginning and never by its middle.
    """
    plain = re.sub(r"['’‘`]", "", " ".join(parts).lower())
    words = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    closed = re.sub(r"\b([a-z]{1,2}\d[a-z\d]?) (\d[a-z]{2})\b", r"\1 \2 \1\2", words)
    return f" {closed} "


# Words of an address that tell no street from another.
STREET_WORDS = frozenset(
    [
        "street",
        "road",
        "lane",
        "avenue",
        "terrace",
        "place",
        "court",
        "close",
        "drive",
        "grove",
        "crescent",
        "way",
        "row",
        "square",
        "house",
        "flat",
        "the",
    ]
)
# A body asked to help answers within four weeks; a caution is looked at again within a year.
REFERRAL_DAYS = 28
CAUTION_DAYS = 366
# What belongs to the coordinator alone among rows that others see: a refuser's name, the basis of a caution, a referral that
# somebody else made on the route of its own.
COORDINATOR_ONLY = Perm.HOME_REOPEN

_ENQUIRY_OPEN = frozenset({EnquiryStatus.NEW, EnquiryStatus.PROMISED})
MATCH = Move("enquiry.match", "Match to a home", _ENQUIRY_OPEN, EnquiryStatus.NEW, Perm.ENQUIRY_SEE)
PROMISE = Move("enquiry.promise", "Promise a visit", _ENQUIRY_OPEN, EnquiryStatus.PROMISED, Perm.ENQUIRY_SEE)
CLOSE = Move("enquiry.close", "Close without a visit", _ENQUIRY_OPEN, EnquiryStatus.CLOSED, Perm.ENQUIRY_SEE)

_WAITING = frozenset({ReferralStatus.SENT})
ACCEPT = Move(
    "referral.accept", "Record that it was accepted", _WAITING, ReferralStatus.ACCEPTED, Perm.REFERRAL_SEE
)
DECLINE = Move(
    "referral.decline", "Record that it was declined", _WAITING, ReferralStatus.DECLINED, Perm.REFERRAL_SEE
)
WITHDRAW = Move(
    "referral.withdraw",
    "Withdraw it for the resident",
    _WAITING | {ReferralStatus.ACCEPTED},
    ReferralStatus.WITHDRAWN,
    Perm.REFERRAL_SEE,
)
REFERRAL_MOVES = (ACCEPT, DECLINE, WITHDRAW)


def keeps_promise(outcome, visited_on, promised_on):
    """Does this visit keep the promise? It does when we spoke with somebody, or came on the promised day or later."""
    return EFFECTS[outcome].reached or visited_on >= promised_on


def answer_due(sent_on):
    """The last day for a body to answer a referral sent on `sent_on`."""
    return sent_on + datetime.timedelta(days=REFERRAL_DAYS)


def mark(*values):
    """A short mark of what a form showed, so that a change made meanwhile by somebody else is noticed. No value can be read from it."""
    return hashlib.sha256(
        "\x1f".join(str(value if value is not None else "") for value in values).encode()
    ).hexdigest()[:16]
