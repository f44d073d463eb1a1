"""You said, we did: every step only after the one before, in words, and the street is told once."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.choices import Role
from accounts.models import AuditEvent
from outcomes import actions
from outcomes.actions.concerns import ConcernRefused
from outcomes.choices import Answerer, ConcernStatus, HowTold
from outcomes.models import Concern
from saferstreets.common import figures
from saferstreets.common.periods import Period
from saferstreets.common.workflow import MoveRefused
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import StreetFactory
from tests.factories.outcomes import answered, concern, passed

pytestmark = pytest.mark.django_db
D = datetime.date
FIRST, TENTH, LAST = D(2021, 9, 1), D(2021, 9, 10), D(2021, 9, 30)
S = ConcernStatus


@pytest.fixture
def by():
    return member(ProjectFactory())


@pytest.fixture
def project(by):
    return by.memberships.get().project


def in_status(status, project, by):
    made = concern(project, by)
    if status != S.RAISED:
        made = passed(made, by)
    return answered(made, by, done=status == S.DONE) if status in (S.DONE, S.CANNOT) else made


STEPS = {
    S.RAISED: lambda made, by: passed(made, by),
    S.PASSED: lambda made, by: answered(made, by, on=TENTH),
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("source", STEPS)
def test_each_step_comes_after_the_one_before(status, source, project, by):
    made = in_status(status, project, by)
    events = AuditEvent.objects.count()
    if status == source:
        STEPS[source](made, by)
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(MoveRefused):
            STEPS[source](made, by)
        assert (Concern.objects.get().status, AuditEvent.objects.count()) == (status, events)


@pytest.mark.parametrize("status", S)
def test_the_street_is_told_once_there_is_something_to_tell(status, project, by):
    made = in_status(status, project, by)

    def tell():
        return actions.tell_street(concern_id=made.pk, told_on=TENTH, told_how=HowTold.LEAFLET, by=by)

    if status in (S.DONE, S.CANNOT):
        assert tell().told_on == TENTH
    with pytest.raises(ConcernRefused):
        tell()


def test_it_is_due_in_two_weeks_and_late_the_day_after(project, by):
    made = passed(concern(project, by), by)
    assert made.due_on == D(2021, 9, 15)
    assert (made.is_late_on(D(2021, 9, 15)), made.is_late_on(D(2021, 9, 16))) == (False, True)
    assert list(Concern.objects.late_on(D(2021, 9, 16))) == [made]


def test_days_out_of_order_and_other_projects_are_refused(project, by):
    made = concern(project, by, raised_on=TENTH)
    for wrong in ({"on": FIRST}, {"on": LAST, "due_on": TENTH}):
        with pytest.raises(ConcernRefused):
            passed(made, by, **wrong)
    passed(made, by, on=TENTH)
    with pytest.raises(ConcernRefused):
        answered(made, by, on=FIRST)
    with pytest.raises(ConcernRefused):
        concern(project, by, street=StreetFactory())


def test_what_was_passed_wrongly_is_taken_back_and_homes_add_up(project, by):
    made = passed(concern(project, by, homes=2), by)
    actions.say_again(concern_id=made.pk, homes=3, by=by)
    back = actions.return_concern(concern_id=made.pk, by=by)
    assert (back.status, back.answerer, back.due_on, back.homes) == (S.RAISED, "", None, 5)


def test_the_database_wants_words_and_order_too(project, by):
    made = passed(concern(project, by), by)
    for wrong in (
        {"status": S.DONE},
        {"status": S.RAISED},
        {"told_on": LAST, "told_how": "door"},
        {"due_on": D(2021, 8, 1)},
        {"homes": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.COORDINATOR, {"hub", "enforcement", "pcso", "county", ""}),
        (Role.ASSISTANT, {"hub", "enforcement", "pcso", "county", ""}),
        (Role.ENFORCEMENT_OFFICER, {"hub", "enforcement"}),
        (Role.OFFICER, {"pcso"}),
        (Role.WORKS_PARTNER, {"county"}),
        (Role.FINANCE, set()),
    ],
)
def test_who_answers_sees_what_was_passed_to_them(project, by, role, seen):
    concern(project, by)
    for to in Answerer:
        passed(concern(project, by), by, to=to)
    concern(ProjectFactory(), by)
    found = Concern.objects.visible_to(member(project, role), project)
    assert {one.answerer for one in found} == seen


def test_the_figures_counted_by_hand(project, by):
    """September: 4 raised, 2 seen to, 1 street told. One cannot be done, one is of August, one of October, one of elsewhere."""
    august, october = D(2021, 8, 31), D(2021, 10, 1)
    old = answered(passed(concern(project, by, raised_on=august), by, on=august), by, on=FIRST)
    new = answered(passed(concern(project, by, raised_on=FIRST), by), by, on=LAST)
    cannot = answered(passed(concern(project, by), by), by, on=LAST, done=False)
    late = answered(passed(concern(project, by, raised_on=LAST), by, on=LAST), by, on=october)
    concern(project, by)
    concern(project, by, raised_on=october)
    concern(ProjectFactory(), by)
    for one, day in ((old, LAST), (new, october)):
        actions.tell_street(concern_id=one.pk, told_on=day, told_how=HowTold.DOOR, by=by)
    period = Period(FIRST, LAST)
    assert [figures.value(one, project, period) for one in ("O07", "O08", "O09")] == [4, 2, 1]
    assert (cannot.status, late.status) == (S.CANNOT, S.DONE)
    assert figures.get("O07").disclosure == "people"
