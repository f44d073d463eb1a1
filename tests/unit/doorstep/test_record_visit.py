"""The one composed verb of a visit: everything together, or nothing."""

import datetime
import uuid

import pytest

from accounts.models import AuditEvent
from doorstep.actions import VisitElsewhere, record_visit, withdraw_visit
from households.actions import VisitRefused
from households.choices import HouseholdState, VisitOutcome
from households.models import Offer, Visit
from packs.actions import DeliveryRefused, KitElsewhere, SecondPackNeedsReason
from packs.models import Delivery, Kit
from saferstreets.common import clock
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 4)
NOON = clock.local(datetime.datetime(2021, 10, 4, 12))  # noqa: DTZ001 - clock.local gives the zone


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def assistant(home):
    return member(home.project, "assistant")


def test_a_delivery_stores_visit_offer_pack_and_registered_kit_together(home, assistant):
    visit = deliver(home, assistant, kit_code=" sd-12 34ab ", registered=True)
    assert visit.happened_on == DAY
    assert visit.recorded_at > visit.happened_at
    assert Offer.objects.get().outcome == "done"
    kit = Kit.objects.get()
    assert (kit.code, kit.registered_on, kit.delivery.visit) == ("SD1234AB", DAY, visit)
    assert sorted(AuditEvent.objects.values_list("verb", flat=True)) == ["pack.deliver", "visit.record"]


def test_audit_rows_hold_names_of_fields_and_no_values(home, assistant):
    deliver(home, assistant, kit_code="SD1234AB", note="beware of the dog")
    kept = " ".join(
        str(row) for row in AuditEvent.objects.values_list("verb", "subject_type", "subject_id", "fields")
    )
    assert "SD1234AB" not in kept
    assert "dog" not in kept


def test_the_same_visit_again_is_the_same_visit(home, assistant):
    client_id = uuid.uuid4()
    first = deliver(home, assistant, client_id=client_id, kit_code="A1")
    again, created = record_visit(
        client_id=client_id,
        household=home,
        outcome=VisitOutcome.NO_ANSWER,
        happened_at=NOON,
        by=assistant,
        offers={},
    )
    assert (again, created) == (first, False)
    assert Visit.objects.count() == Delivery.objects.count() == 1


def test_the_same_visit_for_another_home_is_refused(home, assistant):
    client_id = uuid.uuid4()
    make_visit(home, assistant, client_id=client_id)
    with pytest.raises(VisitElsewhere):
        make_visit(HouseholdFactory(street=home.street), assistant, client_id=client_id)


def test_a_second_pack_needs_a_reason_and_nothing_half_done_stays(home, assistant):
    deliver(home, assistant, kit_code="A1")
    with pytest.raises(SecondPackNeedsReason):
        deliver(home, assistant, kit_code="A2")
    assert (Visit.objects.count(), Delivery.objects.count(), Kit.objects.count()) == (1, 1, 1)
    deliver(home, assistant, kit_code="A2", again_reason="The first was stolen from the step")
    assert Delivery.objects.count() == 2


def test_a_kit_has_one_home(home, assistant):
    deliver(home, assistant, kit_code="A1")
    with pytest.raises(KitElsewhere):
        deliver(HouseholdFactory(street=home.street), assistant, kit_code="a-1")
    assert Delivery.objects.count() == 1


def test_a_kit_cannot_be_registered_without_its_code(home, assistant):
    with pytest.raises(DeliveryRefused):
        deliver(home, assistant, registered=True)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("outcome", [VisitOutcome.HARD_REFUSAL, VisitOutcome.OPTED_OUT])
def test_a_closed_home_takes_no_further_visit(home, assistant, outcome):
    make_visit(home, assistant, outcome=outcome)
    home.refresh_from_db()
    assert home.closed_on == DAY
    with pytest.raises(VisitRefused):
        make_visit(home, assistant)


def test_withdrawing_opens_the_home_again_and_takes_back_pack_and_kit(home, assistant):
    visit = deliver(home, assistant, kit_code="A1")
    refusal = make_visit(home, assistant, outcome=VisitOutcome.HARD_REFUSAL, hour=12)
    withdraw_visit(visit=refusal, reason="wrong door", by=assistant)
    home.refresh_from_db()
    assert home.closed_on is None
    withdraw_visit(visit=visit, reason="wrong door", by=assistant)
    assert not Delivery.objects.standing().exists()
    assert not Kit.objects.standing().exists()
    deliver(home, assistant, kit_code="A1")
    assert Kit.objects.standing().count() == 1
    with pytest.raises(VisitRefused):
        withdraw_visit(visit=visit, reason="again", by=assistant)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (VisitOutcome.VOID, HouseholdState.VOID),
        (VisitOutcome.DERELICT, HouseholdState.DERELICT),
        (VisitOutcome.NON_RESIDENTIAL, HouseholdState.NON_RESIDENTIAL),
        (VisitOutcome.SPLIT, HouseholdState.SPLIT),
        (VisitOutcome.CANNOT_FIND, HouseholdState.CANNOT_FIND),
        (VisitOutcome.NO_ANSWER, HouseholdState.OCCUPIED),
    ],
)
def test_the_outcome_says_what_stands_there(home, assistant, outcome, state):
    make_visit(home, assistant, outcome=outcome)
    home.refresh_from_db()
    assert home.state == state


def test_the_state_follows_the_street_not_the_order_of_typing(home, assistant):
    make_visit(home, assistant, on=datetime.date(2021, 10, 8), outcome=VisitOutcome.ANSWERED)
    make_visit(home, assistant, on=datetime.date(2021, 10, 5), outcome=VisitOutcome.VOID)
    home.refresh_from_db()
    assert home.state == HouseholdState.OCCUPIED


def test_a_call_back_needs_its_day_and_offers_need_an_answer(home, assistant):
    with pytest.raises(VisitRefused):
        make_visit(home, assistant, outcome=VisitOutcome.CALL_BACK)
    with pytest.raises(VisitRefused):
        make_visit(home, assistant, outcome=VisitOutcome.NO_ANSWER, offers={"pack": "done"})
    assert not Visit.objects.exists()
