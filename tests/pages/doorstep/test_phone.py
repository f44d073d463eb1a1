"""What a phone is given while its person is signed in: an enrolment, and a round with nothing more than it needs."""

import datetime
import json
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from doorstep.inbox import keys, securing
from doorstep.inbox.sealing import jwk_of, new_key_pair
from doorstep.models import Device, SealingKey
from doorstep.round_actions import type_in
from households.models import Visit
from saferstreets.common import clock
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.rounds import round_of, street_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes():
    return street_of(5)


@pytest.fixture
def project(homes):
    return homes[0].project


@pytest.fixture
def assistant(client, project):
    person = member(project, Role.ASSISTANT)
    client.force_login(person)
    return person


def enrol(client, project, **changes):
    body = {
        "v": 1,
        "name": "Blue case",
        "sign": jwk_of(new_key_pair()[1]),
        "persisted": None,
        "app": "1",
    } | changes
    return client.post(
        reverse("doorstep:phone_enrol", args=[project.slug]),
        json.dumps(body),
        content_type="application/json",
    )


def the_round(client, project, **query):
    return client.get(reverse("doorstep:phone_round_json", args=[project.slug]), query).json()


def test_enrolling_gives_what_the_phone_needs_once(client, project, assistant):
    answer = enrol(client, project)
    assert answer.status_code == 201
    given = answer.json()
    assert set(given) == {"v", "device", "user", "token", "seal", "epoch", "schema_max", "now"}
    device = Device.objects.get()
    assert (str(device.public_id), device.user) == (given["device"], assistant)
    assert enrol(client, project).json()["seal"] == given["seal"]


@pytest.mark.parametrize(
    "changes", [{"v": 2}, {"name": ""}, {"name": "x" * 61}, {"sign": {}}, {"sign": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}},
                {"sign": {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}}, {"persisted": "yes"}, {"app": 7}]
)  # fmt: skip
def test_what_is_no_enrolment_is_refused(client, project, assistant, changes):
    assert enrol(client, project, **changes).status_code == 400
    assert not Device.objects.exists()


def test_earlier_enrolments_say_how_far_they_counted(client, project, assistant):
    first = enrol(client, project).json()["device"]
    enrol(client, project, earlier=[{"device": first, "witness": 17}, {"device": "x", "witness": 3}, 7])
    assert Device.objects.get(public_id=first).witness == 17


def test_the_round_holds_addresses_states_and_ids_and_nothing_else(client, project, homes, assistant):
    """TRUST 1: no name, no note, no reason."""
    canaries = ["Canary", "secret reason"]
    register.make_resident(homes[0], assistant)
    register.caution(homes[1], member(project))
    deliver(homes[2], assistant, on=clock.today() - datetime.timedelta(days=1), note="Canary")
    walk = round_of(homes, walked_by=assistant, on_day=clock.today())
    told = the_round(client, project)
    assert told["round"]["id"] == walk.pk
    doors = told["round"]["doors"]
    assert {frozenset(door) for door in doors} == {
        frozenset(
            {"household", "position", "code", "address", "state", "tries", "had_pack", "caution", "rec"}
        )
    }
    assert [door["had_pack"] for door in doors] == [False, False, True, False, False]
    assert [door["state"] for door in doors] == ["to_visit", "to_visit", "tried", "to_visit", "to_visit"]
    assert doors[1]["caution"].isdecimal()
    assert not [word for word in canaries if word in json.dumps(told)]
    resident = json.dumps(told)
    assert "Resident" not in resident
    assert told["rounds"] == [
        {"id": walk.pk, "on_day": walk.on_day.isoformat(), "part_of_day": walk.part_of_day, "doors": 5}
    ]


def test_the_paper_sheet_typed_in_later_cannot_double_the_phone(client, project, homes, assistant):
    """And the other way round: the phone that arrives after the sheet."""
    walk = round_of(homes, walked_by=assistant, on_day=clock.today())
    doors = the_round(client, project)["round"]["doors"]
    phone = Phone(project, assistant)
    phone.visit(homes[0], rec=doors[0]["rec"])
    phone.send(client)
    answers = type_in(walk=walk, text=f"{doors[0]['code']} N\n{doors[1]['code']} N", by=member(project))
    assert [answer.words for answer in answers] == ["Recorded already: No answer", "No answer"]
    phone.visit(homes[1], rec=doors[1]["rec"])
    assert phone.send(client).json()["verdicts"][0]["verdict"] == "accepted"
    assert Visit.objects.count() == 2
    phone.visit(homes[1], "card_left", rec=doors[1]["rec"])
    assert phone.send(client).json()["verdicts"][0]["code"] == "same-door"
    assert Visit.objects.count() == 3
    told = the_round(client, project)["round"]["doors"]
    assert [door["state"] for door in told[:3]] == ["done", "done", "to_visit"]
    assert told[0]["rec"] is None
    assert uuid.UUID(told[2]["rec"])


def test_another_persons_round_is_not_given(client, project, homes, assistant):
    walk = round_of(homes, walked_by=member(project), on_day=clock.today())
    assert the_round(client, project)["round"] is None
    assert the_round(client, project, round=walk.pk)["round"] is None


def test_a_new_key_is_offered_once_it_is_backed_up_and_an_old_one_is_destroyed(project, assistant):
    phone = Phone(project, assistant)
    first = keys.current_key(project=project)
    later = timezone.now() + datetime.timedelta(days=32)
    made, offered, destroyed = keys.rotate_keys(project=project, now=later)
    assert (len(made), offered, destroyed) == (1, [], [])
    assert keys.current_key(project=project) == first
    with time_machine.travel(later + datetime.timedelta(hours=3)):
        securing.secure(through=timezone.now())
        assert keys.rotate_keys(project=project)[1] == made
        assert keys.current_key(project=project).kid == made[0]
    with time_machine.travel(later + datetime.timedelta(days=185)):
        assert keys.rotate_keys(project=project)[2] == [first.kid]
    assert SealingKey.objects.get(kid=first.kid).private_sealed is None
    assert phone.office["seal"]["kid"] == first.kid
