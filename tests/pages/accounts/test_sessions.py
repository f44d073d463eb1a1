"""Sessions: they end when nobody is there, after twelve hours, with the password, and when their person says so."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from tests.browser.people import PASSPHRASE, give_passphrase
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
NINE = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def person():
    cache.clear()
    found = member(ProjectFactory(slug="own"))
    give_passphrase(found)
    yield found
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as found:
        yield found


def browser(person, agent="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"):
    client = Client(headers={"User-Agent": agent})
    client.post("/sign-in/", {"login": person.email, "password": PASSPHRASE})
    return client


def opens(client, address="/own/"):
    return client.get(address).status_code == 200


def test_after_thirty_minutes_without_a_sign_it_is_over(person, clock):
    desk = browser(person)
    clock.shift(29 * 60)
    assert opens(desk)
    clock.shift(30 * 60)
    answer = desk.get("/own/", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/own/", 302)]
    assert "because nothing happened here for 30 minutes" in answer.content.decode()
    assert not opens(desk)


def test_after_twelve_hours_it_is_over_however_busy(person, clock):
    desk = browser(person)
    for _ in range(35):
        clock.shift(20 * 60)
        assert opens(desk)
    clock.shift(20 * 60)
    assert "because 12 hours are over" in desk.get("/own/", follow=True).content.decode()


def test_who_types_is_there(person, clock):
    desk = browser(person)
    for _ in range(4):
        clock.shift(20 * 60)
        assert desk.get("/sign-in/yours/here/").status_code == 204
    assert opens(desk)


def test_the_phones_page_is_walked_with_for_hours(person, clock):
    phone = browser(person)
    clock.shift(3 * 60 * 60)
    assert opens(phone, "/own/doorstep/phone/round/")
    assert opens(phone)  # and whoever walks is there
    clock.shift(9 * 60 * 60)
    assert not opens(phone, "/own/doorstep/phone/round/")


def test_an_open_page_ends_the_session_and_opens_all_the_same(person, clock):
    desk = browser(person)
    clock.shift(31 * 60)
    assert desk.get("/check/").status_code == 200
    assert not opens(desk)


def test_the_clock_is_written_once_a_minute(person, clock):
    desk = browser(person)
    clock.shift(59)
    desk.get("/own/")
    assert UserSession.objects.get().last_seen_at == NINE
    clock.shift(1)
    desk.get("/own/")
    assert UserSession.objects.get().last_seen_at == NINE + datetime.timedelta(seconds=60)


def test_the_session_has_another_key_after_the_sign_in(client, person):
    client.get("/sign-in/")
    client.session.save()
    before = client.session.session_key
    client.post("/sign-in/", {"login": person.email, "password": PASSPHRASE})
    assert client.session.session_key != before


def test_one_is_ended_by_its_person_and_by_nobody_else(person):
    desk, phone = browser(person), browser(person, "Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1")
    page = desk.get("/sign-in/yours/").content.decode()
    assert "Chrome on Windows" in page
    assert "Safari on iPhone" in page
    theirs = UserSession.objects.get(session_key=phone.session.session_key)
    stranger = member(ProjectFactory())
    give_passphrase(stranger)
    assert browser(stranger).post(f"/sign-in/yours/sessions/{theirs.pk}/end/").status_code == 404
    desk.post(f"/sign-in/yours/sessions/{theirs.pk}/end/")
    assert opens(desk)
    assert not opens(phone)
    assert AuditEvent.objects.get(verb="session.end").by == person


def test_what_is_over_is_forgotten(person, clock, capsys):
    here = browser(person)
    clock.shift(13 * 60 * 60)
    there = browser(person)
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key="gone", user_agent="")
    call_command("clear_sessions")
    assert capsys.readouterr().out.endswith(
        "1 sessions forgotten\n"
    )  # the sign-in itself forgot its person's old one
    assert not opens(here)
    assert opens(there)


def test_all_others_are_ended_at_once(person):
    here, *others = [browser(person) for _ in range(3)]
    here.post("/sign-in/yours/sessions/end/")
    assert [opens(one) for one in (here, *others)] == [True, False, False]


def test_a_new_password_ends_the_others(person):
    here, other = browser(person), browser(person)
    new = "kettle-orbit-thrush"
    here.post("/sign-in/password/", {"oldpassword": PASSPHRASE, "password1": new, "password2": new})
    assert opens(here)
    assert not opens(other)
    assert here.get("/sign-in/yours/").content.decode().count('<th scope="row"') == 1


def test_the_list_costs_the_same_for_two_and_for_twenty(person):
    desk, counts = browser(person), []
    for more in (1, 18):
        for _ in range(more):
            cache.clear()
            browser(person)
        desk.get("/sign-in/yours/")
        with CaptureQueriesContext(connection) as asked:
            desk.get("/sign-in/yours/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
