"""From an order raised on screen to a counted store: part receipt, packs made up, a bag, twenty doors, the day closed, the store counted."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from grants.models import BudgetLine
from packs import actions, checking
from packs.models import Balance, ClosedDay, Delivery, Item, PurchaseOrder, Stocktake
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories import buying
from tests.factories.accounts import ProjectFactory, member
from tests.factories.grants import make_line
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2021, 11, 24)


@pytest.fixture
def office(settings):
    """A project with twenty homes, a pack of one pen, and money for pens."""
    settings.DEMONSTRATION_TODAY = DAY
    project = ProjectFactory(slug="errand", name="The errand")
    people = {role: member(project, role) for role in (Role.COORDINATOR, Role.ASSISTANT, Role.FINANCE)}
    give_passphrase(*people.values())
    coordinator = people[Role.COORDINATOR]
    actions.open_places(project=project, by=coordinator)
    pens = buying.make_item(project)
    actions.add_specification(project=project, from_on=DAY, contents=[(pens.name, 1)], by=coordinator)
    make_line(project, coordinator, title="Goods for the packs")
    street = StreetFactory(project=project)
    return {"project": project, "homes": HouseholdFactory.create_batch(20, street=street), **people}


def held(name, kind):
    """Pieces of an item at places of one kind."""
    rows = Balance.objects.filter(item=Item.objects.get(name=name), location__kind=kind)
    return sum(rows.values_list("quantity", flat=True))


def test_from_the_order_to_the_count(office, page_at):
    desk = sign_in(page_at(1280), office[Role.COORDINATOR])
    phone = sign_in(page_at(375, 800, has_touch=True, is_mobile=True), office[Role.ASSISTANT])
    order = raise_an_order(desk)
    approve_it(sign_in(page_at(1280), office[Role.FINANCE]), order)
    send_it(desk, order)
    receive_a_part(desk, order)
    make_packs_up(desk)
    hand_over(desk, phone, office[Role.ASSISTANT])
    knock(phone, office["homes"])
    close_the_day(phone)
    count_the_store(desk, phone)
    assert checking.faults(office["project"]) == []


def raise_an_order(page):
    """Sixty pens from a supplier nobody has entered yet. Whoever raises it cannot approve it."""
    page.goto("/errand/packs/buying/")
    press(page, "Raise an order")
    page.get_by_label("Why there were no quotes").fill("A small order")
    page.get_by_label("Or a supplier that is not in the list").fill("Example Pens")
    page.get_by_label("Charged to").select_option(label="Goods for the packs")
    page.get_by_label("Item").select_option(label="Pens")
    page.get_by_label("How many").fill("60")
    page.get_by_label("Price of one, without VAT").fill("1.50")
    page.get_by_role("button", name="Raise the order").click()
    page.wait_for_url("**/buying/")
    order = PurchaseOrder.objects.get()
    page.goto(order.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Somebody else must approve it.")
    expect(page.get_by_role("main").get_by_role("button", name="Approve")).to_have_count(0)
    return order


def approve_it(page, order):
    """Finance sees £108 with VAT, and it is promised."""
    page.goto(order.get_absolute_url())
    press(page, "Approve")
    expect(page.get_by_role("main")).to_contain_text("£108")
    page.get_by_role("button", name="Approve the order").click()
    expect(page.get_by_role("main")).to_contain_text("its price promised from the budget line")
    assert BudgetLine.objects.get().committed_pence == 108_00


def send_it(page, order):
    page.goto(order.get_absolute_url())
    press(page, "Send")
    page.get_by_role("button", name="Send the order").click()
    expect(page.get_by_role("main")).to_contain_text("its paper kept as it went")


def receive_a_part(page, order):
    """Forty of the sixty pens come."""
    page.goto(f"/errand/packs/buying/orders/{order.pk}/receive/")
    page.get_by_label("Pens: good").fill("40")
    fill_day(page, "received_on")
    page.get_by_role("button", name="Record what came").click()
    page.wait_for_url(lambda address: "/receive/" not in address)
    assert held("Pens", "store") == 40


def fill_day(page, name):
    for part, value in (("day", DAY.day), ("month", DAY.month), ("year", DAY.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def make_packs_up(page):
    """More than there is: what is missing and how many are possible. Then thirty."""
    page.goto("/errand/packs/made-up/")
    if page.get_by_role("button", name="Count the contents as stock").count():
        page.get_by_role("button", name="Count the contents as stock").click()
    press(page, "Make packs up")
    page.get_by_label("How many packs?").fill("50")
    page.get_by_role("button", name="Make them up").click()
    expect(page.get_by_role("alert")).to_contain_text("It is enough for 40 packs")
    page.get_by_label("How many packs?").fill("30")
    page.get_by_role("button", name="Make them up").click()
    page.wait_for_url("**/made-up/")
    assert (held("Pens", "store"), held("Safer Homes Pack", "store")) == (10, 30)


def hand_over(desk, phone, assistant):
    """The coordinator gives twenty-five packs; they are the Assistant's when she has counted them."""
    desk.goto("/errand/packs/handovers/new/")
    desk.get_by_label("From").select_option(label="Store")
    desk.get_by_label("To", exact=True).select_option(label=f"Bag of {assistant.name}")
    desk.get_by_label("Safer Homes Pack").fill("25")
    desk.get_by_role("button", name="Hand them over").click()
    desk.wait_for_url("**/handovers/")
    assert held("Safer Homes Pack", "bag") == 0
    phone.goto("/errand/packs/handovers/")
    phone.get_by_role("link", name="Open").tap()
    phone.get_by_label("How many of “Safer Homes Pack” did you count?").fill("25")
    phone.get_by_role("button", name="I have counted them").tap()
    phone.wait_for_url("**/handovers/")
    assert held("Safer Homes Pack", "bag") == 25


def knock(page, homes):
    """A pack at each of twenty doors."""
    for number, home in enumerate(homes):
        page.goto(f"/errand/doorstep/{home.pk}/answered/")
        page.get_by_label("Handed over now").check()
        page.get_by_label("Kit code").fill(f"SD {1000 + number}")
        page.get_by_role("button", name="Save this visit").tap()
        expect(page.get_by_role("status")).to_contain_text(f"Kit SD{1000 + number}")
    assert (Delivery.objects.count(), held("Safer Homes Pack", "bag")) == (20, 5)


def close_the_day(page):
    """Miscounted first, told so, counted again."""
    page.goto("/errand/doorstep/day/")
    page.get_by_label("How many packs are in your bag?").fill("4")
    page.get_by_label("I am safe home").check()
    page.get_by_role("button", name="Close the day").tap()
    expect(page.get_by_role("alert")).to_contain_text("The books say 5, you counted 4")
    page.get_by_label("How many packs are in your bag?").fill("5")
    page.get_by_role("button", name="Close the day").tap()
    page.wait_for_url("**/days/")
    day = ClosedDay.objects.get()
    assert (day.taken_out, day.delivered, day.counted, day.explanation) == (25, 20, 5, "")


def count_the_store(desk, phone):
    """One pen is missing: both count nine, and the second says why."""
    desk.goto("/errand/packs/counts/")
    press(desk, "Count Store")
    desk.get_by_label("Pens").fill("9")
    desk.get_by_label("Safer Homes Pack").fill("5")
    desk.get_by_role("button", name="Save my count").click()
    desk.wait_for_url("**/counts/")
    phone.goto(f"/errand/packs/counts/{Stocktake.objects.get().pk}/")
    phone.get_by_label("How many of “Pens” did you count?").fill("9")
    phone.get_by_label("How many of “Safer Homes Pack” did you count?").fill("5")
    phone.get_by_role("button", name="Save my count").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Pens 9, books 10")
    phone.get_by_label("Why the books differ").fill("One was used for the list")
    phone.get_by_role("button", name="Save my count").tap()
    expect(phone.get_by_role("main")).to_contain_text("One was used for the list")
    assert held("Pens", "store") == 9
