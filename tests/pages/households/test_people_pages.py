"""Who sees what about the people of a home, page by page."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, ViewEvent
from doorstep.actions import withdraw_visit
from households.actions import reopen_home
from households.models import CautionFlag, Landlord, Refusal, Resident
from saferstreets.common import clock
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.register import (
    burglary_record,
    caution,
    landlord,
    make_resident,
    note_vulnerability,
    promised,
    referral,
)

pytestmark = pytest.mark.django_db
ALL_PARTS = (
    "Who lives here",
    "There is a note on vulnerability",
    "There is a burglary record",
    "Visit in pairs",
    "Landlord or agent",
)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def coordinator(home):
    return member(home.project)


@pytest.fixture
def sign_in(client, home):
    """Signs in somebody of this role on the project of `home`."""

    def enter(role):
        user = member(home.project, role)
        client.force_login(user)
        return user

    return enter


def at(name, record, project=None):
    return reverse(
        f"households:{name}", args=[(project or record.project).slug, *([record.pk] if record else [])]
    )


def day_of(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def full(home, coordinator):
    """A home of which everything is known."""
    make_resident(home, coordinator, agreed=["pack"])
    note_vulnerability(home, coordinator, reason="Canary Reason")
    burglary_record(home, reference="CANARY/1")
    caution(home, coordinator, basis="Canary Basis")
    home.landlord = landlord(home.project, coordinator, kind="social")
    home.save()
    promised(home, coordinator)
    referral(home, coordinator)
    return home


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("coordinator", ALL_PARTS),
        ("assistant", ALL_PARTS),
        ("crime_prevention_officer", ALL_PARTS[1:]),
        ("officer", ALL_PARTS[3:4]),
    ],
)
def test_the_home_shows_each_role_its_own_parts(client, full, sign_in, role, sees):
    sign_in(role)
    page = client.get(full.get_absolute_url()).content.decode()
    assert [words for words in ALL_PARTS if words in page] == list(sees)
    assert ("Canary Basis" in page) == (role == "coordinator")
    assert ("Pat Example" in page) == (role in ("coordinator", "assistant"))
    assert ("runs its own works" in page) == (role != "officer")
    for hidden in ("Canary Reason", "CANARY/1", "Lives alone"):
        assert hidden not in page


def test_the_home_asks_the_same_whatever_it_has(client, full, coordinator, django_assert_max_num_queries):
    client.force_login(coordinator)

    def count():
        with django_assert_max_num_queries(40) as counted:
            client.get(full.get_absolute_url())
        return len(counted)

    make_visit(full, coordinator)
    few = count()
    for n in range(6):
        make_resident(full, coordinator, name=f"Person {n} Example", agreed=["pack", "survey"])
        promised(full, coordinator)
        referral(full, coordinator)
        caution(full, coordinator)
    make_visit(full, coordinator, hour=13)
    assert count() == few


def test_nothing_is_revealed_without_a_reason(client, full, sign_in):
    user, address = sign_in("assistant"), at("kept_back", full)
    assert "Canary Reason" not in client.get(address).content.decode()
    for typed in (
        {},
        {"what": "vulnerability", "reason": "  "},
        {"reason": "planning the visit"},
        {"what": "everything", "reason": "planning"},
    ):
        page = client.post(address, typed).content.decode()
        assert "Canary Reason" not in page
        assert not ViewEvent.objects.exists()
    page = client.post(address, {"what": "vulnerability", "reason": "planning the visit"}).content.decode()
    assert "Canary Reason" in page
    assert "CANARY/1" not in page
    assert list(ViewEvent.objects.values_list("by", "kind", "reason")) == [
        (user.pk, "vulnerability", "planning the visit")
    ]
    assert "CANARY/1" in client.post(address, {"what": "burglary", "reason": "survey"}).content.decode()
    assert ViewEvent.objects.count() == 2


@pytest.mark.parametrize("role", ["officer", "finance", "partner_reader", "fitter"])
def test_what_is_kept_back_opens_to_nobody_else(client, full, sign_in, role):
    sign_in(role)
    for answer in (
        client.get(at("kept_back", full)),
        client.post(at("kept_back", full), {"what": "vulnerability", "reason": "curious"}),
    ):
        assert answer.status_code == 403
        assert "Canary" not in answer.content.decode()
    assert not ViewEvent.objects.exists()


def test_the_address_on_the_web_does_not_say_that_there_is_a_note(client, home, sign_in):
    sign_in("assistant")
    assert "Nothing is kept back" in client.get(at("kept_back", home)).content.decode()
    assert client.post(at("kept_back", home), {"what": "vulnerability", "reason": "x"}).status_code == 200
    assert not re.search(
        "vulnerab|burglar|abuse|victim",
        at("kept_back", home) + at("referral_add", home) + at("vulnerability_add", home),
    )


def test_an_expired_record_is_not_spoken_of(client, home, sign_in):
    sign_in("assistant")
    burglary_record(home, expires_on=clock.today() - datetime.timedelta(days=365))
    CautionFlag.objects.create(
        project=home.project, household=home, instruction="dog", basis="old", from_on=clock.today().replace(year=2020, day=1),
        expires_on=clock.today().replace(year=2020, day=2), recorded_by=member(home.project),
    )  # fmt: skip
    page = client.get(home.get_absolute_url()).content.decode()
    assert "burglary" not in page
    assert "Wait at the gate" not in page


def test_a_caution_stands_at_the_top_of_the_door_and_in_the_street(client, full, sign_in):
    sign_in("officer")
    for page in ("record", "answered", "other"):
        text = client.get(
            reverse(f"doorstep:visit_{page}", args=[full.project.slug, full.pk])
        ).content.decode()
        assert "Visit in pairs" in text
        assert "Canary Basis" not in text
    street = client.get(full.street.get_absolute_url()).content.decode()
    assert "Visit in pairs" in street
    assert "Canary" not in street


def test_an_officer_sets_a_caution_and_lifts_it(client, home, sign_in):
    sign_in("officer")
    today = clock.today()
    typed = {"instruction": "do_not_enter", "basis": "Seen on the round", **day_of("expires_on", today)}
    page = client.post(
        at("caution_add", home), {**typed, **day_of("expires_on", today.replace(year=today.year + 2, day=1))}
    )
    assert "at most 12 months" in page.content.decode()
    assert client.post(at("caution_add", home), typed).status_code == 302
    flag = CautionFlag.objects.get()
    assert client.post(at("caution_lift", flag)).status_code == 302
    assert client.get(at("caution_lift", flag)).status_code == 404


def test_a_resident_is_written_down_changed_and_moved_out(client, home, sign_in):
    sign_in("assistant")
    today = clock.today()
    typed = {"notice_version": "1.0", "notice_how": "card", "agreed": ["pack"], **day_of("since_on", today)}
    assert "privacy notice" in str(
        client.post(at("resident_add", home), {**typed, "notice_version": ""}).context["form"].errors
    )
    assert client.post(at("resident_add", home), typed).status_code == 302
    resident = Resident.objects.get()
    form = client.get(at("resident_change", resident)).context["form"]
    shown = {"seen": form.initial["seen"], "notice_version": "1.0", "notice_how": "card"}
    client.post(at("resident_change", resident), {**shown, "name": "First Example"})
    page = client.post(at("resident_change", resident), {**shown, "name": "Second Example"})
    text = page.content.decode()
    assert "First Example" in text
    assert "Second Example" in text
    again = re.search(r'name="seen" value="(\w+)"', text).group(1)
    client.post(at("resident_change", resident), {**shown, "seen": again, "name": "Second Example"})
    resident.refresh_from_db()
    assert resident.name == "Second Example"
    body = OrganisationFactory()
    said = {"purpose": "referral", "given": "no", "body": body.pk, **day_of("happened_on", today)}
    assert "To which body" not in str(
        client.post(at("consent_add", resident), {**said, "body": ""}).context["form"].errors.as_json()
    )
    client.post(at("consent_add", resident), said)
    assert (
        f"Said no: Pass details to a named body: {body.name}"
        in client.get(home.get_absolute_url()).content.decode()
    )
    client.post(at("resident_move_out", resident), day_of("moved_out_on", today))
    assert "Nobody is written down" in client.get(home.get_absolute_url()).content.decode()


def test_the_name_of_a_refuser_is_the_coordinators_alone(client, home, sign_in, coordinator):
    client.force_login(coordinator)
    typed = {"client_id": uuid.uuid4(), "name": "Canary Refuser", **day_of("refused_on", clock.today())}
    for _ in range(2):
        assert client.post(at("home_opt_out", home), typed).status_code == 302
    assert Refusal.objects.count() == 1
    assert "Canary Refuser" in client.get(at("home_reopen", home)).content.decode()
    pages = [
        home.get_absolute_url(),
        home.street.get_absolute_url(),
        reverse("doorstep:visit_record", args=[home.project.slug, home.pk]),
    ]
    assert not [page for page in pages if "Canary" in client.get(page).content.decode()]
    for role in ("assistant", "officer", "crime_prevention_officer"):
        sign_in(role)
        assert [client.get(at(name, home)).status_code for name in ("home_opt_out", "home_reopen")] == [
            403,
            403,
        ]
        assert not [page for page in pages if "Canary" in client.get(page).content.decode()]
    assert "Canary" not in str(list(AuditEvent.objects.values_list("verb", "fields")))


def test_who_asked_and_then_refused_stays_unnamed_after_a_change_of_occupier(
    client, home, sign_in, coordinator
):
    asked = promised(home, coordinator, name="Canary Asker", contact="01632 960003")
    page = at("enquiry", asked)
    sign_in("assistant")
    assert "Canary Asker" in client.get(page).content.decode()
    make_visit(home, coordinator, outcome="hard_refusal")
    assert "Canary" not in client.get(page).content.decode()
    reopen_home(household=home, since_on=clock.today(), by=coordinator)
    assert "Canary" not in client.get(page).content.decode()
    client.force_login(coordinator)
    assert "Canary Asker" in client.get(page).content.decode()


def test_only_a_change_of_occupier_opens_a_home(client, home, coordinator):
    make_visit(home, coordinator, outcome="hard_refusal")
    client.force_login(coordinator)
    typed = day_of("since_on", clock.today())
    assert "sure" in client.post(at("home_reopen", home), typed).context["form"].errors
    assert client.post(at("home_reopen", home), {**typed, "sure": "on"}).status_code == 302
    home.refresh_from_db()
    assert home.closed_on is None
    assert "already" in client.post(at("home_reopen", home), {**typed, "sure": "on"}).content.decode()


def test_a_landlord_and_their_homes(client, home, sign_in):
    sign_in("assistant")
    project = home.project
    add = reverse("households:landlord_add", args=[project.slug])
    for _ in range(2):
        page = client.post(add, {"name": "Example Homes", "kind": "social", "contact": "01632 960002"})
    assert "already in the list" in page.content.decode()
    owner = Landlord.objects.get()
    homes = at("landlord_homes", owner)
    page = client.post(homes, {"text": home.number})
    assert home in page.context["homes"]
    assert home.number not in page.request["QUERY_STRING"]
    client.post(homes, {"attach": home.pk})
    assert home.address in client.get(at("landlord", owner)).content.decode()
    client.post(homes, {"detach": home.pk})
    home.refresh_from_db()
    assert home.landlord is None
    foreign = HouseholdFactory()
    for key in (foreign.pk, "9" * 40, "x", ""):
        assert client.post(homes, {"attach": key}).status_code == 200
    typed = {"what": "Agreed to a key safe", **day_of("happened_on", clock.today())}
    client.post(at("landlord_contact", owner), typed)
    assert "Agreed to a key safe" in client.get(at("landlord", owner)).content.decode()


@pytest.mark.parametrize("name", ["landlord_list", "enquiry_list", "referral_list"])
def test_lists_ask_the_same_for_2_rows_and_for_20(
    client, home, coordinator, name, django_assert_max_num_queries
):
    client.force_login(coordinator)
    address = reverse(f"households:{name}", args=[home.project.slug])

    def grow(rows):
        for door in HouseholdFactory.create_batch(rows, street=home.street):
            landlord(home.project, coordinator, name=f"Landlord of {door.pk}")
            promised(door, coordinator)
            referral(door, coordinator)

    def count():
        with django_assert_max_num_queries(40) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    grow(2)
    few = count()
    grow(18)
    assert count() == few


def test_nor_is_it_readable_in_what_was_written_down_before_they_refused(client, home, sign_in, coordinator):
    """Resident, referral and enquiry of whoever then refused: no Assistant reads the name again, not even after a new occupier."""
    clock_day = clock.today() - datetime.timedelta(days=40)
    person = make_resident(home, coordinator, name="Canary Refuser", since_on=clock_day)
    sent, asked = (
        referral(home, coordinator, resident=person),
        promised(home, coordinator, name="Canary Asker"),
    )
    pages = [
        home.get_absolute_url(),
        at("referral", sent),
        at("enquiry", asked),
        at("referral_add", home),
        reverse("households:referral_list", args=[home.project.slug]),
        reverse("households:enquiry_list", args=[home.project.slug]),
    ]
    sign_in("assistant")
    assert "Canary Refuser" in client.get(pages[0]).content.decode()
    slip = make_visit(home, coordinator, on=clock.today(), outcome="hard_refusal", hour=0)
    for page in pages:
        assert "Canary" not in client.get(page).content.decode(), page
    assert client.get(at("resident", person)).status_code == 404
    assert "known to the coordinator only" in client.get(pages[0]).content.decode()
    client.force_login(coordinator)
    assert "Canary Refuser" in client.get(pages[0]).content.decode()
    client.post(at("home_reopen", home), {"sure": "on", **day_of("since_on", clock.today())})
    newcomer = make_resident(home, coordinator, name="Newcomer", since_on=clock.today())
    sign_in("assistant")
    assert client.get(at("resident", person)).status_code == 404
    assert client.get(at("resident", newcomer)).status_code == 200
    assert "Newcomer" in client.get(pages[0]).content.decode()
    withdraw_visit(visit=slip, reason="Wrong door", by=coordinator)
    assert client.get(at("resident", person)).status_code == 200
