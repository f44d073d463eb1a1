"""The sign-in page: who gets in, and what a wrong passphrase is told."""

import datetime
import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from tests.browser.people import PASSPHRASE, give_passphrase
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    cache.clear()
    found = member(ProjectFactory())
    give_passphrase(found)
    yield found
    cache.clear()


def sign_in(client, email, passphrase):
    return client.post("/sign-in/", {"login": email, "password": passphrase})


def test_the_right_passphrase_opens_the_office(client, person):
    assert sign_in(client, person.email, PASSPHRASE).status_code == 302
    assert client.get("/").wsgi_request.user == person


def test_after_five_wrong_ones_the_right_one_has_to_wait(client, person):
    for number in range(5):
        answer = sign_in(client, person.email, f"wrong-{number}")
        assert "is not right. Check both" in answer.content.decode()
    answer = sign_in(client, person.email, PASSPHRASE)
    assert "Wait five minutes" in answer.content.decode()
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_of_many_guesses_from_many_addresses_ten_are_looked_at_in_ten_minutes(client, person):
    """One guess each five seconds, each from elsewhere: the account's own door counts them all."""
    looked_at = 0
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC), tick=False) as clock:
        for number in range(120):
            guess = {"login": person.email, "password": f"wrong-{number}"}
            answer = client.post("/sign-in/", guess, REMOTE_ADDR=f"192.0.2.{number}")
            looked_at += "is not right" in answer.content.decode()
            clock.shift(5)
    assert looked_at == 10


def test_the_door_is_closed_for_longer_the_more_guesses_were_wrong(client, person):
    looked_at, start = {}, datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        for minute in (0, 4, 5, 10, 59, 66, 72, 78, 130, 719, 726):
            clock.move_to(start + datetime.timedelta(minutes=minute))
            answers = [sign_in(client, person.email, f"wrong-{minute}-{number}") for number in range(6)]
            looked_at[minute] = sum("is not right" in answer.content.decode() for answer in answers)
    assert looked_at == {0: 5, 4: 0, 5: 5, 10: 0, 59: 0, 66: 5, 72: 5, 78: 0, 130: 0, 719: 0, 726: 5}


def test_a_new_password_by_letter_opens_a_closed_door(client, person):
    for number in range(6):
        sign_in(client, person.email, f"wrong-{number}")
    client.post("/sign-in/password/forgotten/", {"email": person.email})
    link = urlsplit(re.search(r"https?://\S+", mail.outbox[-1].body)[0]).path
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "kettle-orbit-thrush", "password2": "kettle-orbit-thrush"})
    assert sign_in(client, person.email, "kettle-orbit-thrush").status_code == 302


def test_an_unknown_address_is_told_nothing_else(client, person):
    assert "is not right. Check both" in sign_in(client, "nobody@demo.example", PASSPHRASE).content.decode()
