"""What a record may say: older spellings brought up to today's, and every value looked at. Pure: no database."""

import datetime
import uuid

from doorstep.choices import Cause, Kind, PhotoOf
from doorstep.inbox.reading import LARGEST, Unfit
from doorstep.inbox.spelling import Misspelt, unb64u
from households import rules
from households.choices import OfferKind, VisitOutcome
from packs.rules import kit_code

SCHEMA = 1
CHECK_IN_STATES = ("out", "longer", "safe")
# {schema: function from a (kind, payload) of that schema to the payload of the next}. Never removed: a phone may have been
# in a drawer for a year.
UPCASTS = {}


def upcast(kind, payload, schema):
    """The payload as today's schema spells it. Raises Unfit (unknown-schema) when the phone is newer than the office."""
    if schema > SCHEMA:
        raise Unfit(Cause.UNKNOWN_SCHEMA)
    for step in range(schema, SCHEMA):
        payload = UPCASTS[step](kind, payload)
    return payload


def _whole(least=1, most=LARGEST):
    def check(value):
        if type(value) is not int or not least <= value <= most:
            raise ValueError
        return value

    return check


def _text(most, least=0):
    def check(value):
        if (
            not isinstance(value, str)
            or "\0" in value
            or not least <= len(value.strip()) <= len(value) <= most
        ):
            raise ValueError
        value.encode()  # half of a pair of code units is no text
        return value.strip()

    return check


def _among(choices):
    def check(value):
        if not isinstance(value, str) or value not in choices:
            raise ValueError
        return value

    return check


def _flag(value):
    if type(value) is not bool:
        raise ValueError
    return value


def _safe(value):
    if value is not True:
        raise ValueError
    return value


def _day(value):
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError
    return datetime.date.fromisoformat(value)


def _uuid(value):
    if not isinstance(value, str):
        raise ValueError
    return uuid.UUID(value)


def _kit(value):
    return _text(30)(kit_code(_text(30)(value)))  # capitals may be longer than what they are capitals of


def _offers(value):
    if not isinstance(value, dict) or any(
        kind not in rules.OFFER_OUTCOMES or outcome not in rules.OFFER_OUTCOMES[kind]
        for kind, outcome in value.items()
    ):
        raise ValueError
    return {OfferKind(kind): outcome for kind, outcome in value.items()}


def _keys(value):
    if not isinstance(value, dict):
        raise ValueError
    return {int(number): unb64u(key, 32) for number, key in value.items()}


def _visit(value):
    return _fields(value, VISIT, needed={"household", "outcome"})


def _anything(kind):
    def check(value):
        if not isinstance(value, kind):
            raise ValueError
        return value

    return check


VISIT = {
    "household": _whole(), "outcome": _among(VisitOutcome.values), "offers": _offers, "kit_code": _kit, "registered": _flag,
    "again_reason": _text(200), "note": _text(500), "call_back_on": _day, "call_back_time": _text(40), "officer": _whole(),
    "officer_minutes": _whole(1, 240), "notice_version": _text(20),
}  # fmt: skip
# {kind: (fields, those that must be there)}
SHAPES = {
    Kind.VISIT: (VISIT, {"household", "outcome"}),
    Kind.AMENDMENT: ({"of": _uuid, "reason": _text(200, 1), "replace": _visit}, {"of", "reason"}),
    Kind.PHOTO: (
        {"household": _whole(), "of": _uuid, "what": _among(PhotoOf.values), "keys": _keys},
        {"household", "what", "keys"},
    ),
    Kind.ANSWERS: (
        {
            "household": _whole(),
            "of": _uuid,
            "questionnaire": _text(60, 1),
            "version": _whole(),
            "wave": _text(20),
            "answers": _anything(dict),
        },
        {"household", "questionnaire", "version", "answers"},
    ),
    Kind.DRAFT: (
        {"household": _whole(), "kind": _text(20), "fields": _anything(dict)},
        {"kind", "fields"},
    ),
    Kind.DAY_CLOSE: (
        {
            "on_day": _day,
            "counted": _whole(0, 1000),
            "explanation": _text(200),
            "unsent": _whole(0, 100_000),
            "safe_home": _safe,
        },
        {"on_day", "counted", "unsent", "safe_home"},
    ),
    Kind.CHECK_IN: (
        {"state": _among(CHECK_IN_STATES), "minutes": _whole(5, 480), "companion": _whole(), "of": _uuid},
        {"state"},
    ),
}


def _fields(value, shape, needed):
    if not isinstance(value, dict):
        raise ValueError
    wrong = sorted((name for name in value if name not in shape), key=str) or sorted(needed - set(value))
    read = {}
    for name in value if not wrong else ():
        try:
            read[name] = shape[name](value[name])
        except (ValueError, Misspelt, TypeError, OverflowError, UnicodeError):
            wrong.append(name)
    if wrong:
        raise Unfit(Cause.INVALID, f"Not as agreed: {', '.join(name[:20] for name in wrong[:5])}.")
    return read


def read_payload(kind, payload, schema):
    """What a record of this kind says, as Python values. Raises Unfit (unknown-schema, unknown-kind, invalid).

    The field is named in the words, never its value.
    """
    payload = upcast(kind, payload, schema)
    if kind not in SHAPES:
        raise Unfit(Cause.UNKNOWN_KIND)
    fields = _fields(payload, *SHAPES[kind])
    visit = fields if kind == Kind.VISIT else fields.get("replace")
    if visit:
        _check_visit(visit)
    if kind == Kind.CHECK_IN:
        _check_timer(fields)
    return fields


def _check_timer(said):
    """How long one stays goes with going and staying; which outing, with what came after it. Raises Unfit (invalid)."""
    allowed = {"out": {"minutes", "companion"}, "longer": {"minutes", "of"}, "safe": {"of"}}[said["state"]]
    if wrong := sorted(said.keys() - allowed - {"state"}):
        raise Unfit(Cause.INVALID, f"Not as agreed: {', '.join(wrong)}.")
    if "minutes" in allowed and "minutes" not in said:
        raise Unfit(Cause.INVALID, "Not as agreed: minutes.")


def _check_visit(visit):
    """What the form at the desk would ask for. Raises Unfit (invalid)."""
    effect = rules.EFFECTS[visit["outcome"]]
    if effect.needs_time and "call_back_on" not in visit:
        raise Unfit(Cause.INVALID, "Not as agreed: call_back_on.")
    if visit.get("offers") and not effect.offers:
        raise Unfit(Cause.INVALID, "Not as agreed: offers.")
    if ("officer" in visit) != ("officer_minutes" in visit):
        raise Unfit(Cause.INVALID, "Not as agreed: officer_minutes.")
