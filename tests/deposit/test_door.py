"""The door itself: what it takes without a session, what it refuses, and that nothing makes it stumble."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.choices import Role
from doorstep import sync
from doorstep.inbox import receiving
from doorstep.inbox.devices import revoke_phone
from doorstep.inbox.sealing import point_of_jwk
from doorstep.inbox.spelling import b64u
from doorstep.models import Chunk, Device, DoorPhoto, Envelope, Letter
from households.models import Visit
from tests.deposit.phone import Phone, seal
from tests.factories.accounts import member
from tests.factories.deposited import picture, sealed_part
from tests.factories.rounds import street_of

pytestmark = pytest.mark.django_db
DEPOSIT = "/deposit/v1"
HTTP_ANSWERS = {200, 400, 401, 403, 405, 413, 429, 503}


@pytest.fixture
def homes():
    return street_of(3)


@pytest.fixture
def phone(homes):
    return Phone(homes[0].project, member(homes[0].project, Role.ASSISTANT))


def post(client, phone, body, **headers):
    return client.post(
        DEPOSIT,
        body,
        content_type="application/json",
        headers={"Authorization": phone.authorization, **headers},
    )


def test_cookies_are_ignored_and_no_csrf_token_is_asked_for(phone, homes):
    """The one door without a CSRF token: nothing in it depends on who is signed in."""
    phone.visit(homes[0])
    body = phone.body()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member(homes[0].project))
    without_token = strict.post(DEPOSIT, body, content_type="application/json")
    assert without_token.status_code == 401
    assert not Envelope.objects.exists()
    with_cookies = post(strict, phone, body)
    assert with_cookies.status_code == 200
    assert not with_cookies.cookies
    assert Visit.objects.get().recorded_by == phone.user
    assert {view for view in (sync.deposit, sync.deposit_part) if getattr(view, "csrf_exempt", False)}


def test_only_these_views_are_free_of_csrf():
    from tests.house import routes

    free = {name for name, _, view in routes() if getattr(view, "csrf_exempt", False)}
    assert free == {"deposit", "deposit_part"}


@pytest.mark.parametrize(
    ("site", "code"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_another_sites_page_is_refused(client, phone, site, code):
    assert post(client, phone, phone.body(), **{"Sec-Fetch-Site": site}).status_code == code


@pytest.mark.parametrize(
    "header",
    ["", "Deposit", "Deposit x.y", "Bearer abc", f"Deposit {uuid.UUID(int=7)}.{'A' * 43}", "Deposit ü.ü"],
)
def test_a_wrong_token_opens_nothing(client, phone, homes, header):
    phone.visit(homes[0])
    answer = client.post(
        DEPOSIT, phone.body(), content_type="application/json", headers={"Authorization": header}
    )
    assert (answer.status_code, Envelope.objects.count()) == (401, 0)


def test_the_token_is_nowhere_kept(phone):
    kept = json.dumps(list(Device.objects.values()), default=str)
    assert phone.token not in kept


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"null", b'{"v":1}', b'{"v":true,"envelopes":[]}', b'{"v":1,"envelopes":[1]}', b'{"v":1,"envelopes":{}}',
     b"<html></html>", b"\xff\xfe", b'{"v":1,"envelopes":[],"ask":[{}]}', b"[" * 100_000, json.dumps({"v": 1, "envelopes": ["x"] * 51}).encode()],
)  # fmt: skip
def test_what_is_no_deposit_is_refused_whole(client, phone, body):
    answer = post(client, phone, body)
    assert (answer.status_code, Envelope.objects.count()) == (400, 0)
    assert set(answer.json()) == {"error", "text"}


def test_too_large_is_told_before_it_is_read(client, phone):
    assert post(client, phone, b"x" * (receiving.MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize(
    "text",
    ["", "{}", "\0", "\ud800", "[]", '{"hdr":{}}', "null", "1e999", '{"hdr":' * 5000, "\\x41", "back\\", "é"],
)
def test_any_text_is_kept_and_needs_a_person(client, phone, text):
    answer = post(client, phone, json.dumps({"v": 1, "envelopes": [text]}).encode())
    verdict = answer.json()["verdicts"][0]
    assert (verdict["verdict"], verdict["code"], verdict["id"]) == ("attention", "unreadable", "")
    assert bytes(Envelope.objects.get().content) == text.encode("utf-8", "surrogatepass")


def test_a_phone_that_sends_too_much_is_told_to_wait_and_nothing_is_stored(client, phone, monkeypatch):
    monkeypatch.setattr(receiving, "REQUESTS_A_MINUTE", 3)
    codes = [post(client, phone, phone.body()).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert post(client, phone, phone.body())["Retry-After"] == "60"
    other = Phone(phone.project, member(phone.project, Role.ASSISTANT))
    assert post(client, other, other.body()).status_code == 200


def test_the_days_envelopes_are_limited(client, phone, homes, monkeypatch):
    monkeypatch.setattr(receiving, "ENVELOPES_A_DAY", 2)
    for home in homes:
        phone.visit(home)
    assert phone.send(client).status_code == 429
    assert phone.send(client, list(phone.outbox)[:2]).status_code == 200
    assert len(phone.outbox) == 1


def test_a_lost_phone_hands_in_to_quarantine_and_is_told_to_forget(client, phone, homes):
    """SYNC 4.6, TRUST 18."""
    coordinator = member(phone.project)
    revoke_phone(device_id=phone.device.pk, by=coordinator)
    phone.visit(homes[0])
    answer = phone.send(client).json()
    assert (answer["verdicts"][0]["verdict"], answer["verdicts"][0]["code"]) == (
        "attention",
        "device-revoked",
    )
    assert answer["device"]["state"] == "wipe-reads"
    assert not Visit.objects.exists()
    client.force_login(coordinator)
    client.post(reverse("doorstep:inbox_vouch", args=[phone.project.slug, Letter.objects.get().pk]))
    assert Visit.objects.get().recorded_by == phone.user


def test_a_closed_account_needs_the_coordinators_word(client, phone, homes):
    phone.user.is_active = False
    phone.user.save()
    phone.visit(homes[0])
    assert phone.send(client).json()["verdicts"][0]["code"] == "author-inactive"
    assert Envelope.objects.count() == 1


def test_missing_numbers_are_told(client, phone, homes):
    """I12."""
    shas = [phone.visit(homes[0]) for _ in range(6)]
    phone.send(client, [shas[0], shas[3], shas[5]])
    answer = phone.send(client, [shas[5]]).json()["device"]
    assert (answer["highest_contiguous_seq"], answer["highest_seq"], answer["missing"]) == (1, 6, [2, 3, 5])
    answer = phone.send(client).json()["device"]
    assert (answer["highest_contiguous_seq"], answer["missing"]) == (6, [])


def test_a_phone_may_ask_without_sending(client, phone, homes):
    found = phone.visit(homes[0])
    phone.send(client)
    answer = phone.send(client, [], ask=[found]).json()["verdicts"]
    assert [(verdict["sha"], verdict["verdict"]) for verdict in answer] == [(found, "accepted")]
    unknown = {"v": 1, "envelopes": [], "ask": [{"id": str(uuid.uuid4()), "sha": "0" * 64}]}
    assert post(client, phone, json.dumps(unknown).encode()).json()["verdicts"][0]["verdict"] == "unknown"


def put(client, phone, uid, content, part=1, number=0):
    return client.put(
        f"/deposit/v1/part/{uid}/{part}/{number}", content, content_type="application/octet-stream",
        headers={"Authorization": phone.authorization},
    )  # fmt: skip


@pytest.mark.parametrize("photo_first", [False, True])
def test_a_photograph_comes_in_pieces_and_is_made_anew(client, phone, homes, photo_first):
    """TRUST 10: no metadata survives; the pieces may come before the record."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0\x14\0\0\0\x1a\0\0\0\0\0\0\0secret-place-54.6430\0"
    content = picture((900, 900), exif=exif, quality=100) + b"\0" * 300_000
    part, key, sealed = sealed_part(content)
    uid = phone.header("photo")["id"]
    pieces = [sealed[start : start + 262_144] for start in range(0, len(sealed), 262_144)]
    assert len(pieces) > 1

    def send_record():
        phone.record(
            "photo",
            {"household": homes[0].pk, "what": "lock", "keys": {"1": b64u(key)}},
            id=uid,
            parts=[part],
        )
        assert phone.send(client).json()["verdicts"][0]["verdict"] == "accepted"

    if not photo_first:
        send_record()
    for number, piece in enumerate(pieces):
        answer = put(client, phone, uid, piece, number=number)
        assert answer.status_code == 200
        assert answer.json()["have"] == list(range(number + 1))
    put(client, phone, uid, pieces[0])
    assert Chunk.objects.count() == len(pieces)
    if photo_first:
        send_record()
    kept = DoorPhoto.objects.get()
    stored = kept.document.file.read()
    assert b"secret-place" in content
    assert b"secret-place" not in stored
    assert stored.startswith(b"\xff\xd8")


def test_what_is_no_picture_says_so(client, phone, homes):
    part, key, sealed = sealed_part(b"this is no picture at all, though it is long enough")
    phone.record("photo", {"household": homes[0].pk, "what": "door", "keys": {"1": b64u(key)}}, parts=[part])
    phone.send(client)
    put(client, phone, Letter.objects.get().uid, sealed)
    assert "not a PDF" in DoorPhoto.objects.get().fault


@pytest.mark.parametrize(("part", "number"), [(0, 0), (7, 0), (1, 16), (10**9, 0)])
def test_pieces_beyond_what_there_can_be_are_refused(client, phone, part, number):
    assert put(client, phone, uuid.uuid4(), b"x", part, number).status_code == 400
    assert put(client, phone, uuid.uuid4(), b"", 1, 0).status_code == 413


def test_the_description_is_served_and_names_every_door(client):
    found = client.get(f"{DEPOSIT}/openapi.json").json()
    assert {"/deposit/v1", "/deposit/v1/part/{id}/{n}/{chunk}"} <= set(found["paths"])
    assert found["openapi"].startswith("3.1")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["v", "envelopes", "ask", "phone", "hdr", "id", "sha"]), inner),
    max_leaves=12,
)  # fmt: skip
SHAPED = st.fixed_dictionaries(
    {"v": st.just(1), "envelopes": st.lists(st.text(max_size=60) | JSON.map(json.dumps), max_size=4)}, optional={"ask": JSON, "phone": JSON}
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=SHAPED | JSON,
    method=st.sampled_from(["post", "put", "get", "patch", "delete"]),
    site=st.sampled_from(["none", "cross-site", "?"]),
)
def test_no_request_makes_it_stumble(client, phone, monkeypatch, body, method, site):
    monkeypatch.setattr(receiving, "REQUESTS_A_MINUTE", 10**9)
    monkeypatch.setattr(receiving, "ENVELOPES_A_DAY", 10**9)
    monkeypatch.setattr(receiving, "BYTES_A_MINUTE", 2**31 - 1)
    answer = client.generic(
        method.upper(), DEPOSIT, json.dumps(body), content_type="application/json",
        headers={"Authorization": phone.authorization, "Sec-Fetch-Site": site},
    )  # fmt: skip
    assert answer.status_code in HTTP_ANSWERS - {503}
    answer.json()


FIELDS = [
    "id",
    "rec",
    "kind",
    "device",
    "user",
    "seq",
    "prev",
    "wall",
    "offset_ms",
    "mono_ms",
    "boot",
    "app",
    "schema",
    "kid",
    "parts",
    "known",
]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=3), payload=JSON)
def test_no_envelope_makes_it_stumble(client, phone, monkeypatch, changes, payload):
    """Sealed and signed as it should be, with anything at all in its header and payload: a verdict, never a fault."""
    monkeypatch.setattr(receiving, "REQUESTS_A_MINUTE", 10**9)
    monkeypatch.setattr(receiving, "ENVELOPES_A_DAY", 10**9)
    monkeypatch.setattr(receiving, "BYTES_A_MINUTE", 2**31 - 1)
    header = phone.header("visit") | changes
    payload = payload if isinstance(payload, dict) else {"household": 1, "outcome": payload}
    text = seal(payload, header, point_of_jwk(phone.office["seal"]["jwk"]), phone.signing_key)
    body = json.dumps({"v": 1, "envelopes": [text]})
    verdict = post(client, phone, body).json()["verdicts"][0]
    assert verdict["verdict"] == "attention"
    assert not Letter.objects.filter(attempts__gt=0).exists()
