"""How things are spelt on the wire. Pure; the phone's twin is the same in JavaScript."""

import base64
import binascii
import datetime
import hashlib
import hmac
import json


class Misspelt(ValueError):
    """The text is not what the protocol says it is."""


def b64u(raw):
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text, length=None):
    """The bytes of a base64url text; exactly `length` of them where it is given. Raises Misspelt."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (TypeError, ValueError, binascii.Error) as fault:
        raise Misspelt("not base64url") from fault
    if length is not None and len(raw) != length:
        raise Misspelt("wrong length")
    return raw


def canonical(value):
    """JSON bytes that are the same wherever they are made: sorted keys, no blanks, UTF-8, integers only."""
    try:
        return json.dumps(
            value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        ).encode()
    except (ValueError, TypeError, RecursionError) as fault:
        raise Misspelt("not to be spelt") from fault


def read_json(text):
    """The value of a JSON text without fractions and without doubled keys. Raises Misspelt, whatever the text is."""
    try:
        return json.loads(
            text, parse_float=_no_fraction, parse_constant=_no_fraction, object_pairs_hook=_no_doubles
        )
    except (ValueError, RecursionError) as fault:
        raise Misspelt("not JSON as agreed") from fault


def _no_fraction(text):
    raise Misspelt(f"a number that is no integer: {text[:20]}")


def _no_doubles(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Misspelt("a key stands twice")
    return found


def sha(raw):
    """Lower-case hex SHA-256."""
    return hashlib.sha256(raw).hexdigest()


def receipt(token_sha256, *parts):
    """The committed answer, which only the office and the phone's token can make. token_sha256: hex."""
    message = "|".join(parts).encode()
    return b64u(hmac.digest(bytes.fromhex(token_sha256), message, "sha256"))


def time_text(at):
    """An aware time to the second, in UTC; None stays None."""
    return at and at.astimezone(datetime.UTC).isoformat(timespec="seconds")


def read_time(text):
    """The aware time that `text` says. Raises Misspelt for a time without an offset, or none a calendar has."""
    try:
        at = datetime.datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise Misspelt("a time without an offset")
        return at.astimezone(datetime.UTC)
    except (TypeError, ValueError, OverflowError) as fault:
        raise Misspelt("no time") from fault
