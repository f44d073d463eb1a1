"""Every number of the stock against a register counted by hand, and against the ledger."""

import datetime

import pytest

from doorstep.actions import withdraw_visit
from households.models import Visit
from packs import actions, checking, stock_queries
from packs.choices import ItemKind, PlaceKind, RegisteredHow
from packs.models import Balance, Kit, KitMove, Movement
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories import buying
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))
FIRST, LAST, AFTER = D(2021, 10, 1), D(2021, 10, 31), D(2021, 11, 1)


@pytest.fixture
def project():
    """October by hand: 12 packs made up (3 more taken back, 5 in November), 10 into a bag, 3 delivered (1 withdrawn), one of
    them by somebody without a bag; 4 torches in (1 back), 2 issued, 1 trained; 2 finds, 1 returned; 1 sign up."""
    homes = HouseholdFactory.create_batch(5)
    homes = [homes[0], *HouseholdFactory.create_batch(4, street=homes[0].street)]
    project = homes[0].project
    by, other = member(project), member(project, "assistant")
    pens = ItemFactory(project=project, name="Pen")
    store = receive(pens, 100, by)
    spec = actions.add_specification(project=project, from_on=D(2021, 9, 1), contents=[("Pen", 1)], by=by)
    actions.stock_contents(specification=spec, by=by)
    for key, (quantity, on) in enumerate(((12, FIRST), (3, LAST), (5, AFTER))):
        made, _ = actions.assemble_packs(
            specification=spec, quantity=quantity, location=store, made_on=on, by=by, key=str(key)
        )
        if quantity == 3:
            actions.undo_assembly(assembly_id=made.pk, reason="slip", on=LAST, by=by)
    pack = project.items.get(kind=ItemKind.PACK)
    bag = actions.place(project=project, kind=PlaceKind.BAG, holder=other)
    handover, _ = actions.give(
        project=project,
        lines=[(pack, 10)],
        from_location=store,
        to_location=bag,
        given_on=FIRST,
        by=by,
        key="g",
    )
    actions.take_over(handover_id=handover.pk, counts={pack.pk: 10}, on=FIRST, by=other)
    deliver(homes[0], other, on=FIRST, kit_code="K0", registered=True)
    deliver(homes[1], by, on=LAST, hour=23, kit_code="K1", form_taken=True)  # no bag of hers
    wrong = deliver(homes[2], other, on=D(2021, 10, 9), kit_code="K2", registered=True)
    withdraw_visit(visit=wrong, reason="wrong door", by=other)
    deliver(homes[3], other, on=AFTER, kit_code="K3")
    actions.register_kit(
        kit_id=Kit.objects.get(code="K1").pk, registered_on=LAST, how=RegisteredHow.PAPER_FORM, by=by
    )
    Kit.objects.filter(code="K1").update(confirmed_on=LAST)
    make_visit(homes[0], other, on=LAST, sticker_seen=True)
    _torches(project, by, store)
    _torch_orders(project, by)
    return project


def _torch_orders(project, by):
    """Sent: 10 on the first day, 15 on the last, 40 after it; what was cancelled or only approved does not count."""
    torch = project.items.get(kind=ItemKind.TORCH)
    for quantity, sent_on in ((10, FIRST), (15, LAST), (40, AFTER), (60, LAST), (70, None)):
        order = buying.raised(project, by, lines=[buying.a_line(torch, quantity=quantity)])
        buying.approve(order)
        if sent_on:
            actions.send_order(order_id=order.pk, sent_on=sent_on, by=by)
        if quantity == 60:
            actions.cancel_order(order_id=order.pk, reason="Not needed", by=by, cancelled_on=LAST)


def _torches(project, by, store):
    torch = ItemFactory(project=project, kind=ItemKind.TORCH)
    receive(torch, 5, by, on=FIRST)
    back = actions.place(project=project, kind=PlaceKind.SUPPLIER)
    actions.move_stock(
        project=project, lines=[(torch, 1)], from_location=store, to_location=back, happened_on=LAST, by=by
    )
    for number, (on, trained) in enumerate(((FIRST, FIRST), (LAST, None), (AFTER, AFTER))):
        actions.issue_torch(
            project=project, collar_number=f"PC{number}", station="Workington", issued_on=on, by=by, key=str(number), location=store,
            trained_on=trained,
        )  # fmt: skip
    first, second, third = (
        actions.record_find(project=project, found_on=on, what="Drill", collar_number="PC1", by=by)
        for on in (FIRST, LAST, AFTER)
    )
    actions.trace_find(find_id=first.pk, traced_on=LAST, by=by)
    actions.return_find(find_id=first.pk, returned_on=LAST, by=by)
    street = project.streets.first()
    sign_item = ItemFactory(project=project, kind=ItemKind.SIGN)
    receive(sign_item, 2, by)
    for column, on in (("1", LAST), ("2", AFTER)):
        sign = actions.plan_sign(
            project=project,
            street=street,
            column_number=column,
            permitted_on=FIRST,
            permission="Letter",
            by=by,
        )
        actions.put_up_sign(sign_id=sign.pk, item=sign_item, location=store, up_on=on, by=by)


@pytest.mark.parametrize(
    ("figure", "october"),
    [("P01", 2), ("P03", 2), ("P04", 1), ("P06", 2), ("P07", 1), ("P08", 1), ("P09", 12), ("P10", 11), ("P11", 4), ("P12", 2),
     ("P13", 1), ("P14", 2), ("P15", 1), ("P16", 1), ("P17", 1), ("P18", 25), ("P19", 100)],
)  # fmt: skip
def test_october_by_hand(project, figure, october):
    assert figures.value(figure, project, OCTOBER) == october


def test_every_figure_is_what_the_ledger_says(project):
    whole = Period(project.starts_on, D(2021, 11, 30))
    delivered = figures.value("P01", project, whole)
    totals = {
        (row["location"], row["item"]): row["total"]
        for row in Balance.objects.filter(project=project).totals()
    }

    def at(item_kind, *kinds):
        item = project.items.get(kind=item_kind).pk
        places = project.locations.filter(kind__in=kinds).values_list("pk", flat=True)
        return sum(totals.get((place, item), 0) for place in places)

    moved = Movement.objects.filter(
        project=project, to_location__kind=PlaceKind.HOUSEHOLD, reversed_by=None
    ).count()
    visits = Visit.objects.filter(
        project=project, withdrawn_at=None, delivery__withdrawn_at=None, delivery__isnull=False
    )
    assert delivered == moved == visits.count() == at("pack", PlaceKind.HOUSEHOLD) == 3
    assert figures.value("P09", project, whole) == -at("pack", PlaceKind.ASSEMBLY) == 17
    assert figures.value("P10", project, whole) == at(
        "pack", PlaceKind.STORE, PlaceKind.BAG, PlaceKind.ON_THE_WAY
    )
    assert figures.value("P11", project, whole) == -at("torch", PlaceKind.SUPPLIER)
    assert figures.value("P12", project, whole) == at("torch", PlaceKind.OFFICER)
    assert figures.value("P16", project, whole) == at("sign", PlaceKind.STREET)
    assert figures.value("P17", project, whole) == -at("pack", PlaceKind.UNRECONCILED)
    assert checking.faults() == []


def test_of_an_order_closed_short_only_what_came_was_ordered(project):
    by = member(project)
    order = buying.raised(
        project, by, lines=[buying.a_line(project.items.get(kind=ItemKind.TORCH), quantity=8)]
    )
    buying.approve(order)
    actions.send_order(order_id=order.pk, sent_on=FIRST, by=by)
    assert figures.value("P18", project, OCTOBER) == 33
    buying.receive(order, by, 3, on=FIRST)
    actions.close_order(order_id=order.pk, reason="No more made", by=by, closed_on=LAST)
    assert figures.value("P18", project, OCTOBER) == 28
    assert figures.value("P11", project, OCTOBER) == 7


def test_the_registration_rate_rounds_a_half_up_and_is_nothing_without_kits(project):
    november = Period(AFTER, D(2021, 11, 30))
    assert figures.value("P19", project, november) == 0
    whole = Period(project.starts_on, D(2021, 11, 30))
    assert figures.value("P19", project, whole) == 67
    for number in range(5):
        home = HouseholdFactory(street=project.streets.first())
        deliver(home, member(project, "assistant"), on=AFTER, kit_code=f"N{number}")
    assert figures.value("P19", project, whole) == 25  # 2 of 8
    assert figures.value("P19", project, Period(project.starts_on, FIRST)) == 100  # K0 alone
    actions.register_kit(
        kit_id=Kit.objects.get(code="N0").pk,
        registered_on=AFTER,
        how=RegisteredHow.PAPER_FORM,
        by=member(project),
    )
    assert figures.value("P19", project, whole) == 38  # 3 of 8: 37.5
    assert figures.value("P19", project, november) == 17  # 1 of 6


def test_what_does_not_add_up_is_named(project):
    bag = Movement.objects.filter(to_location__kind=PlaceKind.BAG).latest("id").to_location
    Balance.objects.filter(location=bag).update(quantity=999)
    faults = " ".join(checking.faults(project))
    assert "the guard says 999, the movements 8" in faults
    assert "more pieces in the guards than came in" in faults
    KitMove.objects.filter(kit__code="K0").update(household=project.households.last())
    assert "Kit K0 is not where its history ends" in " ".join(checking.faults(project))


def test_the_radar_counts_what_went_and_what_came_back(project):
    rows = {row["item"].name: row["outlook"] for row in stock_queries.radar(project, D(2021, 11, 1))}
    pack = rows["Safer Homes Pack"]
    # The last 28 days, 5 October to 1 November: one on the 31st, one on the 1st; the withdrawn one came back.
    assert (pack.on_hand, pack.used) == (15, 2)
    assert stock_queries.registration(project, D(2021, 11, 1))["rate"] == 67
