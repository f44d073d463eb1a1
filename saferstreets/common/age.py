"""Encrypting a file to a public key, in the age format (age-encryption.org/v1, X25519): the program `age` opens it too.

The private key never comes near the office's server: it is made elsewhere, kept offline, and brought for a restore. Streams; a file of
any size needs a few hundred kilobytes of memory.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from saferstreets.common.workflow import Refused

VERSION = b"age-encryption.org/v1"
CHUNK, TAG = 64 * 1024, 16
SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PUBLIC, PRIVATE = "age", "age-secret-key-"


class KeyRefused(Refused):
    """This is no key, or not the one for this file."""


def make_key():
    """(public key, private key) as text: age1… and AGE-SECRET-KEY-1…"""
    private = X25519PrivateKey.generate()
    raw = private.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    return _spelt(PUBLIC, _raw(private.public_key())), _spelt(PRIVATE, raw).upper()


def encrypt(source, target, public):
    """Read all of `source` and write it, encrypted to the key `public` (age1…), into `target`; both binary files."""
    recipient = _read(PUBLIC, public)
    file_key, ephemeral = os.urandom(16), X25519PrivateKey.generate()
    share = _raw(ephemeral.public_key())
    wrap = _derived(
        ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient)), share + recipient, b"/X25519"
    )
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    head = VERSION + b"\n-> X25519 " + _b64(share) + b"\n" + _b64(body) + b"\n---"
    nonce = os.urandom(16)
    target.write(head + b" " + _b64(_seal(file_key, head)) + b"\n" + nonce)
    cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    for number, chunk, last in _chunks(source, CHUNK):
        target.write(cipher.encrypt(_nonce(number, last), chunk, None))


def decrypt(source, target, private):
    """The reverse, with the private key. Raises KeyRefused for another key and for a file that was changed or cut short."""
    own = X25519PrivateKey.from_private_bytes(_read(PRIVATE, private.lower()))
    lines = [source.readline(200) for _ in range(4)]
    head = b"".join(lines)
    if not head.startswith(VERSION + b"\n-> X25519 ") or not lines[3].startswith(b"--- "):
        raise KeyRefused("This file is not encrypted as a backup of this office is.")
    try:
        share, body = _unb64(lines[1].split()[2]), _unb64(lines[2])
        shared = own.exchange(X25519PublicKey.from_public_bytes(share))
        wrap = _derived(shared, share + _raw(own.public_key()), b"/X25519")
        file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
        if not hmac.compare_digest(_unb64(lines[3][4:]), _seal(file_key, b"".join(lines[:3]) + b"---")):
            raise InvalidTag
        cipher = ChaCha20Poly1305(_hkdf(file_key, source.read(16), b"payload"))
        for number, chunk, last in _chunks(source, CHUNK + TAG):
            target.write(cipher.decrypt(_nonce(number, last), chunk, None))
    except (InvalidTag, ValueError, IndexError) as fault:
        raise KeyRefused("The key does not open this file, or the file was changed or cut short.") from fault


def check_public(text):
    """Raises KeyRefused, in words, unless this is a public key."""
    _read(PUBLIC, text)


def _chunks(source, size):
    """(number, bytes, is it the last) of each piece; an empty file is one empty piece."""
    number, chunk = 0, source.read(size)
    while True:
        following = source.read(size)
        yield number, chunk, not following
        if not following:
            return
        number, chunk = number + 1, following


def _nonce(number, last):
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")


def _seal(file_key, head):
    return hmac.digest(_hkdf(file_key, b"", b"header"), head, hashlib.sha256)


def _derived(shared, salt, what):
    return _hkdf(shared, salt, VERSION + what)


def _hkdf(key, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt or None, info=info).derive(key)


def _raw(public):
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _b64(raw):
    return base64.b64encode(raw).rstrip(b"=")


def _unb64(text):
    text = text.strip()
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)


def _checksum(prefix, values):
    """The checksum of Bech32 (BIP 173) over a prefix and its values."""
    state = 1
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    for value in [*spread, *values]:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= part if top >> bit & 1 else 0
    return state


def _spelt(prefix, raw):
    bits = int.from_bytes(raw) << 4  # 256 bits and four of padding: 52 signs
    values = [bits >> shift & 31 for shift in range(255, -1, -5)]
    check = _checksum(prefix, [*values, *[0] * 6]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(SIGNS[value] for value in values)


def _read(prefix, text):
    start, _, signs = text.strip().rpartition("1")
    if start != prefix or len(signs) != 58 or set(signs) - set(SIGNS):
        raise KeyRefused(f"This is no key: it begins with {prefix}1 and has {len(prefix) + 59} signs.")
    values = [SIGNS.index(sign) for sign in signs]
    if _checksum(prefix, values) != 1:
        raise KeyRefused("The key is misspelt: its checksum is wrong.")
    return (sum(value << 5 * (51 - place) for place, value in enumerate(values[:52])) >> 4).to_bytes(32)
