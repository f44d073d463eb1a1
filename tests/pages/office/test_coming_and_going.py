"""People come by a letter and leave at once; roles that must lie apart do; who looked is listed and told."""

import datetime
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from accounts.actions import MembershipRefused, add_member, leave
from accounts.choices import Role
from accounts.models import Membership
from accounts.rules import APART
from doorstep.models import Letter
from households.actions import reveal
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.accounts import ProjectFactory, UserFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(slug="own", name="Own")


@pytest.fixture
def coordinator(project, client):
    person = member(project)
    client.force_login(person)
    return person


def at(name, *args):
    return reverse(f"office:{name}", args=["own", *args])


def test_a_letter_lets_a_new_person_in_once(client, project, coordinator, django_capture_on_commit_callbacks):
    sent = {"email": "new@demo.example", "name": "New Person", "role": "assistant"}
    sent |= {"until_day": 31, "until_month": 3, "until_year": 2099}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(at("setup_members"), sent).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["new@demo.example"]
    assert "Safer Streets Assistant, until 31 March 2099" in letter.body
    assert "New Person" not in letter.body
    client.logout()
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    assert page.status_code == 200
    words = {"password1": "lanterns-over-quiet-water", "password2": "lanterns-over-quiet-water"}
    client.post(page.request["PATH_INFO"], words)
    inside = client.post(
        "/sign-in/", {"login": "new@demo.example", "password": words["password1"]}, follow=True
    )
    assert inside.context["user"].email == "new@demo.example"
    client.logout()
    again = client.get(link, follow=True)
    assert "password1" not in again.text


def test_who_leaves_is_out_at_once_and_the_phone_loses_nothing(client, project, coordinator):
    walker = member(project, Role.ASSISTANT)
    home = HouseholdFactory(street=StreetFactory(project=project))
    phone = Phone(project, walker)
    phone.visit(home, "answered")
    membership = Membership.objects.get(user=walker)
    assert client.post(at("setup_member_leave", membership.pk), {}).status_code == 200
    assert client.post(at("setup_member_leave", membership.pk), {"sure": "on"}).status_code == 302
    client.force_login(walker)
    assert client.get(at("today")).status_code == 404
    answer = phone.send(client).json()
    assert answer["verdicts"][0]["verdict"] == "attention"
    assert answer["verdicts"][0]["code"] == "author-inactive"
    assert answer["device"]["state"] == "wipe-reads"
    client.force_login(coordinator)
    letter = Letter.objects.get()
    assert client.post(reverse("doorstep:inbox_vouch", args=["own", letter.pk])).status_code == 302
    letter.refresh_from_db()
    assert letter.status == "accepted"


def test_nobody_ends_their_own_access_nor_the_last_coordinators(project, coordinator):
    with pytest.raises(MembershipRefused, match="your own"):
        leave(project=project, user=coordinator, by=coordinator)
    with pytest.raises(MembershipRefused, match="needs a coordinator"):
        leave(project=project, user=coordinator, by=UserFactory())
    with pytest.raises(MembershipRefused, match="no role"):
        leave(project=project, user=UserFactory(), by=coordinator)


@pytest.mark.parametrize("pair", APART, ids=lambda pair: " and ".join(sorted(pair)))
def test_roles_that_lie_apart_are_not_given_together(project, coordinator, pair):
    one, other = sorted(pair)
    person = UserFactory()
    add_member(project=project, user=person, role=one, by=coordinator)
    with pytest.raises(MembershipRefused, match="does not go with"):
        add_member(project=project, user=person, role=other, by=coordinator)
    add_member(project=ProjectFactory(), user=person, role=other, by=coordinator)
    Membership.objects.filter(project=project).update(until=datetime.date(2021, 1, 1))
    add_member(project=project, user=person, role=other, by=coordinator)


def test_looks_are_listed_with_their_reason_and_told_as_numbers(client, project, coordinator):
    home = HouseholdFactory(street=StreetFactory(project=project))
    register.note_vulnerability(home, coordinator)
    for reason in ("Planning a visit", "Planning another"):
        reveal(household=home, what="vulnerability", reason=reason, by=coordinator)
    page = client.get(at("look_list")).text
    assert "Planning another" in page
    assert home.address not in page
    call_command("look_digest")
    letter = mail.outbox[-1]
    assert "1 person looked 2 times" in letter.body
    assert coordinator.name not in letter.body
    assert "Planning" not in letter.body
