"""A kit has one current home; torches, finds and signs follow their rules."""

import datetime

import pytest
from django.db import transaction

from doorstep.actions import withdraw_visit
from packs import actions, checking, rules
from packs.choices import ClashAnswer, ItemKind, PlaceKind, RegisteredHow
from packs.models import Kit, KitClash
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 4)
LATER = datetime.date(2021, 10, 20)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def by(home):
    return member(home.project)


@pytest.fixture(autouse=True)
def everything_adds_up():
    yield
    assert checking.faults() == []


def store(project):
    return actions.place(project=project, kind=PlaceKind.STORE)


def test_a_kit_from_the_store_goes_to_a_home_and_back(home, by):
    (kit,) = actions.receive_kits(
        project=home.project, codes=["SD 1", "sd-1", ""], location=store(home.project), received_on=DAY, by=by
    )
    assert (
        actions.receive_kits(
            project=home.project, codes=["SD1"], location=store(home.project), received_on=DAY, by=by
        )
        == []
    )
    visit = deliver(home, by, kit_code="sd1", form_taken=True)
    kit.refresh_from_db()
    assert (kit.household, kit.location, kit.form_taken_on) == (home, None, DAY)
    withdraw_visit(visit=visit, reason="wrong door", by=by)
    kit.refresh_from_db()
    assert (kit.household, kit.location.kind, kit.form_taken_on, kit.withdrawn_at) == (
        None,
        PlaceKind.BAG,
        None,
        None,
    )
    deliver(home, by, kit_code="sd1")
    assert Kit.objects.count() == 1
    assert [move.reason for move in kit.moves.all()] == [
        "Received",
        "Delivered",
        "The visit was withdrawn",
        "Delivered",
    ]


def test_the_life_of_a_kit(home, by):
    deliver(home, by, kit_code="K1")
    kit = Kit.objects.get()
    actions.take_form(kit_id=kit.pk, taken_on=DAY, by=by)
    assert rules.form_due(DAY) == datetime.date(2021, 10, 14)
    with pytest.raises(actions.KitRefused):
        actions.take_form(kit_id=kit.pk, taken_on=DAY, by=by)
    with pytest.raises(actions.KitRefused, match="was given out"):
        actions.register_kit(
            kit_id=kit.pk, registered_on=DAY - datetime.timedelta(days=1), how=RegisteredHow.PAPER_FORM, by=by
        )
    actions.register_kit(kit_id=kit.pk, registered_on=LATER, how=RegisteredHow.PAPER_FORM, by=by)
    with pytest.raises(actions.KitRefused, match="is registered since"):
        actions.register_kit(kit_id=kit.pk, registered_on=LATER, how=RegisteredHow.PAPER_FORM, by=by)
    make_visit(home, by, on=DAY, hour=18, sticker_seen=True)
    kit.refresh_from_db()
    assert kit.sticker_seen_on is None  # of the day itself: no later visit
    make_visit(home, by, on=LATER, sticker_seen=True)
    kit.refresh_from_db()
    assert kit.sticker_seen_on == LATER


def test_a_kit_moves_house_with_its_past(home, by):
    deliver(home, by, kit_code="K1")
    kit, other = Kit.objects.get(), HouseholdFactory(street=home.street)
    with pytest.raises(actions.KitRefused, match="Say why"):
        actions.transfer_kit(kit_id=kit.pk, household=other, moved_on=LATER, reason=" ", by=by)
    for wrong in (home, HouseholdFactory()):
        with pytest.raises(actions.KitRefused, match="another home"):
            actions.transfer_kit(kit_id=kit.pk, household=wrong, moved_on=LATER, reason="moved", by=by)
    actions.transfer_kit(kit_id=kit.pk, household=other, moved_on=LATER, reason="moved house", by=by)
    assert [move.household for move in kit.moves.all()] == [home, other]
    assert Kit.objects.get().household == other


def clash(home, by):
    other = HouseholdFactory(street=home.street)
    deliver(home, by, kit_code="K1")
    deliver(other, by, kit_code="K1", from_street=True)
    return KitClash.objects.get(), other


def test_a_code_from_two_homes_is_kept_for_a_person(home, by):
    found, other = clash(home, by)
    assert (found.household, Kit.objects.get().household) == (other, home)
    actions.settle_clash(clash_id=found.pk, answer=ClashAnswer.MOVED, by=by)
    assert Kit.objects.get().household == other
    with pytest.raises(actions.KitRefused, match="settled already"):
        actions.settle_clash(clash_id=found.pk, answer=ClashAnswer.MOVED, by=by)


def test_a_misread_code_may_be_put_right(home, by):
    found, other = clash(home, by)
    with pytest.raises(actions.KitRefused, match="recorded for a home too"), transaction.atomic():
        actions.settle_clash(clash_id=found.pk, answer=ClashAnswer.MISREAD, code="K1", by=by)
    actions.settle_clash(clash_id=found.pk, answer=ClashAnswer.MISREAD, code="K7", by=by)
    assert Kit.objects.get(code="K7").household == other


def test_a_torch_goes_to_one_officer_and_comes_back(home, by):
    torch = ItemFactory(project=home.project, kind=ItemKind.TORCH)
    shelf = receive(torch, 1, by)
    given = {"project": home.project, "station": "Workington", "issued_on": DAY, "by": by, "location": shelf}
    issue, made = actions.issue_torch(collar_number=" pc 12 ", key="a", **given)
    assert actions.issue_torch(collar_number="PC12", key="a", **given) == (issue, False)
    assert (issue.collar_number, made) == ("PC12", True)
    with pytest.raises(actions.TorchRefused, match="has a torch already"), transaction.atomic():
        actions.issue_torch(collar_number="PC12", key="b", **given)
    with pytest.raises(actions.StockShort), transaction.atomic():
        actions.issue_torch(collar_number="PC13", key="c", **given)
    actions.train_officer(issue_id=issue.pk, trained_on=DAY, by=by)
    with pytest.raises(actions.TorchRefused):
        actions.train_officer(issue_id=issue.pk, trained_on=DAY, by=by)
    actions.return_torch(issue_id=issue.pk, returned_on=LATER, location=shelf, by=by)
    with pytest.raises(actions.TorchRefused, match="given back"):
        actions.return_torch(issue_id=issue.pk, returned_on=LATER, location=shelf, by=by)
    assert actions.issue_torch(collar_number="PC12", key="d", **given | {"issued_on": LATER})[1]


def test_a_find_is_traced_then_returned(home, by):
    deliver(home, by, kit_code="K1")
    traced = actions.record_find(
        project=home.project, found_on=LATER, what="Bicycle", collar_number="pc12", mark="k-1", by=by
    )
    assert (traced.kit, traced.traced_on) == (Kit.objects.get(), LATER)
    unknown = actions.record_find(
        project=home.project, found_on=LATER, what="Drill", collar_number="PC12", by=by
    )
    with pytest.raises(actions.TorchRefused, match="traced first"):
        actions.return_find(find_id=unknown.pk, returned_on=LATER, by=by)
    actions.trace_find(find_id=unknown.pk, traced_on=LATER, by=by)
    actions.return_find(find_id=unknown.pk, returned_on=LATER, by=by)
    with pytest.raises(actions.TorchRefused):
        actions.return_find(find_id=unknown.pk, returned_on=LATER, by=by)


def test_a_sign_goes_up_only_with_the_countys_permission(home, by):
    sign_item = ItemFactory(project=home.project, kind=ItemKind.SIGN)
    shelf = receive(sign_item, 2, by)
    sign = actions.plan_sign(project=home.project, street=home.street, column_number="14", by=by)
    with pytest.raises(actions.TorchRefused, match="permission"):
        actions.put_up_sign(sign_id=sign.pk, item=sign_item, location=shelf, up_on=DAY, by=by)
    with pytest.raises(actions.TorchRefused, match="has, or waits for"):
        actions.plan_sign(project=home.project, street=home.street, column_number="14", by=by)
    actions.permit_sign(sign_id=sign.pk, permitted_on=DAY, permission="Letter HW/12", by=by)
    with pytest.raises(actions.TorchRefused, match="or later"):
        actions.put_up_sign(
            sign_id=sign.pk, item=sign_item, location=shelf, up_on=DAY - datetime.timedelta(days=1), by=by
        )
    actions.put_up_sign(sign_id=sign.pk, item=sign_item, location=shelf, up_on=DAY, by=by)
    actions.take_down_sign(sign_id=sign.pk, down_on=LATER, by=by)
    with pytest.raises(actions.TorchRefused, match="not up"):
        actions.take_down_sign(sign_id=sign.pk, down_on=LATER, by=by)


@pytest.mark.parametrize(
    ("on_hand", "used", "lead", "days_left", "order_by", "short", "late"),
    [
        (100, 56, 14, 50, datetime.date(2021, 12, 30), 154, False),  # 2 a day, 127 days to go: 254 needed
        (100, 56, 60, 50, datetime.date(2021, 11, 14), 154, True),
        (400, 56, 14, 200, None, 0, False),  # lasts to the end
        (100, 0, 14, None, None, 0, False),  # nothing used: nobody can say
        (0, 56, None, 0, None, 254, False),  # no lead time known
    ],
)
def test_how_long_stock_lasts(on_hand, used, lead, days_left, order_by, short, late):
    found = rules.outlook(on_hand, used, datetime.date(2021, 11, 24), datetime.date(2022, 3, 31), lead)
    assert (found.days_left, found.order_by, found.short_at_end, found.too_late) == (
        days_left,
        order_by,
        short,
        late,
    )
