"""Letters before a window closes: working days, once, to whoever has to act."""

import datetime
import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.choices import Role
from grants.models import Return
from tests.factories.accounts import ProjectFactory, member
from tests.factories.claims import AUTUMN, certify, plan, set_terms, submit

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def project():
    return ProjectFactory(award_pence=1_000_00, slug="remind")


@pytest.fixture
def people(project):
    return {
        role: member(project, role)
        for role in (Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER, Role.ASSISTANT)
    }


def run(settings, day, *words):
    settings.DEMONSTRATION_TODAY = day
    mail.outbox.clear()
    said = io.StringIO()
    call_command("return_reminders", *words, stdout=said)
    return [letter.to[0] for letter in mail.outbox], said.getvalue()


def test_preparers_are_written_to_once_five_working_days_before(project, people, settings):
    claim = plan(project, people[Role.FINANCE], AUTUMN)  # closes on Monday 31 January 2022
    assert run(settings, D(2022, 1, 21), "remind") == ([], "0 letters sent about returns.\n")
    told = {people[Role.COORDINATOR].email, people[Role.FINANCE].email}
    assert set(run(settings, D(2022, 1, 24), "remind")[0]) == told
    assert "closes on 31 January 2022: 5 working days left" in mail.outbox[0].body
    assert run(settings, D(2022, 1, 25), "remind")[0] == []
    assert Return.objects.get(pk=claim.pk).reminded_on == D(2022, 1, 24)


def test_one_that_waits_reminds_the_certifier_and_one_that_is_signed_nobody(project, people, settings):
    set_terms(project, people[Role.FINANCE], reminder_days=1)
    claim = plan(project, people[Role.FINANCE], AUTUMN)
    submit(claim, people[Role.FINANCE])
    assert run(settings, D(2022, 1, 28))[0] == [people[Role.CERTIFIER].email]
    Return.objects.filter(pk=claim.pk).update(reminded_on=None)
    certify(claim, people[Role.CERTIFIER])
    assert run(settings, D(2022, 1, 31))[0] == []


def test_a_project_that_is_not_there_is_said(settings):
    with pytest.raises(CommandError, match="no project"):
        run(settings, D(2022, 1, 31), "nowhere")
