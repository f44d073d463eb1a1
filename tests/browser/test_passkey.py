"""With a real browser's passkeys, on an authenticator that the browser pretends to have."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.browser.people import give_passphrase, press
from tests.browser.test_accessible import faults
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(settings):
    settings.SECOND_FACTOR = "required"
    found = member(ProjectFactory(slug="own", name="The errand"))
    give_passphrase(found)
    return found


def pretend_key(page):
    """A phone's passkeys that always see the right finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}},
    )  # fmt: skip


def test_password_then_passkey_set_up_then_passkey_alone(page_at, person):
    page = page_at(375, 800)
    pretend_key(page)
    sign_in_by_password(page, person)
    expect(page.get_by_role("main")).to_contain_text("Set up a second factor first")
    assert not faults(page)
    page.get_by_role("link", name="Add a passkey").click()
    assert not faults(page)
    press(page, "Add a passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert not faults(page)
    press(page, "I have kept them")
    page.wait_for_url("**/own/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "recovery_codes"}

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto("/sign-in/yours/")
    expect(page.get_by_role("main")).to_contain_text("Passkey 1")

    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in_by_password(page, person)
    expect(page.get_by_role("heading", name="Show your second factor")).to_be_visible()
    assert not faults(page)
    press(page, "Use a passkey")
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def sign_in_by_password(page, person):
    """As far as the password leads."""
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill("lamps-locks-and-light")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: not address.endswith("/sign-in/"))
