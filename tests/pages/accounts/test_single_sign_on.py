"""Single sign-on: an identity opens the account of the invited person with that address, and no other."""

import http.client
import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from accounts.models import AuditEvent, User
from tests.factories.accounts import ProjectFactory, member
from tests.identity_server import CLIENT, SECRET, IdentityServer

pytestmark = pytest.mark.django_db
DOOR = "/sign-in/single/office/"


@pytest.fixture
def identities(settings):
    """A server of identities, and an office that asks it."""
    cache.clear()
    server = IdentityServer()
    app = {
        "provider_id": "office", "name": "your council account", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": server.address, "fetch_userinfo": False, "verified_email": ["council.example"]},
    }  # fmt: skip
    settings.OIDC_SERVER = server.address
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield server
    server.stop()
    cache.clear()


@pytest.fixture
def person():
    found = member(ProjectFactory(slug="own"))
    found.email = "pat@council.example"
    found.save()
    return found


def come(identities, client=None, door=DOOR, **claims):
    """Press the button, be led through the other server, and back. Returns (client, the office's answer)."""
    client = client or Client()
    identities.claims = {"sub": "one", "name": "Pat Example", **claims}
    away = client.post(door).headers["Location"]
    assert away.startswith(f"{identities.address}/authorize?")
    there = urlsplit(away)
    line = http.client.HTTPConnection(there.hostname, there.port)
    line.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(line.getresponse().getheader("Location"))
    line.close()
    return client, client.get(f"{back.path}?{back.query}")


def signed_in_as(client):
    user = client.get("/").wsgi_request.user
    return user if user.is_authenticated else None


def test_an_invited_person_gets_in_and_nothing_of_the_identity_is_kept_but_its_number(identities, person):
    for _ in range(2):
        client, answer = come(identities, email="Pat@Council.example")
        assert answer.status_code == 302
        assert signed_in_as(client) == person
        assert "clock" in client.session
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (person, "one", {})
    assert AuditEvent.objects.filter(verb="sign_in.bind").count() == 1
    person.refresh_from_db()
    assert not person.name.startswith("Pat")


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@council.example"},  # nobody invited
        {"email": "pat@council.example.evil.example"},  # another domain
        {},  # no address at all
        {"email": "pat@council.example", "aud": "another-office"},
        {"email": "pat@council.example", "iss": "http://127.0.0.1:1/tenant"},
        {"email": "pat@council.example", "exp": 1_000_000_000},
    ],
)
def test_nobody_else_gets_in(identities, person, claims):
    client, answer = come(identities, **claims)
    assert answer.status_code in (200, 401)
    assert signed_in_as(client) is None
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_an_address_outside_the_named_domains_counts_only_when_it_was_checked(identities, person):
    person.email = "pat@elsewhere.example"
    person.save()
    assert signed_in_as(come(identities, email=person.email)[0]) is None
    assert signed_in_as(come(identities, email=person.email, email_verified=True)[0]) == person


def test_a_token_that_another_key_signed_is_refused(identities, person):
    identities.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client, answer = come(identities, email=person.email)
    assert answer.status_code == 401
    assert signed_in_as(client) is None


def test_another_identity_with_the_same_address_is_refused(identities, person):
    come(identities, email=person.email)
    client, answer = come(identities, sub="two", email=person.email)
    assert "Ask the coordinator of your project" in answer.content.decode()
    assert signed_in_as(client) is None


def test_an_answer_nobody_asked_for_is_refused(identities, person):
    answer = Client().get(f"{DOOR}back/?code=x&state=y")
    assert answer.status_code == 401


def test_a_closed_account_stays_closed(identities, person):
    User.objects.update(is_active=False)
    client, answer = come(identities, email=person.email)
    assert answer.headers["Location"] == "/sign-in/closed/"
    assert signed_in_as(client) is None


def test_an_identity_is_never_joined_to_an_account_from_inside(identities, person):
    other = member(ProjectFactory())
    client = Client()
    client.force_login(other)
    client, answer = come(identities, client, f"{DOOR}?process=connect", email=person.email)
    assert "Ask the coordinator of your project" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(("asks_itself", "lands"), [(False, "/sign-in/yours/"), (True, None)])
def test_the_second_factor_is_asked_for_here_unless_the_other_side_does(
    identities, person, settings, asks_itself, lands
):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = "required", asks_itself
    client, _ = come(identities, email=person.email)
    assert client.get("/own/").headers.get("Location") == lands


def test_the_sign_in_page_offers_it_only_when_it_is_switched_on(client, identities, settings):
    assert "Sign in with your council account" in client.get("/sign-in/").content.decode()
    settings.OIDC_SERVER, settings.SOCIALACCOUNT_PROVIDERS = "", {}
    assert "Sign in with your" not in client.get("/sign-in/").content.decode().replace(
        "Sign in with a passkey", ""
    )
    assert client.post(DOOR).status_code == 404


def test_the_browser_may_be_led_to_the_named_server_and_nowhere_else():
    """The policy is written when the office starts, so a process of its own is asked."""
    env = {
        **os.environ, "OIDC_SERVER": "https://login.example/tenant/v2.0/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b",
        "SECRET_KEY": "x", "DEMONSTRATION": "", "DEMONSTRATION_TODAY": "", "DJANGO_SETTINGS_MODULE": "saferstreets.settings",
    }  # fmt: skip
    ask = (
        "import json; from django.conf import settings as s;"
        "print(json.dumps([s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.SECOND_FACTOR, s.SESSION_COOKIE_NAME, s.OIDC_SERVER]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(said) == [
        ["'self'", "https://login.example"],
        "required",
        "__Host-session",
        "https://login.example/tenant/v2.0",
    ]
