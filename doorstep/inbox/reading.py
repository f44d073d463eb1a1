"""From an envelope's bytes to a header and a payload, or to the one reason why not. Pure: no database."""

import datetime
import uuid
from dataclasses import dataclass

from doorstep.choices import Cause
from doorstep.inbox import sealing
from doorstep.inbox.spelling import Misspelt, canonical, read_json, read_time, unb64u

NIL = uuid.UUID(int=0)
MOST_PARTS, MOST_PART_BYTES, CHUNK = 6, 4 * 1024 * 1024, 256 * 1024
IMAGES = ("image/jpeg", "image/png", "image/webp")
LARGEST = 2**53 - 1  # the largest integer a browser counts to


class Unfit(Exception):
    """The record is not applied. cause: a Cause; words: what a person is told, free of personal data."""

    def __init__(self, cause, words=""):
        super().__init__(words or Cause(cause).label)
        self.cause, self.words = cause, words


@dataclass(frozen=True)
class Opened:
    """An envelope taken apart. header: as sent; the rest: its parts as bytes and as Python values."""

    header: dict
    aad: bytes
    epk: bytes
    iv: bytes
    ct: bytes
    sig: bytes
    uid: uuid.UUID
    rec: uuid.UUID
    device: uuid.UUID
    wall: datetime.datetime
    known: datetime.datetime | None


def take_apart(content):
    """An envelope's bytes as Opened; nothing in it is believed yet. Raises Unfit (unreadable)."""
    try:
        env = read_json(content)
        if not isinstance(env, dict) or set(env) != {"hdr", "epk", "iv", "ct", "sig"}:
            raise Misspelt("not an envelope")
        header = _header(env["hdr"])
        return Opened(
            header=header, aad=canonical(header), epk=unb64u(env["epk"], 65), iv=unb64u(env["iv"], 12),
            ct=unb64u(env["ct"]), sig=unb64u(env["sig"], 64), uid=_uuid(header["id"]), rec=_uuid(header["rec"]),
            device=_uuid(header["device"]), wall=read_time(header["wall"]), known=_known(header),
        )  # fmt: skip
    except Misspelt as fault:
        raise Unfit(Cause.UNREADABLE, f"The envelope: {fault}.") from fault


def _known(header):
    return read_time(header["known"]) if "known" in header else None


def _uuid(text):
    """The id that `text` is, spelt as the protocol spells it."""
    try:
        found = uuid.UUID(text)
    except (ValueError, TypeError, AttributeError) as fault:
        raise Misspelt("not an id") from fault
    if str(found) != text:
        raise Misspelt("an id spelt otherwise")
    return found


def _text(most, least=0):
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def _integer(least, most=LARGEST):
    return lambda value: type(value) is int and least <= value <= most


HEADER = {
    "v": lambda value: type(value) is int and value == 1, "id": _text(36, 36), "rec": _text(36, 36), "kind": _text(20, 1), "base_rev": _integer(0),
    "device": _text(36, 36), "user": _integer(1), "seq": _integer(1),
    "prev": lambda value: isinstance(value, str) and (value == "" or is_sha(value)),
    "wall": _text(40, 1), "known": _text(40, 1), "offset_ms": _integer(-LARGEST), "mono_ms": _integer(0), "boot": _text(40), "app": _text(40),
    "schema": _integer(1, 32_000), "kid": _text(40, 1), "parts": lambda value: isinstance(value, list),
}  # fmt: skip
OPTIONAL = {"base_rev", "known"}
PART = {
    "n": _integer(1, MOST_PARTS),
    "sha256": lambda value: is_sha(value),
    "size": _integer(29, MOST_PART_BYTES),
    "mime": lambda value: value in IMAGES,
}


def is_sha(value):
    """Is this a SHA-256 in lower-case hex?"""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _header(header):
    if not isinstance(header, dict):
        raise Misspelt("no header")
    if wrong := [name for name in header if name not in HEADER or not HEADER[name](header[name])]:
        raise Misspelt(f"header field {sorted(wrong)[0][:20]!r}")
    if missing := set(HEADER) - OPTIONAL - set(header):
        raise Misspelt(f"header lacks {sorted(missing)[0]}")
    parts = header["parts"]
    fit = all(isinstance(part, dict) and set(part) == set(PART) for part in parts) and all(
        PART[name](part[name]) for part in parts for name in PART
    )
    if not fit or len({part["n"] for part in parts}) != len(parts) or len(parts) > MOST_PARTS:
        raise Misspelt("header field 'parts'")
    return header


def check_signature(opened, *, user_id, signing_key):
    """Is the author the person enrolled with this key? Raises Unfit (author-mismatch, bad-signature)."""
    if opened.header["user"] != user_id:
        raise Unfit(Cause.AUTHOR_MISMATCH)
    if not is_signed(opened, signing_key):
        raise Unfit(Cause.BAD_SIGNATURE)


def is_signed(opened, signing_key):
    """Does the signature hold for this key?"""
    return sealing.signed_by(signing_key, opened.sig, opened.aad + opened.ct)


def unseal(opened, private):
    """The payload, as a dict. Raises Unfit (sealed-wrongly, invalid)."""
    try:
        plain = sealing.open_sealed(private, epk=opened.epk, iv=opened.iv, ct=opened.ct, aad=opened.aad)
    except sealing.SealedWrongly as fault:
        raise Unfit(Cause.SEALED_WRONGLY) from fault
    try:
        payload = read_json(plain)
    except Misspelt as fault:
        raise Unfit(Cause.INVALID, "The payload is not JSON as agreed.") from fault
    if not isinstance(payload, dict):
        raise Unfit(Cause.INVALID, "The payload is no object.")
    return payload


def happened(opened, *, enrolled_at, received_at):
    """(when it happened, by how many seconds the phone's own time was moved).

    The phone's clock, put right by the offset of its last contact, and held between that contact (as the office knew the
    time then; enrolment where the phone does not say) and the moment of receipt.
    """
    earliest = min(max(opened.known or enrolled_at, enrolled_at), received_at)
    try:
        told = opened.wall + datetime.timedelta(milliseconds=opened.header["offset_ms"])
    except OverflowError:
        told = earliest if opened.header["offset_ms"] < 0 else received_at
    at = min(max(told, earliest), received_at)
    return at, round((at - opened.wall).total_seconds())
