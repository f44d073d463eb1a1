"""From the award to the reconciled ledger: lines, an order, its approval, goods, an invoice, the payment, two signatures, the finance export."""

import datetime
import zipfile

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from grants import ledger, reconciliation
from grants.models import BudgetLine, Return, Submission
from packs import order_ledger
from packs.models import PurchaseOrder
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)
DAY, IN_THE_WINDOW = datetime.date(2021, 11, 24), datetime.date(2022, 1, 5)
LAST = datetime.date(2021, 12, 31)
# The payment as the finance system has it, and one of another grant.
EXPORT = """Paid Date,Trans No,Amount,Supplier Name,Expenditure Category,Expenditure Code
24/11/2021,FX-1,72.00,Example Boxes (invented),Goods,SSF2
25/11/2021,FX-2,15.00,Somebody else (invented),Hall hire,OTHER
"""


@pytest.fixture
def office(settings, tmp_path):
    """A project with nothing but its people: a requester, a finance officer, an approver who is also the certifier."""
    settings.DEMONSTRATION_TODAY, settings.MEDIA_ROOT = DAY, tmp_path
    project = ProjectFactory(slug="errand", name="The errand")
    people = {role: member(project, role) for role in (Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER)}
    give_passphrase(*people.values())
    return {"project": project, **people}


def test_from_the_award_to_the_reconciled_ledger(office, page_at, settings):
    requester = sign_in(page_at(1280), office[Role.COORDINATOR])
    finance = sign_in(page_at(1280), office[Role.FINANCE])
    certifier = sign_in(page_at(1280), office[Role.CERTIFIER])
    enter_the_award_and_a_line(requester, finance)
    order_goods(requester, certifier)
    receive_and_pay(requester, finance)
    settings.DEMONSTRATION_TODAY = IN_THE_WINDOW
    prepare_the_return(finance)
    certify_it(certifier)
    bring_the_export(finance)
    read_the_statement(certifier, office["project"])
    line = BudgetLine.objects.get()
    assert (line.allocated_pence, line.committed_pence, line.accrued_pence, line.paid_pence) == (
        3_000_00,
        48_00,
        72_00,
        72_00,
    )
    assert not [*ledger.faults(), *order_ledger.faults()]


def fill_day(page, name, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def enter_the_award_and_a_line(requester, finance):
    """The coordinator states the award; finance gives it a line."""
    requester.goto("/errand/setup/facts/")
    requester.get_by_label("Award", exact=False).first.fill("3,000")
    requester.get_by_role("main").get_by_role("button").first.click()
    requester.wait_for_url(lambda address: "/facts/" not in address)
    finance.goto("/errand/grants/budget/lines/add/")
    finance.get_by_label("Name of the line").fill("Goods for the packs")
    finance.get_by_label("Allocated").fill("3,000")
    finance.get_by_label("Where it is stated").fill("The agreement")
    finance.get_by_label("Revenue").check()
    finance.get_by_role("button", name="Add the line").click()
    expect(finance.get_by_role("main")).to_contain_text("£3,000 of the award of £3,000 is allocated")


def order_goods(requester, approver):
    """Five boxes raised by one, approved by another, sent by the first."""
    requester.goto("/errand/packs/buying/orders/new/")
    requester.get_by_label("Why there were no quotes").fill("Below the first rung of the rules")
    requester.get_by_label("Or a supplier that is not in the list").fill("Example Boxes (invented)")
    requester.get_by_label("Charged to").select_option(label="Goods for the packs")
    requester.get_by_label("Words for the supplier").fill("Boxes")
    requester.get_by_label("How many").fill("5")
    requester.get_by_label("Price of one, without VAT").fill("20")
    requester.get_by_role("button", name="Raise the order").click()
    requester.wait_for_url("**/buying/")
    order = PurchaseOrder.objects.get()
    approver.goto(f"/errand/packs/buying/orders/{order.pk}/approve/")
    approver.get_by_role("button", name="Approve the order").click()
    expect(approver.get_by_role("main")).to_contain_text("Approved")
    assert BudgetLine.objects.get().committed_pence == 120_00
    requester.goto(f"/errand/packs/buying/orders/{order.pk}/send/")
    requester.get_by_role("button", name="Send the order").click()
    requester.wait_for_url(lambda address: "/send/" not in address)


def receive_and_pay(requester, finance):
    """Three of the five come; finance records the invoice for them and pays it."""
    order = PurchaseOrder.objects.get()
    requester.goto(f"/errand/packs/buying/orders/{order.pk}/receive/")
    requester.get_by_label("Boxes: good").fill("3")
    fill_day(requester, "received_on", DAY)
    requester.get_by_role("button", name="Record what came").click()
    requester.wait_for_url(lambda address: "/receive/" not in address)
    finance.goto(f"/errand/packs/buying/orders/{order.pk}/invoice/")
    finance.get_by_label("Number on it").fill("INV 7")
    finance.locator("[name=net_pence]").fill("60")
    finance.locator("[name=vat_pence]").fill("12")
    finance.get_by_role("main").get_by_role("button").first.click()
    finance.wait_for_url(lambda address: "/invoice/" not in address)
    press(finance, "Record as paid")
    finance.get_by_role("main").get_by_role("button").first.click()
    expect(finance.get_by_role("main")).to_contain_text("Paid 24 Nov 2021")


def prepare_the_return(page):
    """The period is the whole time so far, the window January; what came is gathered, the outturn said, and the preparer signs."""
    page.goto("/errand/grants/returns/new/")
    for name, day in (
        ("ends_on", LAST),
        ("opens_on", datetime.date(2022, 1, 4)),
        ("closes_on", datetime.date(2022, 1, 31)),
    ):
        fill_day(page, name, day)
    page.get_by_role("button", name="Begin the return").click()
    page.get_by_role("link", name="Return\u00a01").click()
    page.get_by_role("button", name="Gather what was received").click()
    expect(page.get_by_role("main")).to_contain_text("£72")
    page.get_by_role("link", name="Note what is expected of Goods for the packs").click()
    page.get_by_label("Expected by the end of the grant").fill("120")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("main")).to_contain_text("£2,880 is not expected to be spent")
    press(page, "Submit")
    page.get_by_label("Your post").fill("Finance officer")
    page.get_by_role("button", name="Sign and submit").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for the certifier")
    expect(page.get_by_role("link", name="Certify")).to_have_count(0)


def certify_it(page):
    """Another person reads, signs, and takes the ZIP away; the figures in it are those signed."""
    claim = Return.objects.get()
    page.goto(f"/errand/grants/returns/{claim.pk}/")
    press(page, "Certify")
    page.get_by_label("Your post").fill("Chief finance officer")
    page.get_by_role("button", name="Sign and certify").click()
    expect(page.get_by_role("main")).to_contain_text("Chief finance officer, 5 January 2022")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Everything as one ZIP").click()
    with zipfile.ZipFile(waited.value.path()) as archive:
        assert Submission.objects.get().sha256 in archive.read("READ-ME.txt").decode()
        assert [name for name in archive.namelist() if name.startswith("papers/")]  # the order as it was sent


def bring_the_export(page):
    """Finance names the grant's code, brings its system's list, keeps the lines and lets the clear pairs be found."""
    page.goto("/errand/grants/reconciliation/")
    press(page, "Add a code")
    page.get_by_label("Code").fill("SSF2")
    page.get_by_role("button", name="Add the code").click()
    press(page, "Bring the finance export")
    file = {"name": "ledger.csv", "mimeType": "text/csv", "buffer": EXPORT.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("main")).to_contain_text("2 rows read")
    press(page, "Keep these lines")
    page.get_by_role("button", name="Keep them").click()
    expect(page.get_by_role("main")).to_contain_text("Only in the finance system")
    page.get_by_role("button", name="Find pairs").click()
    expect(page.get_by_text("1 pair found")).to_be_visible()


def read_the_statement(page, project):
    """The certifier reads that the two ledgers say the same, and takes the statement away."""
    page.goto("/errand/grants/reconciliation/?show=matched")
    row = page.get_by_role("row").filter(has_text="FX-1")
    expect(row).to_contain_text("and VAT £12")
    expect(row).to_contain_text("£72")
    expect(page.get_by_role("button", name="Find pairs")).to_have_count(0)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download the statement (CSV)").click()
    assert waited.value.path().read_text(encoding="utf-8-sig").count("\n") == 2  # the headings and the pair
    found = reconciliation.statement(project, project.period)
    assert [found[part]["count"] for part in reconciliation.PARTS] == [1, 0, 0, 0]
