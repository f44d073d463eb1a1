"""Reading what a phone asks: the outer list only, never an envelope. Pure: no database."""

import hashlib
import json
import uuid
from contextlib import suppress
from dataclasses import dataclass

from doorstep.inbox.reading import LARGEST, is_sha
from doorstep.inbox.receiving import MOST_ENVELOPES
from doorstep.inbox.sealing import point_of_jwk
from doorstep.inbox.spelling import Misspelt, read_json

MOST_ASKED, MOST_EARLIER = 200, 10
MOST_IN_A_FILE = 10_000


class NotADeposit(Exception):
    """The request is not what the protocol says; nothing was stored."""


@dataclass(frozen=True)
class Wanted:
    """A deposit, read. contents: the envelopes' bytes, each once; shas: of each as handed in, in order; asked: [(id, sha)];
    told: what the phone says of itself, by column of Device."""

    contents: list
    shas: list
    asked: list
    told: dict


def _outer(body):
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise NotADeposit("The request is not JSON.") from fault
    if not isinstance(found, dict) or type(found.get("v")) is not int or found["v"] != 1:
        raise NotADeposit("The request is not version 1 of this protocol.")
    return found


def _contents(found, most):
    texts = found.get("envelopes")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise NotADeposit("The envelopes are not a list of texts.")
    if len(texts) > most:
        raise NotADeposit(f"More than {most} envelopes.")
    return [text.encode("utf-8", "surrogatepass") for text in texts]


def read_deposit(body):
    """A deposit as Wanted. Raises NotADeposit. An envelope may hold anything at all: that is looked at once it is stored."""
    found = _outer(body)
    contents = _contents(found, MOST_ENVELOPES)
    shas = [hashlib.sha256(content).hexdigest() for content in contents]
    asked = found.get("ask", [])
    if not isinstance(asked, list) or len(asked) > MOST_ASKED or not all(map(_is_ask, asked)):
        raise NotADeposit("The list of what is asked for cannot be read.")
    return Wanted(contents, shas, [(ask["id"], ask["sha"]) for ask in asked], _told(found.get("phone")))


def _is_ask(ask):
    return (
        isinstance(ask, dict)
        and isinstance(ask.get("id"), str)
        and len(ask["id"]) <= 36
        and ask["id"].isascii()
        and is_sha(ask.get("sha"))
    )


def _told(phone):
    """{column of Device: value} of what the phone says; what is not as agreed is left out, it hinders no record."""
    if not isinstance(phone, dict):
        return {}
    columns = {"unsent": "unsent", "seq": "seq_told", "witness": "witness", "lost": "lost"}
    small = {"unsent", "lost"}
    told = {
        column: phone[name]
        for name, column in columns.items()
        if type(phone.get(name)) is int and 0 <= phone[name] <= (2**31 - 1 if name in small else LARGEST)
    }
    if isinstance(phone.get("app"), str) and len(phone["app"]) <= 40 and phone["app"].isprintable():
        told["app"] = phone["app"]
    return told


def read_file(content):
    """The envelopes of an exported file, as bytes. Raises NotADeposit."""
    return _contents(_outer(content), MOST_IN_A_FILE)


def read_enrolment(body):
    """{name, signing_key, persisted, app, earlier} of an enrolment. Raises NotADeposit.

    earlier: {device id: how far it had counted}, of enrolments that this one takes the place of.
    """
    try:
        found = read_json(body)
        fits = (
            isinstance(found, dict)
            and type(found.get("v")) is int
            and found["v"] == 1
            and isinstance(found.get("name"), str)
            and found["name"].isprintable()
            and 0 < len(found["name"].strip()) <= 60
            and isinstance(found.get("app", ""), str)
            and found.get("app", "").isprintable()
            and len(found.get("app", "")) <= 40
            and found.get("persisted") in (True, False, None)
        )
        if not fits:
            raise NotADeposit("This is no enrolment.")
        key = point_of_jwk(found.get("sign"))
    except Misspelt as fault:
        raise NotADeposit(f"This is no enrolment: {fault}.") from fault
    persisted = found.get("persisted")
    return {
        "name": found["name"].strip(), "signing_key": key, "app": found.get("app", ""),
        "persisted": None if persisted is None else bool(persisted), "earlier": _earlier(found.get("earlier")),
    }  # fmt: skip


def _earlier(told):
    """What the phone says of its earlier enrolments; what is not as agreed is left out, it hinders nobody."""
    entries = (
        [entry for entry in told if isinstance(entry, dict)][:MOST_EARLIER] if isinstance(told, list) else []
    )
    read = {}
    for entry in entries:
        device, witness = entry.get("device"), entry.get("witness")
        if type(witness) is int and 0 <= witness <= LARGEST and isinstance(device, str):
            with suppress(ValueError):
                read[uuid.UUID(device)] = witness
    return read
