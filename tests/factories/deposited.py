"""What came from phones, for tests: made by handing it in."""

import io
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image

from doorstep.inbox import applying, photographs, receiving
from doorstep.inbox.spelling import b64u, sha
from doorstep.models import DoorPhoto, Letter
from tests.deposit.phone import Phone


def picture(size=(64, 48), **options):
    """The bytes of a small JPEG."""
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, "JPEG", **options)
    return held.getvalue()


def sealed_part(content, number=1):
    """(part for the header, content key, sealed bytes) of a photograph."""
    key, iv = os.urandom(32), os.urandom(12)
    sealed = iv + AESGCM(key).encrypt(iv, content, None)
    return {"n": number, "sha256": sha(sealed), "size": len(sealed), "mime": "image/jpeg"}, key, sealed


def hand_in(phone):
    """What is unsent on this phone, stored and worked on without the web. Returns the letters in order."""
    contents = [text.encode() for text in phone.outbox.values()]
    known = receiving.receive(device=phone.device, contents=contents, size=1)
    applying.apply_waiting([key for key, _, _ in known.values()])
    return list(Letter.objects.filter(pk__in=[key for key, _, _ in known.values()]).order_by("pk"))


def from_a_phone(home, by):
    """A phone, a record that needs attention, and a photograph of the home."""
    phone = Phone(home.project, by)
    part, key, sealed = sealed_part(picture())
    phone.visit(home, "no such outcome")
    phone.record("photo", {"household": home.pk, "what": "door", "keys": {"1": b64u(key)}}, parts=[part])
    letter, of_photo = hand_in(phone)
    receiving.receive_chunk(device=phone.device, uid=of_photo.uid, part=1, number=0, content=sealed)
    photographs.keep_when_here(home.project_id, of_photo.uid, 1)
    return {"device": phone.device, "letter": letter, "photo": DoorPhoto.objects.get(letter=of_photo)}
