"""The coordinator's inbox and phones."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEvent
from doorstep.models import Device, Letter
from households.models import Visit
from packs.actions import settle_clash
from packs.choices import ClashAnswer
from packs.models import KitClash
from tests.deposit.phone import Phone
from tests.factories.accounts import member
from tests.factories.deposited import from_a_phone, hand_in
from tests.factories.rounds import street_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes():
    return street_of(4)


@pytest.fixture
def project(homes):
    return homes[0].project


@pytest.fixture
def coordinator(client, project):
    person = member(project)
    client.force_login(person)
    return person


def phone_of(project):
    return Phone(project, member(project, Role.ASSISTANT), name="Blue case")


def address(name, project, *key):
    return reverse(f"doorstep:{name}", args=[project.slug, *key])


def test_two_people_at_one_door_stand_side_by_side_and_both_stay(client, project, homes, coordinator):
    first, second = phone_of(project), phone_of(project)
    first.visit(homes[0], "answered", offers={"pack": "done"}, kit_code="K7")
    second.visit(homes[0], "answered", offers={"pack": "done"}, note="Gave two")
    hand_in(first)
    (letter,) = hand_in(second)
    assert (letter.status, letter.code) == ("conflict", "second-pack")
    page = client.get(address("inbox", project)).content.decode()
    assert homes[0].address in page
    assert "A second pack without a reason" in page
    page = client.get(letter.get_absolute_url()).content.decode()
    assert all(
        words in page for words in (first.user.name, second.user.name, "K7", "Gave two", "This record")
    )
    client.post(address("inbox_settle", project, letter.pk), {"reason": "Both are real"})
    assert Visit.objects.standing().count() == 2
    assert "Nothing to look at" in client.get(address("inbox", project)).content.decode()
    letter.refresh_from_db()
    assert (letter.settled_by, letter.settled_reason) == (coordinator, "Both are real")
    assert AuditEvent.objects.filter(verb="letter.settle").count() == 1


def test_a_kit_recorded_elsewhere_leads_to_where_it_is_said(client, project, homes, coordinator):
    phone = phone_of(project)
    for home in homes[:2]:
        phone.visit(home, "answered", offers={"pack": "done"}, kit_code="K7")
    *_, letter = hand_in(phone)
    assert (letter.status, letter.code) == ("conflict", "kit-elsewhere")
    clash = KitClash.objects.get()
    said = f'href="{clash.get_absolute_url()}">Say where kit K7 is</a>'
    assert said in client.get(letter.get_absolute_url()).content.decode()
    settle_clash(clash_id=clash.pk, answer=ClashAnswer.MISREAD, by=coordinator)
    page = client.get(letter.get_absolute_url()).content.decode()
    assert said not in page
    assert "Kit K7: settled" in page


def test_settling_needs_a_reason_and_happens_once(client, project, homes, coordinator):
    phone = phone_of(project)
    phone.visit(homes[0], "no such outcome")
    (letter,) = hand_in(phone)
    assert client.post(address("inbox_settle", project, letter.pk), {"reason": ""}).status_code == 200
    client.post(address("inbox_settle", project, letter.pk), {"reason": "Asked"})
    page = client.post(address("inbox_settle", project, letter.pk), {"reason": "Again"})
    assert "nothing left to settle" in page.content.decode()


def test_what_needs_attention_is_tried_again(client, project, homes, coordinator, monkeypatch):
    phone = phone_of(project)
    phone.record("visit", {"household": homes[0].pk, "outcome": "no_answer"}, schema=2)
    (letter,) = hand_in(phone)
    assert letter.code == "unknown-schema"
    monkeypatch.setattr("doorstep.inbox.payloads.SCHEMA", 2)
    monkeypatch.setitem(
        __import__("doorstep.inbox.payloads", fromlist=["x"]).UPCASTS, 1, lambda kind, payload: payload
    )
    client.post(address("inbox_retry", project, letter.pk))
    assert Visit.objects.get().recorded_by == phone.user
    assert client.post(address("inbox_retry", project, letter.pk)).status_code == 302
    assert Visit.objects.count() == 1


def test_a_file_of_sealed_records_goes_the_same_way(client, project, homes, coordinator):
    phone = phone_of(project)
    phone.visit(homes[0])
    phone.visit(homes[1])
    content = json.dumps({"v": 1, "envelopes": list(phone.outbox.values())}).encode()
    for new in (2, 0):
        file = SimpleUploadedFile("records.json", content)
        page = client.post(address("inbox_hand_in", project), {"file": file}, follow=True)
        assert f"2 records in the file, {new} of them new" in page.content.decode()
    assert Visit.objects.count() == 2
    assert Letter.objects.first().envelope.handed_in_by == coordinator
    broken = client.post(address("inbox_hand_in", project), {"file": SimpleUploadedFile("x", b"<html>")})
    assert "no file of sealed records" in broken.content.decode()


def test_phones_say_what_is_missing_and_what_is_still_on_them(client, project, homes, coordinator):
    phone = phone_of(project)
    shas = [phone.visit(homes[0]) for _ in range(4)]
    phone.send(client, [shas[0], shas[3]])
    page = client.get(address("phone_list", project)).content.decode()
    assert "Blue case" in page
    assert "2, 3" in page
    assert "Numbers missing" in page
    assert Device.objects.get().unsent == 4
    client.post(address("phone_revoke", project, phone.device.pk))
    assert "Reported lost" in client.get(address("phone_list", project)).content.decode()


@pytest.mark.parametrize("name", ["inbox", "phone_list"])
def test_a_long_list_asks_no_more_than_a_short_one(
    client, project, homes, coordinator, name, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (2, 18):
        for _ in range(many):
            phone = phone_of(project)
            shas = [
                phone.visit(homes[0], "no such outcome"),
                phone.visit(homes[1]),
                phone.visit(homes[2], "void"),
            ]
            phone.send(client, [shas[0], shas[2]])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(name, project))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_photograph_is_shown_to_those_who_see_homes(client, project, homes):
    made = from_a_phone(homes[0], member(project, Role.ASSISTANT))
    client.force_login(member(project, Role.ASSISTANT))
    answer = client.get(address("photo", project, made["photo"].pk))
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    client.force_login(member(project, Role.FINANCE))
    assert client.get(address("photo", project, made["photo"].pk)).status_code == 403
