"""The survey in the form runner of the door: offered to those who refer, kept with its visit, taken back with it."""

import uuid

import pytest

from accounts.choices import Role
from doorstep.actions import withdraw_visit
from hardening.models import Job, SecuritySurvey
from saferstreets.common import clock
from saferstreets.common.questions import kinds
from saferstreets.common.workflow import Refused
from tests.factories import hardening as make
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit


def offered(user, project):
    return [
        sheet.key
        for _, sheet in kinds.offered(project, clock.today(), lambda right: user.can(right, project))
    ]


def record(home, by, answers=make.WEAK, visit=None, client_id=None):
    kind, sheet = kinds.find(home.project, "home-security", 1)
    return kind.record(
        project=home.project, key=sheet.key, version=sheet.version, household=home, answers=answers, happened_at=clock.now(), by=by,
        client_id=client_id or uuid.uuid4(), visit=visit, wave="", how="at_the_door",
    )  # fmt: skip


def test_it_is_offered_to_those_who_refer(o):
    assert "home-security" in offered(member(o.project, Role.ASSISTANT), o.project)
    assert "home-security" not in offered(member(o.project, Role.OFFICER), o.project)
    assert kinds.find(o.project, "home-security", 2) is None


def test_answers_from_the_door_are_kept_once_and_move_the_job(o):
    job, key = make.referred(o), uuid.uuid4()
    assert record(job.household, o.officer, client_id=key)[1]
    assert not record(job.household, o.officer, client_id=key)[1]
    job.refresh_from_db()
    assert (job.status, job.wide_before) == ("surveyed", 0)


def test_a_missing_answer_is_named(o):
    home = make.victim(o.project)
    with pytest.raises(Refused) as refused:
        record(home, o.officer, answers={**make.WEAK, "windows": ""})
    assert set(refused.value.errors) == {"windows"}


def test_a_withdrawn_visit_takes_its_survey_with_it(o):
    job = make.referred(o)
    visit = make_visit(job.household, o.coordinator)
    record(job.household, o.officer, visit=visit)
    withdraw_visit(visit=visit, reason="Wrong door", by=o.coordinator)
    assert SecuritySurvey.objects.get().withdrawn_at
    assert Job.objects.get().wide_before is None
