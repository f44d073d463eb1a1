"""From a weak door to a paid invoice: four people signed in in turn, and a fitter who needs no account."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from grants.models import Entry
from hardening.models import Job, SecuritySurvey
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories import hardening as make
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {**make.WEAK, "back_door": "no"}


@pytest.fixture
def o(settings):
    """An office with a catalogue, a cleared firm and money; the home has a burglary on record."""
    settings.DEMONSTRATION_TODAY = make.TODAY
    made = make.office(ProjectFactory(slug="locks", name="The locks"))
    made.assistant = member(made.project, Role.ASSISTANT)
    made.home = make.victim(made.project)
    give_passphrase(made.assistant, made.officer, made.coordinator, made.finance)
    return made


def test_from_a_weak_door_to_a_paid_invoice(o, page_at):
    refer_and_survey(sign_in(page_at(375, 800, has_touch=True, is_mobile=True), o.assistant), o)
    specify_and_approve(sign_in(page_at(1280), o.officer))
    address = order_and_book(sign_in(page_at(1280), o.coordinator), o)
    fit(page_at(375, 800, has_touch=True, is_mobile=True), address, o)
    inspect(sign_in(page_at(1280), o.officer))
    close_and_invoice(sign_in(page_at(1280), o.coordinator), o)
    pay(sign_in(page_at(1280), o.finance), o)
    kinds = [(entry.kind, entry.cost_pence) for entry in Entry.objects.exclude(source="").order_by("id")]
    cost = kinds[0][1]
    assert kinds == [("commitment", cost), ("commitment", -cost), ("accrual", cost), ("payment", cost)]


def save(page):
    page.get_by_role("main").get_by_role("button").last.click()


def a_day(page, name):
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        page.locator(f"[name={name}_{part}]").fill(value)


def refer_and_survey(page, o):
    """The Assistant at the door, on a phone: puts the home on the list, then asks what the survey asks."""
    page.goto(f"/locks/homes/{o.home.pk}/")
    page.get_by_role("link", name="Refer for target hardening").click()
    page.get_by_label("Safer Streets Assistant at the door").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("The home is on the list")
    page.get_by_role("link", name="Survey its security").click()
    for key, answer in ANSWERS.items():
        if key not in ("back_lock", "back_material"):
            page.locator(f"[name={key}][value={answer}]").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("0 of 4 WIDE points")
    assert SecuritySurvey.objects.get().recorded_by == o.assistant
    assert Job.objects.get().status == "surveyed"


def specify_and_approve(page):
    """The Crime Prevention Officer takes the proposal, sends it and approves it."""
    page.goto(f"/locks/hardening/jobs/{Job.objects.get().pk}/")
    press(page, "Specify what the survey proposes")
    press(page, "Send for approval")
    save(page)
    press(page, "Approve")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Approved")
    assert Job.objects.get().status == "approved"


def order_and_book(page, o):
    """The coordinator orders, books for today and makes the fitter's link. Returns its address."""
    page.goto(f"/locks/hardening/jobs/{Job.objects.get().pk}/")
    press(page, "Order")
    page.get_by_label(str(o.firm)).check()
    page.get_by_label("Target hardening").check()
    save(page)
    press(page, "Book")
    page.get_by_label(o.fitter.name).check()
    a_day(page, "on_day")
    page.get_by_label("Morning").check()
    save(page)
    page.goto("/locks/hardening/appointments/")
    press(page, "Make the fitter’s link")
    save(page)
    return page.locator(".hd-address a").get_attribute("href")


def fit(page, address, o):
    """The fitter, signed in nowhere: a photograph before, then the work done; after that the job is gone."""
    page.goto(address)
    press(page, o.home.number)
    expect(page.get_by_role("main")).not_to_contain_text("urglary")
    press(page, "Send a photograph")
    page.get_by_label("Before the work").check()
    picture = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": make.picture()}
    page.locator("input[type=file]").set_input_files(picture)
    save(page)
    expect(page.get_by_role("main")).to_contain_text("The photograph is kept")
    here = page.url
    page.get_by_label("The resident has seen the work and is content").check()
    press(page, "Work done")
    expect(page.get_by_role("main")).to_contain_text("Nothing more today")
    page.complaints.expect("410")
    assert page.goto(here).status == 410
    assert Job.objects.get().fitted_on == datetime.date(2021, 11, 24)


def inspect(page):
    """The Crime Prevention Officer looks at the work and sees the photograph."""
    page.goto(f"/locks/hardening/jobs/{Job.objects.get().pk}/")
    expect(page.get_by_role("img", name="Before the work, photograph 1")).to_be_visible()
    press(page, "Record the inspection")
    page.get_by_label("Findings").fill("As specified")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Passed")


def close_and_invoice(page, o):
    """An invoice a penny out is refused; the right one is taken in."""
    page.goto(f"/locks/hardening/jobs/{Job.objects.get().pk}/")
    press(page, "Close")
    save(page)
    press(page, "Take in the invoice")
    net, vat = Job.objects.get().orders.get().agreed()
    page.get_by_label("Invoice number").fill("INV-1")
    page.get_by_label("Amount without VAT").fill(f"{(net + 1) / 100:.2f}")
    page.get_by_label("VAT", exact=True).fill(f"{vat / 100:.2f}")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("£0.01 more")
    page.get_by_label("Amount without VAT").fill(f"{net / 100:.2f}")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Finance can pay it")


def pay(page, o):
    """Finance sees the invoice, never the home, and pays it."""
    page.goto("/locks/hardening/invoices/")
    expect(page.get_by_role("main")).not_to_contain_text(o.home.number)
    press(page, "Record the payment")
    a_day(page, "paid_on")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Paid 24 Nov 2021")
    assert Job.objects.get().status == "paid"
