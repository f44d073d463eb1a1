"""From a bare scheme to lights that somebody looks after: the coordinator and a works partner, signed in in turn."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from grants.models import Asset, Duty
from lighting.models import Column, Scheme
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories import lighting as make
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)
INVENTORY = b"Asset No,Column No,Road,Height (m),Lamp Type,Wattage\nA1,1,Clay Street,6,SON,90\nA2,2,Clay Street,6,SON,90\n,,,,,\nA3,1,York Street,6,SON,90\n"


@pytest.fixture
def project(settings):
    settings.DEMONSTRATION_TODAY = make.TODAY
    project = ProjectFactory(slug="lamps", name="The lamps")
    project.coordinator, project.partner = member(project), member(project, Role.WORKS_PARTNER)
    give_passphrase(project.coordinator, project.partner)
    return project


def test_from_a_bare_scheme_to_lights_that_somebody_looks_after(project, page_at):
    desk = sign_in(page_at(1280), project.coordinator)
    enter(desk, project)
    bring_and_take(desk)
    works = sign_in(page_at(375, 800, has_touch=True, is_mobile=True), project.partner)
    report(works)
    hand_over(desk)
    column = Column.objects.order_by("street_key", "number_order").first()
    assert (column.after_milliwatts, column.energised_on) == (36_500, datetime.date(2021, 11, 10))
    assert (Asset.objects.count(), Duty.objects.get().body.name) == (1, "Example County")


def save(page):
    page.get_by_role("main").get_by_role("button").last.click()


def a_day(page, name, day, month):
    for part, value in (("day", day), ("month", month), ("year", "2021")):
        page.locator(f"[name={name}_{part}]").fill(value)


def enter(page, project):
    """The coordinator enters the scheme as the paper has it, who looks after it, and lets the partner in."""
    page.goto("/lamps/lighting/")
    press(page, "Enter a scheme")
    page.get_by_label("Name of the scheme").fill("The streets")
    page.get_by_label("Upgrade of present lights").check()
    page.get_by_label("The area, in the words of the paper").fill(
        "in the areas defined between Clay Street and York Street"
    )
    page.get_by_label("Streets that define the area").fill("Clay Street\nYork Street")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("how many there are is not stated")
    press(page, "Change people, life and energy")
    page.get_by_label("Who looks after the lights afterwards").fill("Example County")
    page.get_by_label("Expected life, from (years)").fill("20")
    page.get_by_label("Expected life, to (years)").fill("25")
    page.get_by_label("Where owner and life are stated").fill("The paper")
    save(page)
    press(page, "Let a works partner in")
    page.get_by_label(project.partner.name).check()
    save(page)
    press(page, "Plan a stage")
    page.get_by_label("Works started").check()
    a_day(page, "planned_on", "15", "10")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("15 October 2021")


def bring_and_take(page):
    """The county's inventory, looked at, merged, and taken in by street."""
    page.goto("/lamps/lighting/columns/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "county.csv", "mimeType": "text/csv", "buffer": INVENTORY}
    )
    save(page)
    press(page, "Merge")
    expect(page.get_by_role("main")).to_contain_text("3 new columns would be entered")
    save(page)
    page.goto(f"/lamps/lighting/schemes/{Scheme.objects.get().pk}/")
    press(page, "Take columns")
    page.get_by_label("Clay Street (2)").check()
    page.get_by_label("York Street (1)").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("0 of 3 columns are lit")


def reach(page, label, day, factor=""):
    press(page, f"Record: {label}")
    a_day(page, "on", day, "10")
    if factor:
        page.get_by_label(factor).check()
    save(page)


def report(page):
    """The partner, on a phone: stages, a delay that needs its factor, lights on in two goes, a photograph by night, the certificate."""
    page.goto("/lamps/lighting/")
    press(page, "The streets")
    for label in ("surveyed", "design agreed", "columns and lanterns ordered"):
        reach(page, label, "11")
    reach(page, "works started", "18")
    expect(page.get_by_role("main")).to_contain_text("Choose the leading factor of the delay")
    page.get_by_label("Weather").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("3 days late: Weather")
    press(page, "Lights on")
    page.get_by_label("Clay Street (2)").check()
    a_day(page, "on", "10", "11")
    page.get_by_label("Wattage", exact=False).fill("36.5")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("2 of 3 columns are lit")
    press(page, "Lights on")
    a_day(page, "on", "12", "11")
    save(page)
    press(page, "Record: installed")
    a_day(page, "on", "12", "11")
    save(page)
    press(page, "Record: lights on")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Lights on, 12 November 2021. 3 of 3 columns are lit")
    press(page, "All columns")
    page.get_by_role("main").locator("th a").first.click()
    press(page, "Add evidence")
    page.get_by_label("Photograph by night, lit").check()
    keep(page, "night.jpg", "image/jpeg", make.picture())
    expect(page.get_by_role("main")).to_contain_text("Photograph by night")
    page.goto(f"/lamps/lighting/schemes/{Scheme.objects.get().pk}/")
    press(page, "Add evidence")
    page.get_by_label("Certificate of completion or test").check()
    keep(page, "certificate.pdf", "application/pdf", b"%PDF-1.4 certificate")
    press(page, "Record: tested and certified")
    a_day(page, "on", "24", "11")
    save(page)
    press(page, "Record that the operator was told")
    page.get_by_label("November 2021").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Told on 24 November 2021")
    expect(page.get_by_role("main").get_by_role("link", name="Hand over")).to_have_count(0)


def keep(page, name, kind, content):
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    save(page)


def hand_over(page):
    """The coordinator hands the lights over; the page says who looks after them in 2041."""
    page.goto(f"/lamps/lighting/schemes/{Scheme.objects.get().pk}/")
    press(page, "Hand over")
    for part, value in (("day", "3"), ("month", "4"), ("year", "2023")):
        page.locator(f"[name=next_review_on_{part}]").fill(value)
    save(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text("The lights are handed over")
    expect(main).to_contain_text("Example County.")
    expect(main).to_contain_text("Next review: 3 April 2023")
    expect(main.get_by_role("img", name="Photograph by night, lit")).to_be_visible()
