"""Out alone: nobody who is overdue is forgotten, and nobody is named in a letter."""

import datetime
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.models import AuditEvent
from households import outings
from households.actions import outings as actions
from households.actions.outings import OutingRefused
from households.models import Outing
from saferstreets.common import clock
from tests.factories.accounts import MembershipFactory, ProjectFactory, member

pytestmark = pytest.mark.django_db
MINUTES = datetime.timedelta(minutes=1)
NOON = datetime.datetime(2021, 11, 24, 12, tzinfo=datetime.UTC)


@pytest.fixture
def watch():
    """A clock that stands at noon until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project():
    return ProjectFactory(name="Lamp Streets")


@pytest.fixture
def assistant(project):
    return member(project, "assistant")


@pytest.fixture
def coordinator(project):
    return member(project)


def go(project, by, **details):
    return actions.start_outing(project=project, minutes=details.pop("minutes", 60), by=by, **details)


def test_one_timer_at_a_time(watch, project, assistant):
    outing = go(project, assistant)
    assert outing.back_by - outing.started_at == 60 * MINUTES
    with pytest.raises(OutingRefused):
        go(project, assistant)
    with pytest.raises(DatabaseError), transaction.atomic():
        Outing.objects.create(project=project, walker=assistant, started_at=NOON, back_by=NOON + MINUTES)
    actions.end_outing(outing_id=outing.pk, by=assistant)
    assert go(project, assistant).safe_at is None


def test_safe_is_said_once(watch, project, assistant):
    outing = go(project, assistant)
    actions.end_outing(outing_id=outing.pk, by=assistant)
    for verb in (lambda: actions.end_outing(outing_id=outing.pk, by=assistant),
                 lambda: actions.extend_outing(outing_id=outing.pk, minutes=30, by=assistant)):  # fmt: skip
        with pytest.raises(OutingRefused):
            verb()
    assert AuditEvent.objects.filter(verb="outing.safe").count() == 1


def test_somebody_else_says_how_they_know(watch, project, assistant, coordinator):
    outing = go(project, assistant)
    with pytest.raises(OutingRefused):
        actions.end_outing(outing_id=outing.pk, by=coordinator, how="  ")
    assert actions.end_outing(outing_id=outing.pk, by=coordinator, how="Rang").settled_by == coordinator


def test_longer_counts_from_now_when_the_time_has_passed(watch, project, assistant):
    outing = go(project, assistant)
    outing = actions.extend_outing(outing_id=outing.pk, minutes=30, by=assistant)
    assert outing.back_by == NOON + 90 * MINUTES
    watch.move_to(NOON + 120 * MINUTES)
    outing = actions.extend_outing(outing_id=outing.pk, minutes=30, by=assistant)
    assert outing.back_by == NOON + 150 * MINUTES


def test_every_coordinator_is_told_once_and_nobody_is_named(watch, project, assistant, coordinator):
    MembershipFactory(project=project, until=clock.today() - datetime.timedelta(days=1))  # has left
    other = member(project)
    go(project, assistant)
    watch.move_to(NOON + 60 * MINUTES)
    assert actions.tell_overdue(project=project) == 0  # the last minute is not over
    watch.move_to(NOON + 61 * MINUTES)
    assert actions.tell_overdue(project=project) == 2
    assert sorted(letter.to for letter in mail.outbox) == sorted([[coordinator.email], [other.email]])
    for letter in mail.outbox:
        assert assistant.name not in letter.subject + letter.body
        assert "13:00" in letter.body
    assert actions.tell_overdue(project=project) == 0


def test_they_are_told_again_every_half_hour_until_it_is_settled(watch, project, assistant, coordinator):
    outing = go(project, assistant)
    told = []
    for minute in range(61, 181):
        watch.move_to(NOON + minute * MINUTES)
        told += [minute] * actions.tell_overdue(project=project)
    assert told == [61, 91, 121, 151]
    actions.end_outing(outing_id=outing.pk, by=coordinator, how="Rang")
    watch.move_to(NOON + 240 * MINUTES)
    assert actions.tell_overdue(project=project) == 0


def test_asking_for_longer_starts_the_telling_anew(watch, project, assistant, coordinator):
    outing = go(project, assistant)
    watch.move_to(NOON + 61 * MINUTES)
    actions.tell_overdue(project=project)
    actions.extend_outing(outing_id=outing.pk, minutes=30, by=assistant)
    assert actions.tell_overdue(project=project) == 0
    watch.move_to(NOON + 92 * MINUTES)
    assert actions.tell_overdue(project=project) == 1


class DeadServer(EmailBackend):
    """A mail server that answers nobody."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


def test_a_dead_mail_server_is_tried_again(watch, settings, project, assistant, coordinator):
    go(project, assistant)
    watch.move_to(NOON + 61 * MINUTES)
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    with pytest.raises(CommandError, match="mail server did not take"):
        call_command("check_ins")
    assert actions.tell_quietly(project=project) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.tell_overdue(project=project) == 1


def test_the_command_tells_of_every_project(watch, project, assistant, coordinator, capsys):
    away = ProjectFactory()
    member(away)
    go(project, assistant)
    go(away, member(away, "assistant"))
    watch.move_to(NOON + 61 * MINUTES)
    call_command("check_ins", project.slug)
    call_command("check_ins")
    call_command("check_ins")
    assert capsys.readouterr().out.splitlines() == ["1 letter sent about overdue check-ins."] * 2
    with pytest.raises(CommandError, match="no project"):
        call_command("check_ins", "nowhere")


def test_one_sees_ones_own_and_whoever_is_told_sees_all(watch, project, assistant, coordinator):
    go(project, assistant)
    colleague = member(project, "assistant")
    go(project, colleague)
    assert Outing.objects.visible_to(colleague, project).count() == 1
    assert Outing.objects.visible_to(coordinator, project).count() == 2
    assert not Outing.objects.visible_to(member(project, Role.FINANCE), project).exists()


# Sunsets of London in 2014 as printed at diamondgeezer.blogspot.com/2014/12/earliest-sunset.html; ours may differ by two minutes.
@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [((11, 1), 16, 34), ((11, 11), 16, 17), ((11, 21), 16, 4), ((12, 1), 15, 55), ((12, 11), 15, 51), ((12, 21), 15, 53), ((12, 31), 16, 1)],
)  # fmt: skip
def test_sunset(settings, day, hour, minute):
    settings.OFFICE_PLACE = (51.507, -0.128)
    published = clock.start_of(datetime.date(2014, *day)) + datetime.timedelta(hours=hour, minutes=minute)
    assert abs(outings.sunset(datetime.date(2014, *day)) - published) <= 2 * MINUTES


def test_alone_after_dark(watch, project, assistant, coordinator):
    outing = go(project, assistant, minutes=240)  # back by 16:00, the sun sets at 16:01
    assert not outings.alone_after_dark(outing)
    assert outings.alone_after_dark(actions.extend_outing(outing_id=outing.pk, minutes=30, by=assistant))
    together = go(project, coordinator, minutes=360, companion=assistant)
    assert not outings.alone_after_dark(together)
