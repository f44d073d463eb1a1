import io

import pytest
from django.core.management import CommandError, call_command

from accounts.choices import Role
from accounts.models import Membership, Project, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
GOOD = {"name": "Barrow", "starts": "2021-06-03", "ends": "2022-03-31", "coordinator": "co@office.example"}


def create(slug="barrow", **changes):
    details = {**GOOD, **changes}
    flags = [f"--{name}={value}" for name, value in details.items() if value is not True]
    flags += [f"--{name.replace('_', '-')}" for name, value in details.items() if value is True]
    call_command("create_project", slug, *flags, stdout=io.StringIO())


def test_the_first_project_and_its_coordinator(monkeypatch, settings):
    settings.DEMONSTRATION = False
    monkeypatch.setattr("getpass.getpass", lambda prompt: "a long passphrase for two")
    create()
    user = User.objects.get(email="co@office.example")
    assert user.check_password("a long passphrase for two")
    assert Membership.objects.get(project__slug="barrow", user=user).role == Role.COORDINATOR
    assert not Project.objects.get().demonstration
    assert user.name == Project.objects.get().locations.get(kind="bag").holder.name


def test_without_a_password_the_person_sets_one():
    create(no_password=True)
    assert not User.objects.get().has_usable_password()


def test_somebody_with_an_account_keeps_their_password():
    user = UserFactory(email="CO@office.example")
    create()
    assert Membership.objects.get().user == user


@pytest.mark.parametrize(
    ("slug", "changes", "words"),
    [
        ("sign-in", {}, "used by the office itself"),
        ("Not A Slug", {}, "letters, numbers and hyphens"),
        ("UPPER", {}, "small letters"),
        ("barrow", {"coordinator": "nobody"}, "email address"),
        ("barrow", {"ends": "2021-06-02"}, "on or after the day it starts"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(slug, changes, words):
    with pytest.raises(CommandError, match=words):
        create(slug, no_password=True, **changes)
    assert not Project.objects.exists()
    assert not User.objects.exists()


def test_a_weak_or_mistyped_password_makes_nothing(monkeypatch):
    for answers, words in (
        (["short", "short"], "at least 12"),
        (["a long passphrase", "another one"], "differ"),
    ):
        left = list(answers)
        monkeypatch.setattr("getpass.getpass", lambda prompt, left=left: left.pop(0))
        with pytest.raises(CommandError, match=words):
            create()
    assert not User.objects.exists()
