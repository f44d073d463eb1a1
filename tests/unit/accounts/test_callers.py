"""Codes of callers: unguessable, without look-alikes, good only for somebody who works here today."""

import datetime

import pytest
import time_machine

from accounts import callers
from accounts.actions import end_membership
from accounts.models import AuditEvent, CallerCode, Membership
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, UserFactory, member

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def project():
    return ProjectFactory()


def issue(project, user=None, *, days=30):
    return callers.issue_code(
        project=project, user=user or member(project, "assistant"), printed_name="Pat E.", post="Assistant", body="Council",
        days=days, by=member(project),
    )  # fmt: skip


def signs(code):
    return callers.code_of(code.secret)


def test_a_code_is_nine_signs_without_look_alikes(project):
    code = signs(issue(project))
    assert len(code.replace("-", "")) == callers.LENGTH == 9
    assert [len(part) for part in code.split("-")] == [3, 3, 3]
    assert not set(callers.ALPHABET) & set("0O1IL2Z5S8BUVAE")
    assert len(set(callers.ALPHABET)) == len(callers.ALPHABET) == 21
    assert len(issue(project).secret) * 4 == 128


def test_codes_differ_and_use_every_sign():
    codes = {callers.code_of(f"{number:032x}") for number in range(2_000)}
    assert len(codes) == 2_000
    for place in (0, 1, 2, 4, 5, 6, 8, 9, 10):
        assert {code[place] for code in codes} == set(callers.ALPHABET)


def test_a_copy_of_the_table_forges_no_card(project, settings):
    code = issue(project)
    before = signs(code)
    assert before.replace("-", "") not in f"{code.secret}{code.code_hash}".upper()
    settings.SECRET_KEY = "another office"
    assert callers.code_of(code.secret) != before


@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda s: s.replace("-", " "), lambda s: f" {s.replace('-', '')}. "]
)
def test_it_is_genuine_however_it_is_typed(project, typed):
    assert callers.is_genuine(typed(signs(issue(project))))


@pytest.mark.parametrize("typed", ["", "-", "K7M-3XQ-P4T", "K7M", "%", "x" * 5000, "\x00", "١٢٣"])
def test_anything_else_is_not(project, typed):
    issue(project)
    assert not callers.is_genuine(typed)


def test_it_holds_from_its_first_to_its_last_day(project):
    with time_machine.travel(datetime.datetime(2021, 11, 1, 12, tzinfo=datetime.UTC), tick=False):
        code = issue(project, days=2)
    for day, good in ((31, False), (1, True), (2, True), (3, False)):
        month = 10 if day == 31 else 11
        with time_machine.travel(datetime.datetime(2021, month, day, 12, tzinfo=datetime.UTC), tick=False):
            assert callers.is_genuine(signs(code)) is good


def test_it_ends_when_its_bearer_leaves(project):
    code = issue(project)
    end_membership(
        membership=Membership.objects.get(user=code.user), until=clock.today() - A_DAY, by=member(project)
    )
    assert not callers.is_genuine(signs(code))


def test_it_ends_when_the_account_is_closed(project):
    code = issue(project)
    code.user.is_active = False
    code.user.save()
    assert not callers.is_genuine(signs(code))


def test_a_role_on_another_project_does_not_keep_it(project):
    code = issue(project)
    Membership.objects.filter(user=code.user).update(project=ProjectFactory())
    assert not callers.is_genuine(signs(code))


def test_it_is_revoked_once_with_a_reason(project):
    code, by = issue(project), member(project)
    callers.revoke_code(code_id=code.pk, reason="Lost", by=by)
    assert not callers.is_genuine(signs(code))
    assert AuditEvent.objects.filter(verb="caller_code.revoke").count() == 1
    with pytest.raises(callers.CodeRefused):
        callers.revoke_code(code_id=code.pk, reason="Lost", by=by)


@pytest.mark.parametrize("days", [0, 367])
def test_nobody_else_and_no_other_length(project, days):
    with pytest.raises(callers.CodeRefused):
        issue(project, days=days)
    with pytest.raises(callers.CodeRefused):
        issue(project, UserFactory())
    assert not CallerCode.objects.exists()


def test_every_answer_asks_one_question_of_the_database(project, django_assert_num_queries):
    code = issue(project)
    callers.revoke_code(code_id=code.pk, reason="Lost", by=member(project))
    for typed in (signs(issue(project)), signs(code), "", "no such code"):
        with django_assert_num_queries(1):
            callers.is_genuine(typed)
