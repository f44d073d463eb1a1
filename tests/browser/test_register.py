"""The errand of the register, at the desk's width and on a phone: a second list, somebody who asks, and somebody who says no."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from accounts.models import ViewEvent
from households.models import Enquiry, Household, Resident, Visit, Vulnerability
from imports.models import Batch, KeptDecision
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.imports import listing

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = listing(
    ["Flat B, 14", "Clay Street", "10000000014", "Council"],
    ["Flat C, 14", "Clay Street", "10000000015", "Council"],
    ["2", "Clay Street", "10000000002", "Private rented"],
    headings=("Number", "Street", "UPRN", "Tenure"),
)  # fmt: skip
SIZES = [(1280, {}), (375, {"has_touch": True, "is_mobile": True})]


@pytest.fixture
def office(settings):
    """One street with two look-alikes to be, on a Wednesday in the middle of delivery."""
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    project = ProjectFactory(slug="errand", name="The errand")
    street = StreetFactory(project=project, name="Clay Street")
    for number in ("1", "2", "14B", "14C"):
        HouseholdFactory(street=street, number=number)
    Household.objects.filter(number="2").update(tenure="owner_occupied")
    people = {role: member(project, role) for role in (Role.COORDINATOR, Role.ASSISTANT)}
    give_passphrase(*people.values())
    return people


@pytest.mark.parametrize(("width", "kind"), SIZES, ids=["desk", "phone"])
def test_the_errand_of_the_register(office, page_at, width, kind):
    somebody_asks(page_at(width, **kind))
    page = sign_in(page_at(width, **kind), office[Role.COORDINATOR])
    decide_about_look_alikes(page)
    settle_a_disagreement(page)
    promise_a_visit(page)
    assistant = sign_in(page_at(width, **kind), office[Role.ASSISTANT])
    keep_the_promise(assistant)
    write_down_the_resident(assistant)
    look_for_a_reason(assistant)
    say_no_and_be_gone(page, assistant)


def somebody_asks(page):
    page.goto("/ask/errand/")
    page.get_by_label("A Safer Homes Pack").check()
    page.get_by_label("Which home is it about?").fill("1 clay st")
    page.get_by_label("Telephone or email").fill("01632 960001")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Thank you")
    assert Enquiry.objects.get().name == ""


def bring(page):
    page.goto("/errand/imports/new/")
    file = {"name": "stock.csv", "mimeType": "text/csv", "buffer": SECOND.encode()}
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Read the file")
    expect(page.get_by_role("main")).to_contain_text("3 rows read")


def decide_about_look_alikes(page):
    """One row by itself, the other with all that are left; then the same list again has no question."""
    bring(page)
    press(page, "Decide about 2 rows")
    row = page.get_by_role("region", name="Row 2: Flat B, 14 Clay Street")
    expect(row.get_by_role("table")).to_contain_text("14B")
    row.get_by_label("It is the same home as 14B Clay Street").check()
    press(page, "Save what I decided")
    press(page, "Decide about 1 row")
    page.goto(page.url + "many/")
    page.get_by_label("Each is the same home as the one shown for it").check()
    press(page, "Decide about these rows")
    press(page, "Merge")
    press(page, "Merge")
    expect(page.get_by_role("main")).to_contain_text("merged on")
    assert Household.objects.count() == 4
    assert Household.objects.get(number="14B").uprn == "10000000014"
    assert KeptDecision.objects.count() == 2
    bring(page)
    assert Batch.objects.latest("id").unchanged == 3


def settle_a_disagreement(page):
    page.goto("/errand/households/")
    page.get_by_role("link", name="Where sources disagree").click()
    expect(page.get_by_role("main")).to_contain_text("Owner-occupied")
    page.get_by_label("Tenure of 2 Clay Street").check()
    press(page, "Take theirs")
    expect(page.get_by_role("main")).to_contain_text("No source disagrees")
    assert Household.objects.get(number="2").tenure == "private_rented"


def promise_a_visit(page):
    page.goto("/errand/households/enquiries/")
    page.get_by_role("main").get_by_role("link", name="1 clay st").click()
    press(page, "Match to a home")
    page.get_by_role("main").get_by_role("button", name="1 Clay Street").click()
    press(page, "Promise a visit")
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        page.locator(f"[name=promised_on_{part}]").fill(value)
    press(page, "Promise this visit")
    expect(page.get_by_role("main")).to_contain_text("The visit is promised")


def keep_the_promise(page):
    page.goto("/errand/")
    page.get_by_role("main").get_by_role("link", name="1 Clay Street").first.click()
    page.get_by_role("link", name="Someone answered").click()
    page.get_by_label("Handed over now").check()
    page.get_by_role("button", name="Save this visit").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert Enquiry.objects.get().visit == Visit.objects.get()


def write_down_the_resident(page):
    page.goto(Household.objects.get(number="1").get_absolute_url())
    press(page, "Add a resident")
    page.get_by_label("Name").fill("Pat Example")
    page.get_by_label("Privacy notice given").fill("1.0")
    page.get_by_label("On a card").check()
    page.get_by_label("Keep survey answers with the home").check()
    press(page, "Save this resident")
    expect(page.get_by_role("main")).to_contain_text("Pat Example")
    assert Resident.objects.get().consents.get().purpose == "survey"


def look_for_a_reason(page):
    """A note is saved, and opens only to whoever says why; that they looked is kept."""
    press(page, "Note a vulnerability")
    page.get_by_label("Lives alone").check()
    page.get_by_label("The resident said so").check()
    page.get_by_label("What does it mean for the visit?").fill("Knock twice")
    for part, value in (("day", "24"), ("month", "2"), ("year", "2022")):
        page.locator(f"[name=review_on_{part}]").fill(value)
    press(page, "Save this note")
    expect(page.get_by_role("main")).not_to_contain_text("Knock twice")
    press(page, "open it")
    page.get_by_label("Why do you need to see it?").fill("Planning tonight")
    press(page, "Show it and write down that I looked")
    expect(page.get_by_role("main")).to_contain_text("Knock twice")
    assert ViewEvent.objects.get(reason="Planning tonight").by.memberships.get().role == Role.ASSISTANT
    assert Vulnerability.objects.count() == 1


def say_no_and_be_gone(page, assistant):
    """A letter closes the home; its resident is the coordinator's to know; somebody new opens it."""
    address = Household.objects.get(number="1").get_absolute_url()
    page.goto(address)
    press(page, "They opted out in writing")
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        page.locator(f"[name=refused_on_{part}]").fill(value)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("main")).to_contain_text("Do not call")
    assistant.goto(address)
    expect(assistant.get_by_role("main")).to_contain_text("known to the coordinator only")
    expect(assistant.get_by_role("main")).not_to_contain_text("Pat Example")
    press(page, "Record a new occupier")
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        page.locator(f"[name=since_on_{part}]").fill(value)
    page.get_by_label("I know that the people").check()
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("main")).not_to_contain_text("Do not call")
