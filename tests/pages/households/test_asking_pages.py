"""The public page, the desk that answers, and referrals with the one that stands in no list."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from households.models import Enquiry, SupportReferral
from saferstreets.common import clock
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.register import enquiry, make_resident, promised, referral
from tests.pages.households.test_people_pages import at, day_of

pytestmark = pytest.mark.django_db
ASKED = {"want": "pack", "address": "14 Clay Street", "contact": "01632 960003"}


@pytest.fixture
def home():
    home = HouseholdFactory(number="9001", street__name="Clay Street")
    home.project.ends_on = clock.today() + datetime.timedelta(days=90)
    home.project.save()
    return home


@pytest.fixture
def assistant(client, home):
    user = member(home.project, "assistant")
    client.force_login(user)
    return user


@pytest.fixture
def visitor():
    """Somebody without an account."""
    return Client()


def ask(visitor, home, **typed):
    return visitor.post(reverse("ask", args=[home.project.slug]), {**ASKED, **typed})


def test_anybody_may_ask_without_a_name(visitor, home):
    answer = ask(visitor, home)
    assert answer.url == reverse("ask_thanks", args=[home.project.slug])
    thanks = visitor.get(answer.url).content.decode()
    assert "What happens next" in thanks
    assert "number it publishes" in thanks
    found = Enquiry.objects.get()
    assert (found.channel, found.status, found.name, found.recorded_by) == ("web", "new", "", None)


def test_the_answer_is_the_same_for_a_home_we_know_and_one_we_do_not(visitor, home):
    known, unknown = (ask(visitor, home, address=address) for address in (home.address, "1 Nowhere Street"))
    assert (known.status_code, known.url, known.content) == (
        unknown.status_code,
        unknown.url,
        unknown.content,
    )


@pytest.mark.parametrize("missing", ["want", "address", "contact"])
def test_what_is_missing_is_said_beside_its_field(visitor, home, missing):
    page = ask(visitor, home, **{missing: ""})
    assert missing in page.context["form"].errors
    assert not Enquiry.objects.exists()


def test_the_sixth_request_of_an_hour_is_refused_in_words(visitor, home):
    with time_machine.travel(datetime.datetime(2021, 11, 1, 12, tzinfo=datetime.UTC), tick=False) as day:
        assert [ask(visitor, home).status_code for _ in range(5)] == [302] * 5
        page = ask(visitor, home, message="Kept words")
        assert page.status_code == 429
        assert "Wait an hour" in page.content.decode()
        assert "Kept words" in page.content.decode()
        elsewhere = Client(REMOTE_ADDR="192.0.2.7")
        assert ask(elsewhere, home).status_code == 302
        assert Enquiry.objects.count() == 6
        day.shift(datetime.timedelta(minutes=61))
        assert ask(visitor, home).status_code == 302


def test_the_form_cannot_be_sent_from_elsewhere(home):
    assert (
        Client(enforce_csrf_checks=True).post(reverse("ask", args=[home.project.slug]), ASKED).status_code
        == 403
    )


def test_a_project_that_ended_takes_no_requests(visitor, home):
    home.project.ends_on = clock.today() - datetime.timedelta(days=1)
    home.project.save()
    assert "has ended" in ask(visitor, home).content.decode()
    assert not Enquiry.objects.exists()
    assert visitor.get(reverse("ask", args=["no-such-project"])).status_code == 404


def test_the_public_page_is_never_kept(visitor, home):
    assert "no-store" in visitor.get(reverse("ask", args=[home.project.slug]))["Cache-Control"]


def test_an_enquiry_goes_from_a_call_to_a_kept_promise(client, home, assistant):
    slug = home.project.slug
    typed = {"channel": "phone", "want": "survey", "address": f"{home.number} {home.street.name}, Workington"}
    assert client.post(reverse("households:enquiry_add", args=[slug]), typed).status_code == 302
    asked = Enquiry.objects.get()
    assert (asked.channel, asked.recorded_by) == ("phone", assistant)
    page = client.get(at("enquiry_home", asked))
    assert page.context["homes"] == [home]
    assert home in client.post(at("enquiry_home", asked), {"text": home.postcode}).context["homes"]
    client.post(at("enquiry_home", asked), {"home": home.pk})
    today = clock.today()
    client.post(
        at("enquiry_promise", asked), {"promised_time": "in the evening", **day_of("promised_on", today)}
    )
    due = client.get(reverse("office:today", args=[slug])).content.decode()
    assert "Visits promised to people who asked" in due
    assert "in the evening" in due
    visit = make_visit(home, assistant, on=today, outcome="no_answer")
    asked.refresh_from_db()
    assert (asked.status, asked.visit) == ("closed", visit)
    assert "No promised visit is due" in client.get(reverse("office:today", args=[slug])).content.decode()


def test_an_enquiry_is_closed_for_a_reason(client, home, assistant):
    asked = enquiry(home.project)
    assert "reason" in client.post(at("enquiry_close", asked), {}).context["form"].errors
    client.post(at("enquiry_close", asked), {"reason": "Outside the area"})
    assert "Outside the area" in client.get(at("enquiry", asked)).content.decode()
    assert (
        "Someone may have changed it"
        in client.post(at("enquiry_home", asked), {"home": home.pk}).content.decode()
    )


def test_a_day_in_the_past_is_not_promised(client, home, assistant):
    asked = promised(home, assistant)
    page = client.post(
        at("enquiry_promise", asked), day_of("promised_on", clock.today() - datetime.timedelta(days=1))
    )
    assert "promised_on" in page.context["form"].errors


def refer(client, home, **typed):
    today = clock.today()
    filled = {
        "kind": "housing",
        "new_body": "Example Housing Advice",
        "consented": "on",
        **day_of("consented_on", today),
        **day_of("sent_on", today),
    }
    return client.post(at("referral_add", home), {**filled, **typed})


def test_nobody_is_referred_without_consent(client, home, assistant):
    for typed, field in (
        ({"consented": ""}, "consented"),
        ({"new_body": ""}, "body"),
        ({"kind": ""}, "kind"),
    ):
        assert field in refer(client, home, **typed).context["form"].errors
    assert not SupportReferral.objects.exists()


def test_a_referral_is_made_chased_and_answered(client, home, assistant):
    resident = make_resident(home, assistant)
    assert refer(client, home, resident=resident.pk).status_code == 302
    made = SupportReferral.objects.get()
    late = referral(
        HouseholdFactory(street=home.street), assistant, sent_on=clock.today() - datetime.timedelta(days=40)
    )
    chase = client.get(reverse("households:referral_list", args=[home.project.slug]))
    assert list(chase.context["page"]) == [late, made]
    assert chase.context["overdue"] == 1
    said = {"answer": "accepted", "outcome": "Booked", **day_of("answered_on", clock.today())}
    client.post(at("referral_answer", made), said)
    assert "answer" in client.post(at("referral_answer", made), said).context["form"].errors
    client.post(at("referral_outcome", made), {"outcome": "Rehoused"})
    assert "Rehoused" in client.get(at("referral", made)).content.decode()


def test_a_wish_at_the_door_leads_to_the_referral(client, home, assistant):
    visit = make_visit(home, assistant, offers={"support_referral": "wanted"})
    page = client.get(reverse("doorstep:visit_saved", args=[home.project.slug, visit.pk])).content.decode()
    assert "make the referral" in page
    assert at("referral_add", home) in page


def test_domestic_abuse_leaves_no_trace_and_opens_to_two(client, home, assistant):
    resident, coordinator, other = (
        make_resident(home, assistant),
        member(home.project),
        member(home.project, "assistant"),
    )
    answer = refer(client, home, kind="domestic_abuse", new_body="Canary Refuge", resident=resident.pk)
    made = SupportReferral.objects.get()
    page = client.get(answer.url).content.decode()
    assert "no paper" in page
    assert f"<strong>{made.pk}</strong>" in page
    slug, find = home.project.slug, reverse("households:referral_find", args=[home.project.slug])
    plain = [home.get_absolute_url(), at("resident", resident), home.street.get_absolute_url()]
    plain += [
        reverse(name, args=[slug])
        for name in ("office:today", "households:referral_list", "households:household_list")
    ]
    for user, code in ((assistant, 200), (coordinator, 200), (other, 404)):
        client.force_login(user)
        for address in plain:
            text = client.get(address).content.decode()
            assert "Canary Refuge" not in text, address
            assert not re.search("Domestic abuse service", text), address
        assert client.get(at("referral", made)).status_code == code
        found = client.post(find, {"number": made.pk})
        assert (found.status_code == 302) == (code == 200)


def test_a_kept_number_opens_nothing_of_another_project(client, home, assistant):
    foreign = referral(HouseholdFactory(), assistant, body=OrganisationFactory())
    page = client.post(reverse("households:referral_find", args=[home.project.slug]), {"number": foreign.pk})
    assert "no referral with this number" in page.content.decode()
