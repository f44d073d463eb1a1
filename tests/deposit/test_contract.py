"""docs/deposit.md has a machine-readable twin: what the doors really answer, and what they take, is as it says."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse

from accounts.choices import Role
from doorstep.choices import Cause, Conflict, Kind
from doorstep.inbox.payloads import SHAPES
from doorstep.inbox.sealing import jwk_of, point_of
from doorstep.inbox.spelling import b64u
from saferstreets.common import clock
from saferstreets.settings import BASE_DIR
from tests.deposit.contract import SCHEMAS, faults
from tests.deposit.phone import Phone
from tests.factories.accounts import member
from tests.factories.deposited import picture, sealed_part
from tests.factories.outcomes import questionnaire
from tests.factories.rounds import round_of, street_of

pytestmark = pytest.mark.django_db
SCHEMA_OF = {
    Kind.VISIT: "Visit", Kind.AMENDMENT: "Amendment", Kind.PHOTO: "Photo", Kind.ANSWERS: "Answers", Kind.DRAFT: "Draft",
    Kind.DAY_CLOSE: "DayClose", Kind.CHECK_IN: "CheckIn",
}  # fmt: skip


def described(value, name):
    assert faults(value, {"$ref": f"#/components/schemas/{name}"}) == []


@pytest.fixture
def homes():
    return street_of(3)


@pytest.fixture
def phone(homes):
    return Phone(homes[0].project, member(homes[0].project, Role.ASSISTANT))


def test_the_deposit_and_its_answer(client, phone, homes):
    phone.visit(homes[0])
    phone.record("check-in", {"state": "out", "minutes": 60})
    sent = phone.send(client).json()
    described(sent, "DepositAnswer")
    asked = phone.body(shas=[], ask=list(phone.sent))
    described(json.loads(asked), "Deposit")
    described(phone.send(client, shas=[], ask=list(phone.sent)).json(), "DepositAnswer")
    described(json.loads(next(iter(phone.sent.values()))), "Envelope")
    refused = client.post("/deposit/v1", "{}", content_type="application/json")
    assert refused.status_code == 401
    described(refused.json(), "Error")


def test_a_piece_of_a_photograph(client, phone, homes):
    part, key, sealed = sealed_part(picture())
    payload = {"household": homes[0].pk, "what": "door", "keys": {"1": b64u(key)}}
    described(payload, "Photo")
    phone.record("photo", payload, parts=[part])
    uid = json.loads(next(iter(phone.outbox.values())))["hdr"]["id"]
    phone.send(client)
    answer = client.put(
        f"/deposit/v1/part/{uid}/1/0", sealed, content_type="application/octet-stream",
        headers={"Authorization": phone.authorization},
    )  # fmt: skip
    described(answer.json(), "PartAnswer")


def test_the_round_and_the_enrolment(client, phone, homes):
    round_of(homes, walked_by=phone.user, on_day=clock.today())
    questionnaire(phone.project, phone.user, key="safety", title="Feeling safe")
    client.force_login(phone.user)
    carried = client.get(reverse("doorstep:phone_round_json", args=[phone.project.slug])).json()
    assert carried["round"]["doors"]
    assert carried["questionnaires"]
    described(carried, "Round")
    public = jwk_of(point_of(ec.generate_private_key(ec.SECP256R1()).public_key()))
    wanted = {"v": 1, "name": "A phone", "sign": public, "persisted": None, "app": "1", "earlier": []}
    described(wanted, "Enrol")
    enrol = reverse("doorstep:phone_enrol", args=[phone.project.slug])
    described(client.post(enrol, json.dumps(wanted), content_type="application/json").json(), "Enrolled")


@pytest.mark.parametrize("kind", list(SHAPES))
def test_each_kind_of_record_has_the_fields_that_are_described(kind):
    """Field by field: its name, whether it must be there, and where its limits lie."""
    fields, needed = SHAPES[kind]
    schema = SCHEMAS[SCHEMA_OF[kind]]
    assert set(schema["properties"]) == set(fields)
    assert set(schema["required"]) == needed
    assert schema["additionalProperties"] is False
    for name, about in schema["properties"].items():
        for value, fits in edges(about):
            assert taken(fields[name], value) == fits, (name, value)


def test_every_kind_is_described_and_every_code_stands_in_the_paper():
    assert set(SHAPES) == set(SCHEMA_OF) == set(Kind)
    paper = (BASE_DIR / "docs" / "deposit.md").read_text()
    for word in [*Kind, *Cause, *Conflict]:
        assert f"`{word.value}`" in paper, word.value


def edges(about):
    """[(value, whether it is taken)] around the limits of one field."""
    if "maximum" in about:
        low, high = about["minimum"], about["maximum"]
        return [(low - 1, False), (low, True), (high, True), (high + 1, False)]
    if "maxLength" in about:
        return [("x" * about["maxLength"], True), ("x" * (about["maxLength"] + 1), False)]
    if "enum" in about:
        return [*((value, True) for value in about["enum"]), ("something else", False)]
    return []


def taken(check, value):
    try:
        check(value)
    except ValueError:
        return False
    return True
