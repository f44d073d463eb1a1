"""A round from the desk to the doorstep: made at 1280, walked at 375; nobody in at three doors, one pack, one slip undone,
and what was ticked on paper typed in."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from households.models import Round, Visit
from packs.models import Delivery
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings):
    """Twelve homes of one street on a Wednesday in the middle of delivery."""
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    project = ProjectFactory(slug="errand", name="The errand")
    street = StreetFactory(project=project, name="Clay Street")
    for number in range(1, 13):
        HouseholdFactory(street=street, number=str(number))
    people = {role: member(project, role) for role in (Role.COORDINATOR, Role.ASSISTANT)}
    give_passphrase(*people.values())
    return people


def test_a_round_is_made_walked_and_a_slip_undone(office, page_at):
    make_it(sign_in(page_at(1280), office[Role.COORDINATOR]))
    page = sign_in(page_at(375, 800, has_touch=True, is_mobile=True), office[Role.ASSISTANT])
    page.goto("/errand/households/rounds/")
    page.get_by_role("link", name="Wed 24 November 2021").tap()
    tick_three(page)
    hand_over_a_pack(page)
    undo(page)
    type_the_sheet_in(page)


def make_it(page):
    """The best 40 doors for tonight with one door left out by hand."""
    page.goto("/errand/")
    page.get_by_role("link", name="Rounds", exact=True).first.click()
    press(page, "Make a round")
    expect(page.get_by_role("main")).to_contain_text("12 doors for")
    page.get_by_label("12 Clay Street, ZZ14 1AB").uncheck()
    press(page, "Make this round")
    expect(page.get_by_role("main")).to_contain_text("The round is made: 11 doors.")
    assert Round.objects.get().doors.count() == 11


def tick_three(page):
    for number in ("1", "2", "3"):
        page.get_by_label(number, exact=True).check()
    page.get_by_role("button", name="Nobody in").tap()
    expect(page.get_by_role("main")).to_contain_text("3 of 11 doors visited")
    assert list(Visit.objects.values_list("outcome", flat=True)) == ["no_answer"] * 3


def hand_over_a_pack(page):
    """From the round to the door and on to the round's next door."""
    page.get_by_role("button", name="Record a visit at 4 Clay Street").or_(
        page.get_by_role("link", name="Record a visit at 4 Clay Street")
    ).first.tap()
    page.get_by_role("link", name="Someone answered").tap()
    page.get_by_label("Handed over now").check()
    page.get_by_label("Kit code").fill("KIT 1")
    page.get_by_role("button", name="Save this visit").tap()
    expect(page.get_by_role("link", name="Next door: 5 Clay Street")).to_be_visible()
    page.get_by_role("link", name="The round").tap()
    expect(page.get_by_role("main")).to_contain_text("4 of 11 doors visited")
    assert Delivery.objects.count() == 1


def undo(page):
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("main")).to_contain_text("Undone: 3 doors.")
    expect(page.get_by_role("main")).to_contain_text("1 of 11 doors visited")
    assert Visit.objects.standing().get().offers.get().kind == "pack"


def type_the_sheet_in(page):
    """Two lines are taken and one is not: it stays in the box, is put right, and nothing is recorded twice."""
    codes = [door.short_code for door in Round.objects.get().doors.for_walking()]
    page.get_by_role("link", name="Type the sheet in").tap()
    lines = page.get_by_role("textbox")
    lines.fill(f"{codes[0]} N\n{codes[1]} P KIT2 R\n{codes[2]} Q")
    page.get_by_role("button", name="Record these doors").tap()
    expect(page.get_by_role("status")).to_contain_text("2 lines recorded, 1 to look at again")
    expect(lines).to_have_value(f"{codes[2]} Q")
    lines.fill(f"{codes[0]} N\n{codes[2]} V")
    page.get_by_role("button", name="Record these doors").tap()
    expect(page.get_by_role("status")).to_contain_text("2 lines recorded")
    expect(page.get_by_role("main")).to_contain_text("Recorded already")
    assert sorted(Visit.objects.standing().values_list("outcome", flat=True)) == [
        "answered",
        "answered",
        "no_answer",
        "void",
    ]
    assert Delivery.objects.count() == 2
