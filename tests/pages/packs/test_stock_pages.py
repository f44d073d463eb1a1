"""The pages of the stock: a whole round of work through the forms, refusals in words, and lists that cost the same at any length."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from households.models import Household
from packs import actions, checking
from packs.choices import ItemKind, PlaceKind
from packs.models import (
    Balance,
    ClosedDay,
    Find,
    Handover,
    Item,
    Kit,
    KitClash,
    Movement,
    Sign,
    Stocktake,
    TorchIssue,
)
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.packs import ItemFactory, receive

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY
    yield
    assert checking.faults() == []


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(client, project):
    user = member(project)
    client.force_login(user)
    return user


@pytest.fixture
def assistant(project):
    return member(project, Role.ASSISTANT)


@pytest.fixture
def pack(project):
    return ItemFactory(project=project, kind=ItemKind.PACK, name="Safer Homes Pack")


def at(project, name, *args):
    return reverse(name if ":" in name else f"packs:{name}", args=[project.slug, *args])


def day(name, on=DAY):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def text(answer):
    return " ".join(answer.content.decode().split())


def pieces(location, item):
    return sum(row["total"] for row in Balance.objects.filter(location=location, item=item).totals())


def test_items_are_added_moved_and_taken_back(client, project, coordinator):
    client.post(at(project, "item_add"), {"name": "Tote bag", "kind": "content", "lead_days": "14"})
    bag = Item.objects.get()
    actions.open_places(project=project, by=coordinator)
    store, supplier = (project.locations.get(kind=kind) for kind in (PlaceKind.STORE, PlaceKind.SUPPLIER))
    sent = {
        "key": "k", "from_location": supplier.pk, "to_location": store.pk, "reason": "opening stock", f"item_{bag.pk}": "30",
        **day("happened_on"),
    }  # fmt: skip
    for _ in range(2):  # the same form twice is one movement
        client.post(at(project, "stock_move"), sent)
    assert pieces(store, bag) == 30
    short = {
        **sent,
        "key": "l",
        "from_location": store.pk,
        "to_location": supplier.pk,
        f"item_{bag.pk}": "31",
    }
    assert "31 asked for, 30 there" in text(client.post(at(project, "stock_move"), short))
    moved = Movement.objects.get()
    assert "Take it back" in text(client.get(at(project, "movement", moved.pk)))
    client.post(at(project, "movement_reverse", moved.pk), {"reason": "wrong number"})
    assert pieces(store, bag) == 0


def test_the_packs_in_numbers_stand_above_the_stock(client, project, coordinator, assistant, pack):
    receive(pack, 30, coordinator)
    home = HouseholdFactory(street=StreetFactory(project=project))
    deliver(
        home, assistant, kit_code="K1", registered=True, on=DAY
    )  # from an empty bag: there is something to settle
    tiles = client.get(at(project, "stock")).context["tiles"]
    assert [(tile["label"], tile["value"], tile["note"]) for tile in tiles] == [
        ("Packs to hand out", "30", "In stores and bags; enough to the end"),
        ("Kits registered", "100%", "1 of 1 given out"),
        ("To settle", "1", "What nobody has explained yet"),
    ]
    client.force_login(
        member(project, Role.FINANCE)
    )  # may see the stock, and neither its kits nor what is to settle
    tiles = client.get(at(project, "stock")).context["tiles"]
    assert [bool(tile["url"]) for tile in tiles] == [True, False, False]


def test_a_handover_goes_from_hand_to_hand(client, project, coordinator, assistant, pack):
    store = receive(pack, 30, coordinator)
    actions.open_places(project=project, by=coordinator)
    bag = project.locations.get(kind=PlaceKind.BAG, holder=assistant)
    sent = {
        "key": "g",
        "from_location": store.pk,
        "to_location": bag.pk,
        f"item_{pack.pk}": "20",
        **day("given_on"),
    }
    client.post(at(project, "handover_new"), sent)
    handover = Handover.objects.get()
    assert "How many of" not in text(client.get(handover.get_absolute_url()))  # the giver does not count
    client.force_login(assistant)
    client.post(handover.get_absolute_url(), {f"item_{pack.pk}": "18"})
    assert pieces(bag, pack) == 18
    client.force_login(coordinator)
    assert "20 given, 18 taken" in text(client.get(at(project, "task_list")))
    assert "1 thing of the stock to settle" in text(client.get(at(project, "office:today")))
    client.post(
        at(project, "handover_explain", handover.pk), {"became": store.pk, "explanation": "on the shelf"}
    )
    assert pieces(store, pack) == 12
    assert "Nothing to settle" in text(client.get(at(project, "task_list")))


def test_a_handover_may_be_recalled(client, project, coordinator, assistant, pack):
    store = receive(pack, 30, coordinator)
    bag = actions.place(project=project, kind=PlaceKind.BAG, holder=assistant)
    handover, _ = actions.give(
        project=project,
        lines=[(pack, 5)],
        from_location=store,
        to_location=bag,
        given_on=DAY,
        by=coordinator,
        key="g",
    )
    client.post(at(project, "handover_recall", handover.pk))
    assert pieces(store, pack) == 30
    assert "closed already" in text(client.post(at(project, "handover_recall", handover.pk), follow=True))


def test_what_no_bag_covered_is_settled_on_its_page(client, project, coordinator, assistant, pack):
    store = receive(pack, 3, coordinator)
    deliver(HouseholdFactory(street=StreetFactory(project=project)), assistant, on=DAY)
    place = project.locations.get(kind=PlaceKind.UNRECONCILED)
    assert "1 Safer Homes Pack of" in text(client.get(at(project, "task_list")))
    client.post(
        at(project, "uncovered_settle", place.pk), {"became": store.pk, "explanation": "taken out on Monday"}
    )
    assert pieces(store, pack) == 2
    assert "settled already" in text(client.get(at(project, "uncovered_settle", place.pk)))


def test_kits_are_written_down_found_chased_and_moved(client, project, coordinator):
    actions.open_places(project=project, by=coordinator)
    store = project.locations.get(kind=PlaceKind.STORE)
    client.post(
        at(project, "kit_receive"), {"codes": "sd-1\nsd-2\n", "location": store.pk, **day("received_on")}
    )
    homes = HouseholdFactory.create_batch(2, street=StreetFactory(project=project))
    deliver(homes[0], coordinator, kit_code="SD1", on=DAY)
    kit = Kit.objects.get(code="SD1")
    assert client.post(at(project, "kit_find"), {"code": "sd 1"}).url == kit.get_absolute_url()
    assert "No kit with this code" in text(client.post(at(project, "kit_find"), {"code": "x"}, follow=True))
    assert "SD1" in text(client.get(at(project, "chase_list")))
    client.post(at(project, "kit_form", kit.pk), day("taken_on"))
    client.post(at(project, "kit_register", kit.pk), {"how": "paper_form", **day("registered_on")})
    assert "SD1" not in text(client.get(at(project, "chase_list")))
    found = text(client.post(at(project, "kit_transfer", kit.pk), {"text": homes[1].number}))
    assert homes[1].address in found
    client.post(
        at(project, "kit_transfer", kit.pk), {"home": homes[1].pk, "reason": "moved house", **day("moved_on")}
    )
    assert Kit.objects.get(code="SD1").household == homes[1]
    assert "moved house" in text(client.get(kit.get_absolute_url()))


def test_a_clash_is_settled_on_its_page(client, project, coordinator):
    homes = HouseholdFactory.create_batch(2, street=StreetFactory(project=project))
    deliver(homes[0], coordinator, kit_code="SD1", on=DAY)
    deliver(homes[1], coordinator, kit_code="SD1", on=DAY, from_street=True)
    clash = KitClash.objects.get()
    client.post(clash.get_absolute_url(), {"answer": "misread", "code": "SD7"})
    assert Kit.objects.get(code="SD7").household == homes[1]


def test_torches_finds_and_signs(client, project, coordinator):
    torch = ItemFactory(project=project, kind=ItemKind.TORCH)
    sign_item = ItemFactory(project=project, kind=ItemKind.SIGN)
    receive(torch, 1, coordinator)
    store = receive(sign_item, 1, coordinator)
    sent = {
        "key": "t",
        "collar_number": "pc 1",
        "station": "Workington",
        "location": store.pk,
        **day("issued_on"),
    }
    client.post(at(project, "torch_issue"), sent)
    issue = TorchIssue.objects.get()
    client.post(at(project, "torch_train", issue.pk), day("trained_on"))
    client.post(at(project, "torch_return", issue.pk), {"location": store.pk, **day("returned_on")})
    issue.refresh_from_db()
    assert (issue.trained_on, issue.returned_on, pieces(store, torch)) == (DAY, DAY, 1)
    client.post(at(project, "find_add"), {"what": "Drill", "collar_number": "pc1", **day("found_on")})
    find = Find.objects.get()
    client.post(at(project, "find_trace", find.pk), day("traced_on"))
    client.post(at(project, "find_return", find.pk), day("returned_on"))
    assert Find.objects.get().returned_on == DAY
    street = StreetFactory(project=project)
    client.post(at(project, "sign_plan"), {"street": street.pk, "column_number": "14"})
    sign = Sign.objects.get()
    up = {"item": sign_item.pk, "location": store.pk, **day("up_on")}
    assert "has not given its permission" in text(client.post(at(project, "sign_up", sign.pk), up))
    client.post(at(project, "sign_permit", sign.pk), {"permission": "Letter 12", **day("permitted_on")})
    client.post(at(project, "sign_up", sign.pk), up)
    client.post(at(project, "sign_down", sign.pk), day("down_on"))
    assert (Sign.objects.get().down_on, pieces(store, sign_item)) == (DAY, 0)


def test_a_store_is_counted_by_two(client, project, coordinator, assistant, pack):
    store = receive(pack, 30, coordinator)
    client.post(
        at(project, "stocktake_new", store.pk), {"key": "s", f"item_{pack.pk}": "29", **day("counted_on")}
    )
    count = Stocktake.objects.get()
    assert "Somebody else counts" in text(client.get(count.get_absolute_url()))
    client.force_login(assistant)
    assert "books 30" in text(client.post(count.get_absolute_url(), {f"item_{pack.pk}": "29"}))
    client.post(count.get_absolute_url(), {f"item_{pack.pk}": "29", "reason": "one was wet"})
    assert pieces(store, pack) == 29
    assert "finished and in the books" in text(
        client.post(at(project, "stocktake_abandon", count.pk), follow=True)
    )


def test_the_day_is_closed_and_everybody_sees_their_own(client, project, coordinator, assistant, pack):
    client.force_login(assistant)
    page = at(project, "doorstep:day_close")
    assert "Close the day when you are safe home" in text(client.post(page, {"counted": "0", "unsent": "0"}))
    client.post(page, {"counted": "0", "unsent": "0", "safe_home": "on"})
    assert ClosedDay.objects.get().holder == assistant
    assert "Your day is closed" in text(client.get(page))
    other = member(project, Role.ASSISTANT)
    for who, seen in ((assistant, 1), (other, 0), (coordinator, 1)):
        client.force_login(who)
        assert client.get(at(project, "doorstep:day_list")).context["page"].paginator.count == seen


LISTS = (
    "stock", "movement_list", "handover_list", "assembly_list", "kit_list", "chase_list", "torch_list", "find_list", "sign_list",
    "stocktake_list", "radar", "task_list", "doorstep:day_list",
)  # fmt: skip


def fill(project, by, walker, numbers):
    """One more of everything for each number."""
    street = project.streets.first() or StreetFactory(project=project)
    store = actions.place(project=project, kind=PlaceKind.STORE)
    pack, pens = project.items.get(kind=ItemKind.PACK), project.items.get(kind=ItemKind.CONTENT)
    specification = project.pack_specifications.get()
    bag = actions.place(project=project, kind=PlaceKind.BAG, holder=walker)
    for number in numbers:
        actions.assemble_packs(
            specification=specification, quantity=2, location=store, made_on=DAY, by=by, key=f"a{number}"
        )
        for off in (0, 1):
            handover, _ = actions.give(
                project=project,
                lines=[(pack, 1)],
                from_location=store,
                to_location=bag,
                given_on=DAY,
                by=by,
                key=f"g{number}{off}",
            )
            if off:
                actions.take_over(handover_id=handover.pk, counts={pack.pk: 0}, on=DAY, by=walker)
        homes = HouseholdFactory.create_batch(2, street=street)
        deliver(homes[0], walker, kit_code=f"K{number}", on=DAY)
        deliver(homes[1], walker, kit_code=f"K{number}", on=DAY, from_street=True)
        actions.issue_torch(
            project=project,
            collar_number=f"PC{number}",
            station="W",
            issued_on=DAY,
            by=by,
            key=f"t{number}",
            location=store,
        )
        actions.record_find(project=project, found_on=DAY, what="Drill", collar_number="PC", by=by)
        actions.plan_sign(project=project, street=street, column_number=str(number), by=by)
        count, _ = actions.begin_stocktake(
            project=project,
            location=store,
            counts={pens: pieces(store, pens)},
            counted_on=DAY,
            by=by,
            key=f"s{number}",
        )
        actions.finish_stocktake(
            stocktake_id=count.pk, counts={pens.pk: pieces(store, pens)}, on=DAY, by=walker
        )
        actions.close_day(
            project=project,
            holder=walker,
            on_day=DAY - datetime.timedelta(days=number),
            counted=0,
            unsent=0,
            safe_home=True,
            by=walker,
        )


def test_every_list_costs_the_same_at_any_length(client, project, coordinator, assistant, pack):
    pens, torch = ItemFactory(project=project, name="Pen"), ItemFactory(project=project, kind=ItemKind.TORCH)
    receive(pens, 500, coordinator)
    receive(torch, 50, coordinator)
    specification = actions.add_specification(
        project=project, from_on=DAY, contents=[("Pen", 1)], by=coordinator
    )
    actions.stock_contents(specification=specification, by=coordinator)
    costs = {}
    for numbers in (range(2), range(2, 20)):
        fill(project, coordinator, assistant, numbers)
        for name in LISTS:
            client.get(at(project, name))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at(project, name)).status_code == 200
            costs.setdefault(name, []).append(len(queries))
    assert {name: cost for name, cost in costs.items() if len(set(cost)) > 1} == {}
    assert Household.objects.filter(project=project).count() == 40
