"""The sign-in page: who gets in, and what a wrong passphrase is told."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

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


def test_of_many_guesses_from_many_addresses_ten_are_looked_at_in_ten_minutes(person):
    """One guess each five seconds, each from elsewhere: the account's own door counts them all."""
    looked_at = 0
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC), tick=False) as clock:
        for number in range(120):
            stranger = Client(REMOTE_ADDR=f"192.0.2.{number}")
            looked_at += "is not right" in sign_in(stranger, person.email, f"wrong-{number}").content.decode()
            clock.shift(5)
    assert looked_at == 10


def test_an_unknown_address_is_told_nothing_else(client, person):
    assert "is not right. Check both" in sign_in(client, "nobody@demo.example", PASSPHRASE).content.decode()
