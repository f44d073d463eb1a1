"""A fresh office is begun by whoever has the server's code, once, and by nobody else; afterwards the page is gone."""

import datetime
import io

import pytest
from django.core.cache import cache
from django.core.management import call_command

from accounts.choices import Role
from accounts.models import AuditEvent, Membership, Project, User
from office import first_run
from tests.factories.accounts import UserFactory
from tests.together import race

PASSWORD = "lamps-locks-and-light"
SENT = {
    "person": "Co Example", "email": "co@office.example", "password": PASSWORD, "again": PASSWORD, "name": "Barrow", "slug": "barrow",
    "starts_on_day": "3", "starts_on_month": "6", "starts_on_year": "2021", "ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2022",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_codes_or_tries(db):
    cache.clear()
    yield
    cache.clear()


def code_from_the_server():
    said = io.StringIO()
    call_command("first_run_code", stdout=said)
    return said.getvalue().split("Setup code: ")[1].split("\n")[0]


def test_a_fresh_office_is_begun_with_the_servers_code_and_the_page_is_gone(client):
    assert client.get("/sign-in/").url == "/first/"
    code = code_from_the_server()
    assert len(code.replace("-", "")) == 20
    assert client.get("/first/office/").url == "/first/"
    assert client.post("/first/", {"code": code.lower().replace("-", " ")}).url == "/first/office/"
    begun = client.post("/first/office/", SENT)
    assert begun.status_code == 302, begun.context["form"].errors
    page = client.get(begun.url)
    assert "The office is ready" in page.text
    assert "Forgot your password?" in page.text
    assert Membership.objects.get().role == Role.COORDINATOR
    assert Project.objects.get().locations.filter(kind="bag").exists()
    assert {"user.add", "project.create", "membership.add"} <= set(
        AuditEvent.objects.values_list("verb", flat=True)
    )
    assert client.post("/sign-in/", {"login": SENT["email"], "password": PASSWORD}).status_code == 302
    for address in ("/first/", "/first/office/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"code": code, **SENT}).status_code == 404
    with pytest.raises(SystemExit):
        call_command("first_run_code")


def test_a_stranger_without_the_code_gets_nowhere_and_not_for_long(client):
    code = code_from_the_server()
    for _ in range(10):
        assert "not the setup code" in client.post("/first/", {"code": "34679-CDFGH-JKMNP-QRTWX"}).text
    full = client.post("/first/", {"code": code})
    assert full.status_code == 429
    assert client.post("/first/office/", SENT).status_code == 302
    assert not User.objects.exists()


def test_no_code_fits_before_one_was_asked_for_and_the_newest_alone_does(client):
    assert not first_run.fits("")
    old, new = code_from_the_server(), code_from_the_server()
    assert not first_run.fits(old)
    assert first_run.fits(new)
    with pytest.raises(first_run.FirstRunRefused):
        first_run.begin(
            code=old, email="a@b.example", person="A", slug="a", name="A", starts_on=None, ends_on=None
        )


def test_what_is_refused_makes_nothing_and_keeps_the_code(client):
    client.post("/first/", {"code": code_from_the_server()})
    for wrong, words in (
        ({"again": "another-one-altogether"}, "The two passwords differ"),
        ({"password": "short", "again": "short"}, "12 characters"),
        ({"password": "co@office.example", "again": "co@office.example"}, "too similar"),
        ({"slug": "sign-in"}, "used by the office itself"),
        ({"ends_on_year": "2020"}, "on or after the day it starts"),
    ):
        answer = client.post("/first/office/", {**SENT, **wrong})
        assert words in answer.text, wrong
        assert PASSWORD not in answer.text
        assert not User.objects.exists()
        assert not Project.objects.exists()
    assert client.post("/first/office/", SENT).url == "/sign-in/"


def test_nothing_changes_at_the_door_of_an_office_that_has_begun(client):
    UserFactory()
    assert client.get("/sign-in/").status_code == 200
    assert client.get("/first/").status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_with_the_same_code_one_begins_the_office():
    code = first_run.new_code()

    def one(name):
        return lambda: first_run.begin(
            code=code, email=f"{name}@office.example", person=name, password=PASSWORD, slug=name, name=name,
            starts_on=datetime.date(2021, 6, 3), ends_on=datetime.date(2022, 3, 31),
        )  # fmt: skip

    answers = race([one("barrow"), one("workington")])
    assert sum(isinstance(answer, first_run.FirstRunRefused) for answer in answers) == 1, answers
    assert User.objects.count() == Project.objects.count() == 1
