"""Packs made up, handed over, delivered, counted: what each verb leaves behind, and what it refuses."""

import datetime

import pytest
from django.db import transaction

from doorstep.actions import withdraw_visit
from packs import actions, checking
from packs.actions import counting
from packs.choices import ItemKind, PlaceKind
from packs.models import Assembly, Balance, ClosedDay, Item, Movement, Stocktake
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 4)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def project(home):
    return home.project


@pytest.fixture
def coordinator(project):
    return member(project)


@pytest.fixture
def assistant(project):
    return member(project, "assistant")


@pytest.fixture
def pack(project):
    return ItemFactory(project=project, name="Safer Homes Pack", kind=ItemKind.PACK)


@pytest.fixture(autouse=True)
def everything_adds_up():
    yield
    assert checking.faults() == []


def spot(project, kind, holder=None):
    return actions.place(project=project, kind=kind, holder=holder)


def at(location, item):
    return sum(row["total"] for row in Balance.objects.filter(location=location, item=item).totals())


def bag_with(pack, quantity, holder, by):
    bag = spot(pack.project, PlaceKind.BAG, holder)
    if quantity:
        receive(pack, quantity, by, to=bag)
    return bag


# Assembly


@pytest.fixture
def specification(project, coordinator):
    return actions.add_specification(
        project=project, from_on=DAY, contents=[("Pen", 2), ("Property marking kit", 1)], by=coordinator
    )


def stocked(specification, coordinator, pens, kits):
    actions.stock_contents(specification=specification, by=coordinator)
    for name, quantity in (("Pen", pens), ("Property marking kit", kits)):
        item = Item.objects.get(project=specification.project, name=name)
        store = receive(item, quantity, coordinator)
    return store


def assemble(specification, quantity, store, by, key="a"):
    return actions.assemble_packs(
        specification=specification, quantity=quantity, location=store, made_on=DAY, by=by, key=key
    )


def test_packs_are_made_up_out_of_their_contents(specification, coordinator):
    store = stocked(specification, coordinator, 21, 30)
    assembly, made = assemble(specification, 10, store, coordinator)
    again, made_again = assemble(specification, 10, store, coordinator)
    assert (made, made_again, again) == (True, False, assembly)
    held = {row["item"]: row["total"] for row in Balance.objects.filter(location=store).totals()}
    names = dict(Item.objects.values_list("pk", "name"))
    assert {names[item]: total for item, total in held.items()} == {
        "Pen": 1, "Property marking kit": 20, "Safer Homes Pack": 10,
    }  # fmt: skip
    assert Item.objects.get(name="Property marking kit").kind == ItemKind.KIT


def test_a_shortage_says_which_and_how_many_are_possible(specification, coordinator):
    store = stocked(specification, coordinator, 21, 30)
    with pytest.raises(actions.AssemblyShort) as short, transaction.atomic():
        assemble(specification, 11, store, coordinator)
    assert str(short.value) == "Pen: 22 needed, 21 there. It is enough for 10 packs."
    assert not Assembly.objects.exists()


def test_nothing_is_made_up_while_the_quantities_are_unknown(project, coordinator):
    specification = actions.add_specification(
        project=project, from_on=DAY, contents=[("Pen", None)], by=coordinator
    )
    with pytest.raises(actions.StockRefused, match="Enter how many go into each pack.*Pen"):
        assemble(specification, 1, spot(project, PlaceKind.STORE), coordinator)


def test_an_assembly_is_taken_back_whole_and_only_while_its_packs_are_there(specification, coordinator):
    store = stocked(specification, coordinator, 21, 30)
    assembly, _ = assemble(specification, 10, store, coordinator)
    part = Movement.objects.filter(source=assembly.source).first()
    with pytest.raises(actions.StockRefused, match="something larger"):
        actions.reverse_movement(movement=part, reason="slip", happened_on=DAY, by=coordinator)
    actions.undo_assembly(assembly_id=assembly.pk, reason="counted twice", on=DAY, by=coordinator)
    pen = Item.objects.get(name="Pen")
    assert at(store, pen) == 21
    second, _ = assemble(specification, 10, store, coordinator, key="b")
    pack = Item.objects.get(kind=ItemKind.PACK)
    actions.move_stock(
        project=pack.project, lines=[(pack, 1)], from_location=store, to_location=spot(pack.project, PlaceKind.LOST),
        happened_on=DAY, by=coordinator,
    )  # fmt: skip
    with pytest.raises(actions.StockShort), transaction.atomic():
        actions.undo_assembly(assembly_id=second.pk, reason="too late", on=DAY, by=coordinator)


# Handover


def give(pack, quantity, store, bag, by, key="g"):
    handover, _ = actions.give(
        project=pack.project,
        lines=[(pack, quantity)],
        from_location=store,
        to_location=bag,
        given_on=DAY,
        by=by,
        key=key,
    )
    return handover


def test_what_is_handed_over_is_on_the_way_until_it_is_taken(pack, coordinator, assistant):
    store, bag = receive(pack, 30, coordinator), spot(pack.project, PlaceKind.BAG, assistant)
    handover = give(pack, 20, store, bag, coordinator)
    assert give(pack, 20, store, bag, coordinator) == handover
    assert (at(store, pack), at(bag, pack)) == (10, 0)
    with pytest.raises(actions.HandoverRefused, match="cannot take them as well"):
        actions.take_over(handover_id=handover.pk, counts={pack.pk: 20}, on=DAY, by=coordinator)
    with pytest.raises(actions.HandoverRefused, match="Only its holder"):
        actions.take_over(
            handover_id=handover.pk, counts={pack.pk: 20}, on=DAY, by=member(pack.project, "assistant")
        )
    taken = actions.take_over(handover_id=handover.pk, counts={pack.pk: 20}, on=DAY, by=assistant)
    assert (at(bag, pack), taken.differs) == (20, False)
    with pytest.raises(actions.HandoverRefused, match="closed already"):
        actions.take_over(handover_id=handover.pk, counts={pack.pk: 20}, on=DAY, by=assistant)


def test_fewer_than_given_stay_on_the_way_until_somebody_explains(pack, coordinator, assistant):
    store, bag = receive(pack, 30, coordinator), spot(pack.project, PlaceKind.BAG, assistant)
    handover = give(pack, 20, store, bag, coordinator)
    taken = actions.take_over(handover_id=handover.pk, counts={pack.pk: 18}, on=DAY, by=assistant)
    way = spot(pack.project, PlaceKind.ON_THE_WAY)
    assert (taken.differs, at(bag, pack), at(way, pack)) == (True, 18, 2)
    actions.explain_handover(
        handover_id=handover.pk, became=store, explanation="left on the shelf", on=DAY, by=coordinator
    )
    assert (at(store, pack), at(way, pack)) == (12, 0)


@pytest.mark.parametrize(("in_store", "kind"), [(30, PlaceKind.STORE), (20, PlaceKind.UNRECONCILED)])
def test_more_than_given_came_from_the_store_or_from_nowhere_known(
    pack, coordinator, assistant, in_store, kind
):
    store, bag = receive(pack, in_store, coordinator), spot(pack.project, PlaceKind.BAG, assistant)
    handover = give(pack, 20, store, bag, coordinator)
    actions.take_over(handover_id=handover.pk, counts={pack.pk: 22}, on=DAY, by=assistant)
    assert at(bag, pack) == 22
    more = Movement.objects.filter(source=handover.source, to_location=bag, quantity=2).get()
    assert more.from_location.kind == kind


def test_a_handover_nobody_took_is_recalled_by_its_giver(pack, coordinator, assistant):
    store, bag = receive(pack, 30, coordinator), spot(pack.project, PlaceKind.BAG, assistant)
    handover = give(pack, 20, store, bag, coordinator)
    with pytest.raises(actions.HandoverRefused):
        actions.recall(handover_id=handover.pk, on=DAY, by=assistant)
    actions.recall(handover_id=handover.pk, on=DAY, by=coordinator)
    assert at(store, pack) == 30
    with pytest.raises(actions.HandoverRefused):
        actions.take_over(handover_id=handover.pk, counts={}, on=DAY, by=assistant)


def test_nobody_gives_out_of_somebody_elses_bag(pack, coordinator, assistant):
    bag = bag_with(pack, 5, assistant, coordinator)
    with pytest.raises(actions.HandoverRefused, match="Only its holder gives"):
        give(pack, 1, bag, spot(pack.project, PlaceKind.STORE), coordinator)


# Delivery


def test_a_delivery_draws_one_pack_from_the_recorders_bag(home, pack, coordinator, assistant):
    bag = bag_with(pack, 1, assistant, coordinator)
    deliver(home, assistant)
    homes = spot(home.project, PlaceKind.HOUSEHOLD)
    assert (at(bag, pack), at(homes, pack)) == (0, 1)
    deliver(HouseholdFactory(street=home.street), assistant)
    assert (
        at(bag, pack),
        at(homes, pack),
        at(spot(home.project, PlaceKind.UNRECONCILED, assistant), pack),
    ) == (0, 2, -1)


def test_without_any_stock_a_delivery_is_recorded_as_ever(home, assistant):
    deliver(home, assistant)
    movement = Movement.objects.get()
    assert (movement.from_location.kind, movement.to_location.kind, movement.item.kind) == (
        PlaceKind.UNRECONCILED, PlaceKind.HOUSEHOLD, ItemKind.PACK,
    )  # fmt: skip


def test_a_withdrawn_visit_puts_the_pack_back(home, pack, coordinator, assistant):
    bag = bag_with(pack, 1, assistant, coordinator)
    visit = deliver(home, assistant)
    withdraw_visit(visit=visit, reason="wrong door", by=assistant)
    assert (at(bag, pack), at(spot(home.project, PlaceKind.HOUSEHOLD), pack)) == (1, 0)
    assert Movement.objects.exclude(reverses=None).get().reason == "The visit was withdrawn"


def test_the_bag_may_be_somebody_elses(home, pack, coordinator, assistant):
    bag = bag_with(pack, 2, assistant, coordinator)
    deliver(home, coordinator, bag_of=assistant)
    assert at(bag, pack) == 1


def test_a_delivery_asks_the_same_number_of_queries_at_any_size(
    home, pack, coordinator, assistant, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bag_with(pack, 60, assistant, coordinator)
    homes = HouseholdFactory.create_batch(26, street=home.street)
    deliver(home, assistant, kit_code="K0")
    counted = []
    for number, other in enumerate(homes):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            deliver(other, assistant, kit_code=f"K{number + 1}")
        counted.append(len(queries))
    assert set(counted) == {counted[0]}


def test_what_no_bag_covered_is_settled_with_its_reason(home, pack, coordinator, assistant):
    store = receive(pack, 5, coordinator)
    deliver(home, assistant)
    uncovered = spot(home.project, PlaceKind.UNRECONCILED, assistant)
    counting.settle_uncovered(
        location=uncovered, item=pack, other=store, reason="taken out on Monday", on=DAY, by=coordinator
    )
    assert (at(uncovered, pack), at(store, pack)) == (0, 4)
    with pytest.raises(actions.StockRefused, match="settled already"):
        counting.settle_uncovered(
            location=uncovered, item=pack, other=store, reason="again", on=DAY, by=coordinator
        )


# Counting


def test_a_count_by_two_people_posts_the_difference(pack, coordinator, assistant):
    store = receive(pack, 30, coordinator)
    count, _ = actions.begin_stocktake(
        project=pack.project, location=store, counts={pack: 28}, counted_on=DAY, by=coordinator, key="s"
    )
    with pytest.raises(actions.StockRefused, match="Somebody else"):
        actions.finish_stocktake(stocktake_id=count.pk, counts={pack.pk: 28}, on=DAY, by=coordinator)
    with pytest.raises(actions.CountsDisagree, match="Safer Homes Pack"):
        actions.finish_stocktake(stocktake_id=count.pk, counts={pack.pk: 29}, on=DAY, by=assistant)
    with pytest.raises(actions.CountDiffers, match="28, books 30"):
        actions.finish_stocktake(stocktake_id=count.pk, counts={pack.pk: 28}, on=DAY, by=assistant)
    actions.finish_stocktake(
        stocktake_id=count.pk, counts={pack.pk: 28}, on=DAY, by=assistant, reason="two were wet"
    )
    assert (at(store, pack), at(spot(pack.project, PlaceKind.LOST), pack)) == (28, 2)
    assert Movement.objects.get(source=count.source).reason == "two were wet"


def test_what_moved_between_the_two_counts_is_no_difference(pack, coordinator, assistant):
    store = receive(pack, 30, coordinator)
    count, _ = actions.begin_stocktake(
        project=pack.project, location=store, counts={pack: 31}, counted_on=DAY, by=coordinator, key="s"
    )
    actions.move_stock(
        project=pack.project, lines=[(pack, 4)], from_location=store, to_location=spot(pack.project, PlaceKind.DAMAGED), happened_on=DAY, by=assistant
    )  # fmt: skip
    actions.finish_stocktake(
        stocktake_id=count.pk, counts={pack.pk: 27}, on=DAY, by=assistant, reason="one too many came"
    )
    assert at(store, pack) == 27


def test_one_count_of_a_place_at_a_time(pack, coordinator, assistant):
    store = receive(pack, 30, coordinator)
    first, _ = actions.begin_stocktake(
        project=pack.project, location=store, counts={pack: 30}, counted_on=DAY, by=coordinator, key="s"
    )
    with pytest.raises(actions.StockRefused, match="waits for its second person"), transaction.atomic():
        actions.begin_stocktake(
            project=pack.project, location=store, counts={pack: 30}, counted_on=DAY, by=assistant, key="t"
        )
    actions.abandon_stocktake(stocktake_id=first.pk, by=coordinator)
    assert not Stocktake.objects.exists()


def close(project, holder, counted, **details):
    return actions.close_day(
        project=project, holder=holder, on_day=DAY, counted=counted, by=holder,
        **{"unsent": 0, "safe_home": True, **details},
    )  # fmt: skip


def test_the_day_is_closed_when_the_bag_adds_up(home, pack, coordinator, assistant):
    store, bag = receive(pack, 30, coordinator), spot(pack.project, PlaceKind.BAG, assistant)
    handover = give(pack, 20, store, bag, coordinator)
    actions.take_over(handover_id=handover.pk, counts={pack.pk: 20}, on=DAY, by=assistant)
    for other in (home, HouseholdFactory(street=home.street)):
        deliver(other, assistant, on=DAY)
    give(pack, 3, bag, store, assistant, key="back")
    day = close(home.project, assistant, 15)
    assert (day.start, day.taken_out, day.delivered, day.returned, day.expected) == (0, 20, 2, 3, 15)
    with pytest.raises(actions.StockRefused, match="closed already"):
        close(home.project, assistant, 15)


@pytest.mark.parametrize(("counted", "left_over"), [(4, 1), (7, -2)])
def test_a_difference_is_counted_again_or_explained_and_then_waits_for_the_coordinator(
    pack, coordinator, assistant, counted, left_over
):
    bag = bag_with(pack, 5, assistant, coordinator)
    with pytest.raises(actions.CountDiffers, match="Count again"):
        close(pack.project, assistant, counted)
    close(pack.project, assistant, counted, explanation="not sure")
    assert at(bag, pack) == counted
    assert at(spot(pack.project, PlaceKind.UNRECONCILED, assistant), pack) == left_over


def test_nobody_closes_the_day_before_they_are_home_or_with_unnamed_visits(pack, assistant):
    with pytest.raises(actions.StockRefused, match="safe home"):
        close(pack.project, assistant, 0, safe_home=False)
    with pytest.raises(actions.StockRefused, match="which visits"):
        close(pack.project, assistant, 0, unsent=2)
    assert close(pack.project, assistant, 0, unsent=2, named="Clay Street 1 and 3").unsent == 2
    assert ClosedDay.objects.count() == 1
