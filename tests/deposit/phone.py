"""A phone in Python: seals, stores, sends, believes receipts only. What the browser's half does, without a browser."""

import datetime
import hashlib
import json
import os
import time
import uuid

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from doorstep import phone_round
from doorstep.inbox.devices import enrol_phone
from doorstep.inbox.sealing import point_of, point_of_jwk
from doorstep.inbox.spelling import b64u, canonical, receipt, sha, unb64u

GOOD = {"accepted", "conflict", "attention", "stored"}


def seal(payload, header, office_point, signing_key):
    """An envelope's text, made as docs/deposit.md section 4 says."""
    aad = canonical(header)
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    epk = point_of(ephemeral.public_key())
    office = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), office_point)
    key = HKDF(algorithm=SHA256(), length=32, salt=epk, info=b"ss-env-1").derive(
        ephemeral.exchange(ec.ECDH(), office)
    )
    iv = os.urandom(12)
    ct = AESGCM(key).encrypt(iv, canonical(payload), aad)
    r, s = decode_dss_signature(signing_key.sign(aad + ct, ec.ECDSA(SHA256())))
    sig = r.to_bytes(32) + s.to_bytes(32)
    return canonical(
        {"hdr": header, "epk": b64u(epk), "iv": b64u(iv), "ct": b64u(ct), "sig": b64u(sig)}
    ).decode()


def uuid7():
    """A version 7 id. A thumb is slower than a millisecond and this is not: the fraction of it keeps ids in their order
    (RFC 9562, 6.2, method 3), which decides between two visits of one second."""
    millis, rest = divmod(time.time_ns(), 1_000_000)
    raw = bytearray(millis.to_bytes(6) + (0x7000 | rest * 4096 // 1_000_000).to_bytes(2) + os.urandom(8))
    raw[8] = 0x80 | raw[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(raw)))


class Phone:
    """One person's phone. outbox, sent: {sha: envelope text}. verdicts: {sha: what the office last said, with a right receipt}."""

    def __init__(self, project, user, name="A phone", signing_key=None, earlier=()):
        self.signing_key = signing_key or ec.generate_private_key(ec.SECP256R1())
        self.project, self.user = project, user
        device, self.token = enrol_phone(
            project=project, name=name, signing_key=point_of(self.signing_key.public_key()), persisted=False, app="1", by=user,
            earlier=earlier,
        )  # fmt: skip
        self.device, self.office = device, phone_round.office(project)
        self.epoch = self.office["epoch"]
        self.seq, self.prev = 0, ""
        self.outbox, self.sent, self.verdicts, self.seqs = {}, {}, {}, {}

    @property
    def authorization(self):
        return f"Deposit {self.device.public_id}.{self.token}"

    def header(self, kind, rec=None, **changes):
        """The next header of this phone."""
        now = timezone.now().replace(microsecond=0)
        return {
            "v": 1, "id": uuid7(), "rec": str(rec or uuid7()), "kind": kind, "device": str(self.device.public_id), "user": self.user.pk,
            "seq": self.seq + 1, "prev": self.prev, "wall": now.isoformat(), "offset_ms": 0, "mono_ms": 1, "boot": "b", "app": "1",
            "schema": 1, "kid": self.office["seal"]["kid"], "parts": [],
        } | changes  # fmt: skip

    def record(self, kind, payload, rec=None, **changes):
        """Save one record on the phone. Returns its sha."""
        header = self.header(kind, rec, **changes)
        text = seal(payload, header, point_of_jwk(self.office["seal"]["jwk"]), self.signing_key)
        found = sha(text.encode())
        self.outbox[found], self.seqs[found] = text, header["seq"]
        self.seq, self.prev = max(self.seq, header["seq"]), found
        return found

    def visit(self, home, outcome="no_answer", rec=None, at=None, **payload):
        """Save a visit. at: an aware time, as the phone's clock has it."""
        changes = {"wall": at.astimezone(datetime.UTC).isoformat(timespec="seconds")} if at else {}
        return self.record("visit", {"household": home.pk, "outcome": outcome, **payload}, rec, **changes)

    def body(self, shas=None, ask=()):
        """A deposit of these envelopes (all unsent by default), as bytes."""
        texts = [
            self.outbox.get(found) or self.sent[found]
            for found in (list(self.outbox) if shas is None else shas)
        ][:50]
        asked = [{"id": json.loads(self.sent[found])["hdr"]["id"], "sha": found} for found in ask]
        said = {"unsent": len(self.outbox), "seq": self.seq, "witness": self.seq}
        return json.dumps({"v": 1, "envelopes": texts, "ask": asked, "phone": said}).encode()

    def hear(self, status, body):
        """Take in an answer; anything without a right receipt is no answer. Returns the verdicts believed."""
        try:
            answer = json.loads(body) if status == 200 else {}
            verdicts = answer["verdicts"]
        except (ValueError, KeyError, TypeError):
            return []
        believed = [verdict for verdict in verdicts if self._is_right(verdict)]
        for verdict in believed:
            self._move(verdict)
        if answer["epoch"] != self.epoch or self._forgotten(answer["device"]):
            self.outbox |= self.sent  # the office was restored: offer everything again
            self.sent = {}
            self.epoch = answer["epoch"]
        return believed

    def _is_right(self, verdict):
        key = hashlib.sha256(unb64u(self.token)).hexdigest()
        right = receipt(key, verdict["id"], verdict["sha"], verdict["verdict"])
        held = self.outbox.get(verdict["sha"]) or self.sent.get(verdict["sha"])
        return verdict["receipt"] == right and held is not None

    def _move(self, verdict):
        found = verdict["sha"]
        if verdict["verdict"] == "unknown":
            if found in self.sent:
                self.outbox[found] = self.sent.pop(found)
        elif verdict["verdict"] in GOOD:
            self.verdicts[found] = verdict
            if found in self.outbox:
                self.sent[found] = self.outbox.pop(found)

    def _forgotten(self, standing):
        """Does the office lack a number that this phone has sent?"""
        sent = {self.seqs[found] for found in self.sent}
        return any(seq > standing["highest_seq"] or seq in standing["missing"] for seq in sent)

    def send(self, client, shas=None, ask=(), **headers):
        """Deposit by the test client. Returns the response; the phone has heard it."""
        response = client.post(
            "/deposit/v1", self.body(shas, ask), content_type="application/json",
            headers={"Authorization": self.authorization, **headers},
        )  # fmt: skip
        self.hear(response.status_code, response.content)
        return response
