"""Opening what a phone sealed, and keeping the office's private keys sealed at rest. Pure: no database."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from doorstep.inbox.spelling import Misspelt, b64u, unb64u

CURVE = ec.SECP256R1()
ENVELOPE = b"ss-env-1"
AT_REST = b"ss-seal-at-rest-1"


class SealedWrongly(Exception):
    """It does not open with this key."""


def _derive(secret, salt, info):
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def new_key_pair():
    """(private key, its public point as 65 bytes)."""
    private = ec.generate_private_key(CURVE)
    return private, point_of(private.public_key())


def point_of(public):
    """The uncompressed point of a public key, 65 bytes."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def jwk_of(point):
    """A public point as the JWK that a browser imports."""
    return {"kty": "EC", "crv": "P-256", "x": b64u(point[1:33]), "y": b64u(point[33:])}


def point_of_jwk(jwk):
    """The point that a JWK names. Raises Misspelt for anything that is no public P-256 key."""
    if not isinstance(jwk, dict) or (jwk.get("kty"), jwk.get("crv")) != ("EC", "P-256"):
        raise Misspelt("not a P-256 key")
    point = b"\x04" + unb64u(jwk.get("x"), 32) + unb64u(jwk.get("y"), 32)
    _public(point)
    return point


@lru_cache(maxsize=256)
def _public(point):
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError as fault:
        raise Misspelt("not a point of the curve") from fault


def signed_by(point, signature, message):
    """Did the holder of this public point sign `message`? signature: raw r||s, 64 bytes."""
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    try:
        _public(bytes(point)).verify(der, message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def open_sealed(private, *, epk, iv, ct, aad):
    """What was sealed for this private key. Raises SealedWrongly."""
    try:
        shared = private.exchange(ec.ECDH(), _public(epk))
        return AESGCM(_derive(shared, epk, ENVELOPE)).decrypt(iv, ct, aad)
    except (InvalidTag, Misspelt) as fault:
        raise SealedWrongly from fault


def open_part(content_key, sealed):
    """A photograph's bytes: the first 12 are the nonce. Raises SealedWrongly."""
    try:
        return AESGCM(content_key).decrypt(sealed[:12], sealed[12:], None)
    except (InvalidTag, ValueError) as fault:
        raise SealedWrongly from fault


def lock_private(private, secret, kid):
    """A private key encrypted for the database. secret: the office's own, as bytes; kid: bound to it."""
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    iv = os.urandom(12)
    return iv + AESGCM(_derive(secret, None, AT_REST)).encrypt(iv, plain, kid.encode())


@lru_cache(maxsize=64)
def unlock_private(locked, secrets, kid):
    """The private key again, by the first of `secrets` that fits. Raises SealedWrongly when none does."""
    for secret in secrets:
        try:
            plain = AESGCM(_derive(secret, None, AT_REST)).decrypt(locked[:12], locked[12:], kid.encode())
        except InvalidTag:
            continue
        return load_der_private_key(plain, None)
    raise SealedWrongly
