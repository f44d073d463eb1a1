"""The second factor through its pages: asked for, set up, shown, lost, and found by another person."""

import datetime
import re
import time
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.factors import FactorAdapter
from accounts.models import AuditEvent, LostFactor, Membership
from tests.browser.people import PASSPHRASE, give_passphrase
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
YOURS = "/sign-in/yours/"


@pytest.fixture(autouse=True)
def fresh():
    """No counts of wrong attempts, and no used codes, from the test before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def project():
    return ProjectFactory(slug="own")


@pytest.fixture
def person(project):
    found = member(project)
    give_passphrase(found)
    return found


def code(secret=SECRET, at=None):
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30))


def with_app(person):
    sealed = FactorAdapter().encrypt(SECRET)
    return Authenticator.objects.create(user=person, type="totp", data={"secret": sealed})


def sign_in(client, person):
    return client.post("/sign-in/", {"login": person.email, "password": PASSPHRASE})


def signed_in(client):
    return client.get("/").wsgi_request.user.is_authenticated


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_who_has_none_reaches_no_page_but_the_one_that_sets_it_up(client, person, required):
    sign_in(client, person)
    for address in ("/", "/own/", "/own/households/", "/own/doorstep/phone/round/", "/projects/new/"):
        assert client.get(address).headers["Location"] == YOURS, address
    assert client.post("/own/setup/facts/", {}).headers["Location"] == YOURS
    assert "Set up a second factor first" in words_of(client.get(YOURS))
    assert client.get("/healthz").status_code == 200


def test_where_it_is_offered_the_office_opens_without(client, person):
    sign_in(client, person)
    assert client.get("/own/").status_code == 200
    assert "Set up a second factor first" not in words_of(client.get(YOURS))


def test_an_app_is_set_up_and_then_asked_for(client, person, required, django_capture_on_commit_callbacks):
    sign_in(client, person)
    page = client.get("/sign-in/app/add/").content.decode()
    secret = re.search(r"ss-key\">([A-Z2-7]{32})<", page)[1]
    assert "<svg" in page
    assert "QR code for the authenticator app" in page
    assert (
        "That did not work. Try again"
        in client.post("/sign-in/app/add/", {"code": "000000"}).content.decode()
    )
    before = client.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sign-in/app/add/", {"code": code(secret)})
    assert answer.headers["Location"] == "/sign-in/codes/"
    assert not Session.objects.filter(session_key=before).exists()
    assert UserSession.objects.get().session_key == client.session.session_key
    codes = re.findall(
        r"<li class=\"ss-code\">(\d{4} \d{4})</li>", client.get("/sign-in/codes/").content.decode()
    )
    assert len(set(codes)) == 10
    assert "not shown again. 10 of 10" in words_of(client.get("/sign-in/codes/"))
    assert client.get("/own/").status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    assert AuditEvent.objects.get(verb="sign_in.change").fields == ["totp_activated"]
    assert mail.outbox[-1].to == [person.email]

    client.post("/sign-in/out/")
    assert sign_in(client, person).headers["Location"] == "/sign-in/second/"
    assert not signed_in(client)
    client.post("/sign-in/second/", {"code": codes[0]})
    assert signed_in(client)
    assert "9 of 10 left" in words_of(client.get(YOURS))


def test_a_recovery_code_opens_once(client, person):
    with_app(person)
    spare = RecoveryCodes.activate(person).get_unused_codes()[3]
    for opens in (True, False):
        visitor = Client()
        sign_in(visitor, person)
        cache.clear()
        visitor.post("/sign-in/second/", {"code": spare})
        assert signed_in(visitor) is opens


def test_an_apps_code_opens_once_however_long_it_lives(person):
    with_app(person)
    with time_machine.travel(
        datetime.datetime(2026, 3, 2, 9, 0, 2, tzinfo=datetime.UTC), tick=False
    ) as clock:
        shown = code()
        for wait, opens in (
            (0, True),
            (35, False),
        ):  # 35 seconds later its half minute is over, and it is still taken for a late clock
            clock.shift(wait)
            visitor = Client()
            sign_in(visitor, person)
            visitor.post("/sign-in/second/", {"code": shown})
            assert signed_in(visitor) is opens
        visitor.post("/sign-in/second/", {"code": code()})
        assert signed_in(visitor)


def test_after_five_wrong_codes_the_right_one_has_to_wait(client, person):
    with_app(person)
    sign_in(client, person)
    for number in range(5):
        assert "That did not work. Try again" in words_of(
            client.post("/sign-in/second/", {"code": f"{number:06}"})
        )
    assert "Wait five minutes" in words_of(client.post("/sign-in/second/", {"code": code()}))
    assert not signed_in(client)


def test_a_new_password_by_letter_opens_nothing_without_the_factor(client, person):
    with_app(person)
    client.post("/sign-in/password/forgotten/", {"email": person.email})
    link = urlsplit(re.search(r"https?://\S+", mail.outbox[-1].body)[0]).path
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "kettle-orbit-thrush"
    client.post(form, {"password1": new, "password2": new})
    answer = client.post("/sign-in/", {"login": person.email, "password": new})
    assert answer.headers["Location"] == "/sign-in/second/"
    assert not signed_in(client)


def test_the_last_one_stays_where_one_is_required(client, person, settings):
    app = with_app(person)
    client.force_login(person)
    settings.SECOND_FACTOR = "required"
    sign_in_again(client, person)
    client.post("/sign-in/app/remove/")
    assert client.get(f"/sign-in/passkey/{app.pk}/remove/").headers["Location"] == YOURS
    assert Authenticator.objects.filter(pk=app.pk).exists()
    settings.SECOND_FACTOR = "offered"
    assert client.post("/sign-in/app/remove/").headers["Location"] == YOURS
    assert not Authenticator.objects.exists()


def sign_in_again(client, person):
    client.logout()
    sign_in(client, person)
    client.post("/sign-in/second/", {"code": code()})


def test_lost_asked_about_and_let_in_by_another(
    client, project, person, required, django_capture_on_commit_callbacks
):
    with_app(person)
    other = member(project)
    sign_in(client, person)
    assert "I have lost my phone or key" in words_of(client.get("/sign-in/second/"))
    with django_capture_on_commit_callbacks(execute=True):
        assert "You have asked to be let in" in words_of(client.post("/sign-in/second/lost/"))
    assert {letter.to[0] for letter in mail.outbox} == {other.email, person.email}
    assert (
        client.get("/sign-in/second/lost/").headers["Location"] == "/sign-in/"
    )  # the password is asked for anew

    desk = Client()
    with_app(other)
    give_passphrase(other)
    sign_in_again(desk, other)
    page = desk.get("/own/setup/members/")
    assert f"{person.name} has lost their second factor" in words_of(page)
    address = reverse("office:setup_lost_factor", args=["own", LostFactor.objects.get().pk])
    assert "How do you know that it is them?" in words_of(desk.get(address))
    assert "How do you know" in words_of(desk.post(address, {"how": ""}))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"how": "I rang them on the number I have"})
    assert desk.get(address).status_code == 404
    assert not Authenticator.objects.filter(user=person).exists()
    assert mail.outbox[-1].to == [person.email]

    assert sign_in(client, person).headers["Location"] == "/"
    assert client.get("/own/").headers["Location"] == YOURS


def test_who_coordinates_alone_is_told_whom_to_ask(client, person):
    with_app(person)
    sign_in(client, person)
    assert "Ask the IT officer" in words_of(client.post("/sign-in/second/lost/"))


def test_others_access_is_changed_only_after_the_factor_was_shown_lately(project, person, required):
    with_app(person)
    with time_machine.travel(
        datetime.datetime(2026, 3, 2, 9, 0, 2, tzinfo=datetime.UTC), tick=False
    ) as clock:
        client = Client()
        sign_in_again(client, person)
        clock.shift(6 * 60)
        invited = {"email": "new@demo.example", "name": "New", "role": Role.ASSISTANT}
        assert client.get("/own/setup/members/").status_code == 200
        asked = client.post("/own/setup/members/", invited)
        assert asked.headers["Location"].startswith("/sign-in/second/again/")
        assert not Membership.objects.filter(user__email="new@demo.example").exists()
        client.post(asked.headers["Location"], {"code": code()})
        assert Membership.objects.filter(user__email="new@demo.example").exists()


def test_every_page_about_ones_own_sign_in_opens(client, person):
    with_app(person)
    sign_in_again(client, person)
    for address in (
        YOURS,
        "/sign-in/passkey/add/",
        "/sign-in/app/remove/",
        "/sign-in/codes/new/",
        "/sign-in/again/",
        "/sign-in/second/again/",
    ):
        assert client.get(address).status_code in (200, 302), address
    assert client.post("/sign-in/codes/new/").headers["Location"] == "/sign-in/codes/"
