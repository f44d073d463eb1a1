"""The stock ledger: what moves, what is refused, what the database itself forbids."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from accounts.models import AuditEvent
from packs import actions, rules
from packs.actions import StockRefused, StockShort, add_item, move_stock, place, reverse_movement
from packs.choices import ItemKind, PlaceKind
from packs.models import Balance, Item, Location, Movement
from tests.factories.accounts import MembershipFactory, ProjectFactory, member
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 4)


@pytest.fixture
def bag():
    return ItemFactory(name="Tote bag")


@pytest.fixture
def by(bag):
    return member(bag.project)


@pytest.fixture
def store(bag, by):
    return receive(bag, 10, by)


def at(location, item):
    return sum(row["total"] for row in Balance.objects.filter(location=location, item=item).totals())


def move(item, quantity, store, by, to=PlaceKind.DAMAGED, **details):
    return move_stock(
        project=item.project, lines=[(item, quantity)], from_location=store, to_location=place(project=item.project, kind=to),
        happened_on=DAY, by=by, **details,
    )  # fmt: skip


def test_things_move_and_every_piece_is_accounted_for(bag, store, by):
    move(bag, 3, store, by, reason="wet")
    assert at(store, bag) == 7
    assert at(place(project=bag.project, kind=PlaceKind.DAMAGED), bag) == 3
    assert at(place(project=bag.project, kind=PlaceKind.SUPPLIER), bag) == -10
    assert sum(row["total"] for row in Balance.objects.filter(item=bag).totals()) == 0
    assert AuditEvent.objects.filter(verb="stock.move").count() == 2


def test_what_is_not_there_is_refused_by_name_and_nothing_moves(bag, store, by):
    pens = ItemFactory(project=bag.project, name="Pen")
    with pytest.raises(StockShort) as short, transaction.atomic():
        move_stock(
            project=bag.project, lines=[(bag, 4), (pens, 2), (bag, 7)], from_location=store,
            to_location=place(project=bag.project, kind=PlaceKind.LOST), happened_on=DAY, by=by,
        )  # fmt: skip
    assert (
        str(short.value)
        == "Not enough in “Store”. Tote bag: 11 asked for, 10 there; Pen: 2 asked for, 0 there."
    )
    assert at(store, bag) == 10
    assert Movement.objects.count() == 1


def test_the_same_key_again_moves_nothing(bag, store, by):
    first = move(bag, 10, store, by, key="form-1")
    again = move(bag, 10, store, by, key="form-1")
    assert first == again
    assert at(store, bag) == 0
    assert AuditEvent.objects.filter(verb="stock.move").count() == 2
    with pytest.raises(StockRefused, match="recorded already"):
        move(bag, 9, store, by, key="form-1")


def test_several_lines_share_a_key(bag, store, by):
    pens = ItemFactory(project=bag.project)
    receive(pens, 5, by)
    lines = [(bag, 1), (pens, 2)]
    ends = {"from_location": store, "to_location": place(project=bag.project, kind=PlaceKind.LOST)}
    first, again = (
        move_stock(project=bag.project, lines=lines, happened_on=DAY, by=by, key="two", **ends)
        for _ in range(2)
    )
    assert first == again
    assert [one.key for one in first] == ["two", "two#1"]
    assert (at(store, bag), at(store, pens)) == (9, 3)


@pytest.mark.parametrize("lines", [[], [0], [-1]])
def test_nothing_and_less_than_nothing_do_not_move(bag, store, by, lines):
    with pytest.raises(StockRefused):
        move_stock(
            project=bag.project, lines=[(bag, quantity) for quantity in lines], from_location=store,
            to_location=place(project=bag.project, kind=PlaceKind.LOST), happened_on=DAY, by=by,
        )  # fmt: skip


def test_things_of_another_project_and_nowhere_are_refused(bag, store, by):
    with pytest.raises(StockRefused, match="of this project"):
        move(ItemFactory(), 1, store, by)
    with pytest.raises(StockRefused, match="there already"):
        move(bag, 1, store, by, to=PlaceKind.STORE)


def test_a_movement_is_taken_back_once_by_the_opposite_one(bag, store, by):
    (moved,) = move(bag, 4, store, by)
    back = reverse_movement(movement=moved, reason="counted wrong", happened_on=DAY, by=by)
    assert (back.reverses, at(store, bag)) == (moved, 10)
    with pytest.raises(StockRefused, match="already"):
        reverse_movement(movement=moved, reason="again", happened_on=DAY, by=by)


def test_a_movement_that_has_gone_on_cannot_be_taken_back(bag, store, by):
    move(bag, 8, store, by)
    with pytest.raises(StockShort), transaction.atomic():
        reverse_movement(
            movement=Movement.objects.order_by("id").first(), reason="slip", happened_on=DAY, by=by
        )
    assert at(store, bag) == 2


def test_there_is_one_kind_of_pack(bag, by):
    add_item(project=bag.project, name="Safer Homes Pack", kind=ItemKind.PACK, by=by)
    with pytest.raises(StockRefused):
        add_item(project=bag.project, name="Another pack", kind=ItemKind.PACK, by=by)
    with pytest.raises(StockRefused):
        add_item(project=bag.project, name=" Tote bag ", kind=ItemKind.OTHER, by=by)
    assert Item.objects.filter(project=bag.project).count() == 2


def test_a_bag_has_its_holder_and_a_store_has_none(bag, by):
    mine = place(project=bag.project, kind=PlaceKind.BAG, holder=by)
    assert mine == place(project=bag.project, kind=PlaceKind.BAG, holder=by)
    for wrong in ({"kind": PlaceKind.BAG}, {"kind": PlaceKind.STORE, "holder": by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Location.objects.create(project=bag.project, name="Wrong", **wrong)


def test_the_guard_is_in_the_database(bag, store, by):
    with pytest.raises(IntegrityError), transaction.atomic():
        Balance.objects.filter(location=store).update(quantity=F("quantity") - 11)


@pytest.mark.parametrize(
    "attack",
    [
        lambda rows: rows.update(quantity=1),
        lambda rows: rows.update(quantity=F("quantity") + 1),
        lambda rows: rows.delete(),
        lambda rows: rows._raw_delete(rows.db),
        lambda rows: rows.get().save(),
        lambda rows: rows.get().delete(),
        lambda rows: Movement.objects.bulk_update(list(rows), ["reason"]),
        lambda rows: Movement.objects.bulk_create(
            list(rows), update_conflicts=True, unique_fields=["id"], update_fields=["reason"]
        ),
        lambda rows: Movement.objects.update_or_create(pk=rows.get().pk, defaults={"reason": "x"}),
    ],
)  # fmt: skip
def test_no_door_of_the_orm_changes_a_movement(bag, store, attack):
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(Movement.objects.filter(item=bag))
    assert Movement.objects.get().quantity == 10


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE packs_movement SET quantity = 1",
        "UPDATE packs_movement SET reason = 'x' WHERE id > 0",
        "DELETE FROM packs_movement",
        pytest.param("REPLACE INTO packs_movement SELECT * FROM packs_movement", id="replace"),
        pytest.param("TRUNCATE packs_movement CASCADE", id="truncate"),
        "INSERT INTO packs_movement SELECT * FROM packs_movement WHERE true ON CONFLICT (id) DO UPDATE SET quantity = 1",
    ],
)
def test_no_raw_sql_changes_a_movement(bag, store, attack):
    """REPLACE is SQLite's, TRUNCATE PostgreSQL's: on the other database each is refused as a mistake of language."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert Movement.objects.get().quantity == 10


@pytest.mark.parametrize("attack", [{"quantity": 0}, {"to": "same"}])
def test_a_movement_moves_something_somewhere(bag, store, by, attack):
    other = place(project=bag.project, kind=PlaceKind.LOST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(
            project=bag.project, item=bag, from_location=store, to_location=store if "to" in attack else other,
            quantity=attack.get("quantity", 1), happened_on=DAY, recorded_at="2021-10-04T10:00Z", recorded_by=by,
        )  # fmt: skip


def test_words_of_places():
    assert rules.place_name(PlaceKind.BAG, "Sam Reed") == "Bag of Sam Reed"
    assert rules.place_name(PlaceKind.STORE) == "Store"


def test_the_places_of_a_project_are_made_once_and_say_who_asked():
    project = ProjectFactory()
    coordinator, assistant = member(project), member(project, "assistant")
    MembershipFactory(project=project, user=assistant, role="coordinator")  # two roles, one bag
    member(project, "finance")
    assert actions.open_places(project=project, by=coordinator) == 7
    assert AuditEvent.objects.filter(verb="place.open", by=coordinator).count() == 1
    assert actions.open_places(project=project, by=coordinator) == 0
    assert AuditEvent.objects.filter(verb="place.open").count() == 1
    bags = project.locations.filter(kind="bag")
    assert {bag.holder for bag in bags} == {coordinator, assistant}
