"""The pages at the door: taps, refusals in words, nothing doubled, nothing lost."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse

from households.models import Visit
from packs.models import Delivery, Kit
from saferstreets.common import clock
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 5)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def assistant(home, client):
    user = member(home.project, "assistant")
    client.force_login(user)
    return user


def door(home, page="record"):
    return reverse(f"doorstep:visit_{page}", args=[home.project.slug, home.pk])


def test_nobody_in_is_one_tap_on_the_page(client, home, assistant):
    page = client.get(door(home)).content.decode()
    client_id = re.search(r'name="client_id" value="([^"]+)"', page).group(1)
    answer = client.post(door(home), {"client_id": client_id, "outcome": "no_answer"}, follow=True)
    assert "Saved" in answer.content.decode()
    assert Visit.objects.get().outcome == "no_answer"


def test_the_door_says_what_was_promised_and_what_is_there(client, home, assistant):
    assert "Has a pack" not in client.get(door(home)).content.decode()
    deliver(home, assistant)
    make_visit(
        home, assistant, hour=12, outcome="call_back", call_back_on=DAY, call_back_time="in the evening"
    )
    for page in ("record", "answered", "other"):
        text = client.get(door(home, page)).content.decode()
        assert "Has a pack, since 4 October 2021." in text
        assert "Call back promised for 5 October, in the evening." in text


def test_after_the_back_button_the_door_says_what_was_just_recorded(client, home, assistant):
    other = HouseholdFactory(street=home.street)
    client.post(door(home), {"client_id": uuid.uuid4(), "outcome": "no_answer"})
    page = client.get(door(home)).content.decode()
    assert "You recorded “No answer” here" in page
    assert f"Skip to {other.address}" in page
    assert "You recorded" not in client.get(door(other)).content.decode()
    client.force_login(member(home.project, "assistant"))
    assert "You recorded" not in client.get(door(home)).content.decode()


def test_a_call_back_is_not_promised_after_the_end_of_delivery(client, home, assistant, settings):
    settings.DEMONSTRATION_TODAY = home.project.ends_on
    later = home.project.ends_on + datetime.timedelta(days=1)
    day = {"call_back_on_day": later.day, "call_back_on_month": later.month, "call_back_on_year": later.year}
    answer = client.post(door(home, "other"), {"client_id": uuid.uuid4(), "outcome": "call_back", **day})
    assert f"must be on or before {home.project.ends_on:%-d %B %Y}" in answer.content.decode()
    assert not Visit.objects.exists()


def test_one_fault_is_told_once(client, home, assistant):
    typed = {"client_id": uuid.uuid4(), "pack": "done", "registered": "on", "kit_code": "X" * 31}
    errors = client.post(door(home, "answered"), typed).context["form"].errors
    assert errors == {"kit_code": ["Kit code must be 30 characters or fewer; you typed 31"]}


def test_a_double_tap_is_one_visit(client, home, assistant):
    typed = {"client_id": uuid.uuid4(), "outcome": "card_left"}
    first, second = client.post(door(home), typed), client.post(door(home), typed)
    assert first.url == second.url
    assert Visit.objects.count() == 1


def test_a_pack_delivered_and_registered(client, home, assistant):
    typed = {
        "client_id": uuid.uuid4(),
        "pack": "done",
        "kit_code": "sd 12",
        "registered": "on",
        "security_survey": "wanted",
        "support_referral": "not_offered",
    }
    answer = client.post(door(home, "answered"), typed, follow=True)
    assert "Kit SD12, registered" in answer.content.decode()
    visit = Visit.objects.get()
    assert {offer.kind: offer.outcome for offer in visit.offers.all()} == {
        "pack": "done",
        "security_survey": "wanted",
    }
    assert visit.happened_on == clock.today()
    assert "Next door" not in answer.content.decode()


def test_a_second_pack_asks_why_beside_the_field(client, home, assistant):
    deliver(home, assistant)
    typed = {"client_id": uuid.uuid4(), "pack": "done", "kit_code": "K2", "note": "kept words"}
    page = client.post(door(home, "answered"), typed)
    assert "already had a pack" in page.context["form"].errors["again_reason"][0]
    assert "kept words" in page.content.decode()
    client.post(door(home, "answered"), {**typed, "again_reason": "Stolen from the step"})
    assert Delivery.objects.count() == 2


def test_a_kit_of_another_home_is_stopped_beside_the_field(client, home, assistant):
    deliver(HouseholdFactory(street=home.street), assistant, kit_code="K1")
    page = client.post(door(home, "answered"), {"client_id": uuid.uuid4(), "pack": "done", "kit_code": "k-1"})
    assert "already recorded for a home" in page.context["form"].errors["kit_code"][0]
    assert Visit.objects.filter(household=home).count() == Kit.objects.filter(household=home).count() == 0


def test_two_phones_at_one_door_give_one_pack(client, home, assistant):
    """Both opened the page before either had saved: the second is asked why, and its words stay."""
    deliver(home, assistant, kit_code="K1")
    from doorstep.actions import record_visit
    from packs.actions import SecondPackNeedsReason

    with pytest.raises(SecondPackNeedsReason):
        record_visit(
            client_id=uuid.uuid4(),
            household=home,
            outcome="answered",
            happened_at=clock.now(),
            by=assistant,
            offers={"pack": "done"},
        )
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "outcome"),
        ({"outcome": "call_back"}, "call_back_on"),
        (
            {
                "outcome": "call_back",
                "call_back_on_day": "32",
                "call_back_on_month": "1",
                "call_back_on_year": "2030",
            },
            "call_back_on",
        ),
        (
            {
                "outcome": "call_back",
                "call_back_on_day": "1",
                "call_back_on_month": "1",
                "call_back_on_year": "2001",
            },
            "call_back_on",
        ),
        ({"outcome": "answered"}, "outcome"),
        ({"outcome": "opted_out"}, "outcome"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, home, assistant, typed, field):
    page = client.post(door(home, "other"), {"client_id": uuid.uuid4(), **typed})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Visit.objects.exists()


def test_a_call_back_and_a_refusal(client, home, assistant):
    day = clock.today()
    typed = {
        "outcome": "call_back",
        "call_back_on_day": day.day,
        "call_back_on_month": day.month,
        "call_back_on_year": day.year,
    }
    client.post(door(home, "other"), {"client_id": uuid.uuid4(), "call_back_time": "in the evening", **typed})
    assert Visit.objects.get().call_back_on == day
    client.post(door(home, "other"), {"client_id": uuid.uuid4(), "outcome": "hard_refusal"})
    page = client.get(door(home)).content.decode()
    assert "Do not call" in page
    assert "No answer, card" not in page
    client.post(door(home), {"client_id": uuid.uuid4(), "outcome": "no_answer"})
    assert Visit.objects.count() == 2


def test_after_saving_the_next_open_door_is_one_tap_away(client, home, assistant):
    closed = HouseholdFactory(street=home.street)
    make_visit(closed, assistant, outcome="hard_refusal")
    following = HouseholdFactory(street=home.street)
    answer = client.post(door(home), {"client_id": uuid.uuid4(), "outcome": "no_answer"}, follow=True)
    assert answer.context["next"] == following


def test_an_officer_beside_the_assistant_needs_minutes(client, home, assistant):
    officer = member(home.project, "officer")
    typed = {"client_id": uuid.uuid4(), "pack": "declined", "officer": officer.pk}
    page = client.post(door(home, "answered"), typed)
    assert "officer_minutes" in page.context["form"].errors
    client.post(door(home, "answered"), {**typed, "officer_minutes": 10})
    assert (Visit.objects.get().officer, Visit.objects.get().officer_minutes) == (officer, 10)


def test_a_visit_is_taken_back_with_a_reason(client, home, assistant):
    visit = deliver(home, assistant, kit_code="K1")
    address = reverse("doorstep:visit_withdraw", args=[home.project.slug, visit.pk])
    assert "reason" in client.post(address, {}).context["form"].errors
    page = client.post(address, {"reason": "wrong door"}, follow=True)
    assert "no longer counts" in page.content.decode()
    assert "already been withdrawn" in client.post(address, {"reason": "again"}).content.decode()


def test_nonsense_is_answered_in_words(client, home, assistant):
    assert client.post(door(home), {"client_id": "x", "outcome": "no_answer"}).status_code == 200
    assert client.post(door(home), {"client_id": uuid.uuid4(), "outcome": "party"}).status_code == 200
    assert client.post(door(home, "answered"), {"client_id": uuid.uuid4(), "note": "\x00"}).status_code == 200
    assert not Visit.objects.exists()
