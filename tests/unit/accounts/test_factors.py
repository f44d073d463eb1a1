"""Second factors and sessions below the pages: sealed secrets, the words for a device, who may let whom in."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import factor_actions
from accounts.choices import Role
from accounts.factors import FactorAdapter, has_one
from accounts.models import AuditEvent, LostFactor
from accounts.sessions import device
from tests.factories.accounts import MembershipFactory, ProjectFactory, lost_factor, member

pytestmark = pytest.mark.django_db
HOW = "I rang the number I have and knew the voice"


@pytest.fixture
def project():
    return ProjectFactory(name="The errand")


def with_app(person):
    Authenticator.objects.create(
        user=person, type="totp", data={"secret": FactorAdapter().encrypt("JBSWY3DP")}
    )
    return person


def test_a_secret_is_sealed_and_opens_with_the_key_before_while_it_changes(settings):
    settings.SECRET_KEY = "the old key"
    sealed = FactorAdapter().encrypt("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    assert FactorAdapter().decrypt(sealed) == "JBSWY3DP"


def test_a_secret_that_does_not_open_is_a_refusal_and_never_an_empty_secret(settings):
    sealed = FactorAdapter().encrypt("JBSWY3DP")
    settings.SECRET_KEY = "another office"
    with pytest.raises(ValidationError):
        FactorAdapter().decrypt(sealed)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android phone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Mac"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_in_words(agent, words):
    assert device(agent) == words


def test_every_project_with_another_coordinator_is_asked_once(project, django_capture_on_commit_callbacks):
    person, other = member(project, Role.ASSISTANT), member(project)
    alone = ProjectFactory()
    MembershipFactory(project=alone, user=person)  # its only coordinator
    with django_capture_on_commit_callbacks(execute=True):
        factor_actions.ask_for_reset(user=person)
        factor_actions.ask_for_reset(user=person)
    assert LostFactor.objects.get().project == project
    assert {letter.to[0] for letter in mail.outbox} == {other.email, person.email}
    assert person.name not in "".join(letter.body + letter.subject for letter in mail.outbox)


def test_who_coordinates_alone_is_sent_to_the_server(project):
    with pytest.raises(factor_actions.FactorRefused, match="IT officer"):
        factor_actions.ask_for_reset(user=member(project))
    assert not LostFactor.objects.exists()


def test_a_second_person_lets_in(project, django_capture_on_commit_callbacks):
    person, other = with_app(member(project, Role.ASSISTANT)), member(project)
    ask = lost_factor(project, person)
    elsewhere = lost_factor(ProjectFactory(), person)
    with django_capture_on_commit_callbacks(execute=True):
        factor_actions.reset_factor(ask=ask, how=HOW, by=other)
    assert not has_one(person)
    for row in (ask, elsewhere):
        row.refresh_from_db()
        assert (row.settled_by, row.how) == (other, HOW)
    event = AuditEvent.objects.get(verb="factor.reset")
    assert (event.by, event.project, event.subject_id, event.fields) == (other, project, str(ask.pk), ["how"])
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_nobody_lets_themselves_in_nor_answers_what_is_old_or_answered(project):
    person, other = with_app(member(project)), member(project)
    ask = lost_factor(project, person)
    with pytest.raises(factor_actions.FactorRefused, match="yourself in"):
        factor_actions.reset_factor(ask=ask, how=HOW, by=person)
    later = timezone.now() + datetime.timedelta(days=3, seconds=1)
    with time_machine.travel(later), pytest.raises(factor_actions.FactorRefused, match="too old"):
        factor_actions.reset_factor(ask=ask, how=HOW, by=other)
    assert has_one(person)
    factor_actions.reset_factor(ask=ask, how=HOW, by=other)
    with pytest.raises(factor_actions.FactorRefused, match="answered already"):
        factor_actions.reset_factor(ask=ask, how=HOW, by=other)


def test_the_it_officer_lets_in_only_whom_nobody_else_can(project, capsys):
    alone = with_app(member(project))
    call_command("reset_second_factor", alone.email.upper(), how=HOW)
    assert "Done" in capsys.readouterr().out
    assert not has_one(alone)
    assert AuditEvent.objects.get(verb="factor.reset").by is None
    other = with_app(member(project))
    with pytest.raises(CommandError, match="Another coordinator"):
        call_command("reset_second_factor", other.email, how=HOW)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_second_factor", "nobody@demo.example", how=HOW)
    with pytest.raises(CommandError, match="how you know"):
        call_command("reset_second_factor", other.email, how=" ")
    assert has_one(other)


def test_an_account_answers_to_one_identity(project):
    person, other = member(project), member(project)
    for _ in range(2):
        factor_actions.bind_identity(user=person, provider="office", uid="a")
    with pytest.raises(factor_actions.FactorRefused):
        factor_actions.bind_identity(user=person, provider="office", uid="b")
    with pytest.raises(factor_actions.FactorRefused):
        factor_actions.bind_identity(user=other, provider="office", uid="a")
    assert AuditEvent.objects.filter(verb="sign_in.bind").count() == 1
