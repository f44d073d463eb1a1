"""From a real address list and a knock on the door to the progress update in the reader's hands."""

import datetime
import io

import pypdf
import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from households.models import Household, Visit
from packs.models import Kit
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)
LIST = (
    "Case Number,Location,Licence Commenced\r"
    "16/01,18 Abbey Road Workington Cumbria ZZ14 0AE,13/05/2016\r"
    "16/02,20 Abbey Road Workington Cumbria ZZ14 0AE,29/05/2016\r"
    "16/03,Flat 2 22 Abbey Road Workington Cumbria ZZ14 0AG,27/08/2016\r"
    "16/04,18 Abbey Road Workington Cumbria ZZ14 0AE,13/05/2016\r"
)


@pytest.fixture
def office(settings):
    """An empty project on a day in the middle of delivery, with the people of the errand."""
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    project = ProjectFactory(slug="errand", name="The errand")
    people = {
        role: member(project, role)
        for role in (Role.COORDINATOR, Role.ASSISTANT, Role.FINANCE, Role.CERTIFIER, Role.PARTNER_READER)
    }
    give_passphrase(*people.values())
    return people


def test_from_a_list_to_the_readers_update(office, page_at):
    import_the_list(sign_in(page_at(1280), office[Role.COORDINATOR]))
    record_the_visits(sign_in(page_at(375, 800, has_touch=True, is_mobile=True), office[Role.ASSISTANT]))
    write_the_update(sign_in(page_at(1280), office[Role.COORDINATOR]))
    review_it(sign_in(page_at(1280), office[Role.FINANCE]))
    approve_it(sign_in(page_at(1280), office[Role.CERTIFIER]))
    read_it(sign_in(page_at(375, 800), office[Role.PARTNER_READER]))


def import_the_list(page):
    page.get_by_role("link", name="Imports").first.click()
    press(page, "Import a file")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("main").get_by_role("button").last.click()
    if "/columns/" in page.url:
        page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("main")).to_contain_text("4")
    assert Household.objects.count() == 0, "nothing may be merged before it is confirmed"
    press(page, "Merge")
    if page.url.endswith("/merge/"):
        page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda address: not address.endswith("/merge/"))
    assert Household.objects.count() == 3


def record_the_visits(page):
    """Nobody in: two taps from the street. A pack handed over, its kit registered: five, and the code."""
    page.goto("/errand/streets/")
    page.get_by_role("link", name="Abbey Road").tap()
    page.get_by_role("link", name="Record at 18").tap()
    page.get_by_role("button", name="No answer", exact=True).tap()
    expect(page.get_by_role("status")).to_contain_text("No answer")
    assert Visit.objects.get().outcome == "no_answer"

    page.get_by_role("link", name="Next door: 20 Abbey Road").tap()
    page.get_by_role("link", name="Someone answered").tap()
    page.get_by_label("Handed over now").check()
    page.get_by_label("Kit code").fill("sd 1234")
    page.get_by_label("Registered online here and now").check()
    page.get_by_role("button", name="Save this visit").tap()
    expect(page.get_by_role("status")).to_contain_text("Kit SD1234, registered")
    assert Kit.objects.get().registered_on == datetime.date(2021, 11, 24)

    page.go_back()  # the back button, and the same form sent again: asked why, and nothing doubled
    page.get_by_role("button", name="Save this visit").tap()
    expect(page.get_by_role("alert")).to_contain_text("already had a pack")
    assert Visit.objects.count() == 2


def write_the_update(page):
    page.goto("/errand/")
    expect(page.get_by_role("main")).to_contain_text("Wednesday 24 November 2021")
    page.get_by_role("link", name="Updates").first.click()
    press(page, "Start an update")
    for part, value in (("day", "24"), ("month", "11"), ("year", "2021")):
        page.locator(f"[name=end_{part}]").fill(value)
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(lambda address: "/new/" not in address)
    if not page.url.endswith("/edit/"):
        press(page, "Write the words")
    page.get_by_label("Summary").fill("Two doors in Abbey Road, <script>alert(1)</script> and nothing else.")
    page.get_by_role("main").get_by_role("button").last.click()
    press(page, "Send for review")
    if page.url.endswith("/submit/"):
        page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for review")


def review_it(page):
    page.goto("/errand/reports/updates/")
    page.get_by_role("main").get_by_role("link", name="24 November 2021").first.click()
    press(page, "Record the review")
    page.get_by_label("What did you check").fill("Both doors, and the script that is only words.")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for approval")


def approve_it(page):
    page.goto("/errand/reports/updates/")
    page.get_by_role("main").get_by_role("link", name="24 November 2021").first.click()
    press(page, "Approve and issue")
    expect(page.get_by_role("main")).to_contain_text("Both doors, and the script that is only words.")
    page.get_by_role("button", name="Approve and issue").click()
    page.wait_for_url(lambda address: "/issue/" not in address)


def read_it(page):
    """The reader lands on the issued updates, and finds nothing about residents behind any door."""
    assert page.url.endswith("/errand/reports/updates/")
    answer = page.request.get(page.get_by_role("link", name="PDF").first.get_attribute("href"))
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    assert "Two doors in Abbey Road, <script>alert(1)</script> and nothing else." in " ".join(text.split())
    page.complaints.expect("403")
    for address in ("/errand/", "/errand/households/", "/errand/streets/"):
        assert page.goto(address).status == 403
