"""A home that says no is closed for everybody, until somebody new lives there."""

import datetime
import uuid

import pytest

from accounts.models import AuditEvent
from doorstep.actions import withdraw_visit
from households.actions import ReopenRefused, ResidentRefused, VisitRefused, record_opt_out, reopen_home
from households.choices import VisitOutcome
from households.models import Refusal, Resident, Visit, Vulnerability
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.register import make_resident, note_vulnerability, promised

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 10, 4)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def coordinator(home):
    return member(home.project)


def opt_out(home, by, **details):
    return record_opt_out(household=home, client_id=uuid.uuid4(), refused_on=DAY, by=by, **details)


@pytest.mark.parametrize(
    ("outcome", "kind"), [(VisitOutcome.HARD_REFUSAL, "at_the_door"), (VisitOutcome.OPTED_OUT, "in_writing")]
)
def test_a_closing_visit_brings_back_a_refusal(home, coordinator, outcome, kind):
    visit = make_visit(home, coordinator, outcome=outcome)
    refusal = Refusal.objects.get()
    assert (refusal.kind, refusal.visit, refusal.refused_on, refusal.household) == (kind, visit, DAY, home)


@pytest.mark.parametrize(
    "outcome", [one for one in VisitOutcome if one not in ("hard_refusal", "opted_out", "call_back")]
)
def test_no_other_visit_does(home, coordinator, outcome):
    make_visit(home, coordinator, outcome=outcome)
    assert not Refusal.objects.exists()


def test_an_opt_out_closes_the_home_and_counts_as_no_visit(home, coordinator):
    asked = promised(home, coordinator)
    client_id = uuid.uuid4()
    for _ in range(2):
        record_opt_out(
            household=home, client_id=client_id, refused_on=DAY, name="Kim Example", by=coordinator
        )
    home.refresh_from_db()
    asked.refresh_from_db()
    assert (home.closed_on, Refusal.objects.get().name) == (DAY, "Kim Example")
    assert (asked.status, asked.visit) == ("closed", None)
    october = Period(D(2021, 10, 1), D(2021, 10, 31))
    assert [figures.value(name, home.project, october) for name in ("V01", "V02", "V04")] == [0, 0, 1]
    with pytest.raises(VisitRefused):
        make_visit(home, coordinator)
    with pytest.raises(VisitRefused):
        opt_out(home, coordinator)
    with pytest.raises(ResidentRefused):
        make_resident(home, coordinator)


def test_a_refusal_whose_visit_is_withdrawn_never_was(home, coordinator):
    withdraw_visit(
        visit=make_visit(home, coordinator, outcome=VisitOutcome.HARD_REFUSAL),
        reason="wrong door",
        by=coordinator,
    )
    home.refresh_from_db()
    assert home.closed_on is None
    with pytest.raises(ReopenRefused):
        reopen_home(household=home, since_on=D(2021, 11, 1), by=coordinator)


def test_a_change_of_occupier_opens_the_home_again(home, coordinator):
    resident, note = make_resident(home, coordinator), note_vulnerability(home, coordinator)
    make_visit(home, coordinator, outcome=VisitOutcome.HARD_REFUSAL)
    with pytest.raises(ReopenRefused):
        reopen_home(household=home, since_on=D(2021, 10, 3), by=coordinator)
    reopen_home(household=home, since_on=D(2021, 11, 1), by=coordinator)
    home.refresh_from_db()
    refusal = Refusal.objects.get()
    assert (home.closed_on, refusal.lifted_on, refusal.lifted_by) == (None, D(2021, 11, 1), coordinator)
    assert (
        Resident.objects.get(pk=resident.pk).moved_out_on
        == Vulnerability.objects.get(pk=note.pk).ended_on
        == D(2021, 11, 1)
    )
    assert AuditEvent.objects.filter(verb="household.reopen").count() == 1
    make_visit(home, coordinator, on=D(2021, 11, 2))
    home.refresh_from_db()
    assert home.closed_on is None
    make_visit(home, coordinator, on=D(2021, 11, 3), outcome=VisitOutcome.HARD_REFUSAL)
    home.refresh_from_db()
    assert home.closed_on == D(2021, 11, 3)


def test_withdrawing_any_later_visit_leaves_a_closed_home_closed(home, coordinator):
    earlier = make_visit(home, coordinator, on=D(2021, 10, 1), outcome=VisitOutcome.NO_ANSWER)
    opt_out(home, coordinator)
    withdraw_visit(visit=earlier, reason="wrong door", by=coordinator)
    home.refresh_from_db()
    assert home.closed_on == DAY
    withdraw_visit(
        visit=Visit.objects.get(outcome="opted_out"), reason="the letter was of number 12", by=coordinator
    )
    home.refresh_from_db()
    assert home.closed_on is None


@pytest.mark.parametrize("first", [0, 1])
def test_two_visits_at_one_moment_leave_the_same_state_whichever_arrives_first(home, coordinator, first):
    """A clock that runs ahead is set back to the moment of receipt: all that came in one deposit may then have the same time."""
    visits = [
        (VisitOutcome.VOID, uuid.UUID(int=1)),
        (VisitOutcome.ANSWERED, uuid.UUID(int=2)),
    ]
    for outcome, client_id in (visits[first], visits[1 - first]):
        make_visit(home, coordinator, outcome=outcome, client_id=client_id)
    home.refresh_from_db()
    assert home.state == "occupied"
