"""The school's cameras from a bare scheme to handed over: the coordinator at the desk, the school on a phone."""

import datetime

import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from cctv.models import Camera, Scheme
from evidence.models import Document
from grants.models import Asset, Duty
from tests.browser.people import give_passphrase, press, sign_in
from tests.factories import cctv as make
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member

pytestmark = pytest.mark.django_db(transaction=True)
SEPTEMBER = datetime.date(2021, 9, 6)


@pytest.fixture
def o(settings, tmp_path):
    """A project with a coordinator, the school's office, and nothing else."""
    settings.DEMONSTRATION_TODAY, settings.MEDIA_ROOT = make.TODAY, tmp_path
    project = ProjectFactory(slug="eyes", name="The cameras")
    project.coordinator, project.school = member(project), member(project, Role.WORKS_PARTNER)
    OrganisationFactory(name="Example school")
    give_passphrase(project.coordinator, project.school)
    return project


def test_from_a_bare_scheme_to_handed_over(o, page_at):
    desk = sign_in(page_at(1280), o.coordinator)
    add_and_let_in(desk, o)
    phone = sign_in(page_at(375, 800, has_touch=True, is_mobile=True), o.school)
    buy_and_install(phone)
    refuse_going_live(desk)
    fill_the_pack(phone, o)
    go_live_and_hand_over(desk)
    assert Camera.objects.get().live_on == make.TODAY
    assert Asset.objects.get().owner.name == "Example school"
    assert Duty.objects.count() == 2


def save(page):
    page.get_by_role("main").get_by_role("button").last.click()


def a_day(page, name, day):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def says(page, words):
    expect(page.get_by_role("main")).to_contain_text(words)


def reached(page, stage, day):
    page.get_by_role("row", name=stage).get_by_role("link", name="Enter a day").click()
    page.get_by_label("The day it was done").check()
    a_day(page, "on", day)
    save(page)


def add_and_let_in(page, o):
    """The coordinator enters the scheme, lets the school's office in, and says that the agreement stands and the grant went."""
    page.goto("/eyes/cctv/")
    press(page, "Add a scheme")
    page.get_by_label("Name of the scheme").fill("CCTV at the example school")
    page.get_by_label("Site").fill("Example school")
    page.get_by_label("Owner of the cameras").select_option(label="Example school")
    page.get_by_label("What it was like before").fill("Intrusions into the grounds.")
    page.get_by_label("Who pays for upkeep").fill("The school")
    page.get_by_label("How the police get images").fill("The school gives them")
    save(page)
    press(page, "CCTV at the example school")
    press(page, "Who enters progress")
    page.get_by_label("Works partner").select_option(label=o.school.name)
    save(page)
    reached(page, "Agreement signed", datetime.date(2021, 6, 30))
    reached(page, "Grant transferred", datetime.date(2021, 7, 5))
    says(page, "Next, the partner buys the cameras")


def buy_and_install(page):
    """The school says that it bought and installed, and enters its camera."""
    page.goto(Scheme.objects.get().get_absolute_url())
    reached(page, "Cameras bought by the partner", SEPTEMBER)
    reached(page, "Cameras installed", SEPTEMBER)
    press(page, "Cameras")
    press(page, "Add a camera")
    page.get_by_label("Number").fill("1")
    page.get_by_label("Where it is, in words").fill("Gate")
    page.get_by_label("What it is to show").fill("Who comes in")
    page.get_by_label("None is needed").check()
    a_day(page, "homes_checked_on", SEPTEMBER)
    a_day(page, "installed_on", SEPTEMBER)
    save(page)
    says(page, "Looks into no home")


def refuse_going_live(page):
    """Not while the pack has a gap, and the page says so."""
    page.goto(Scheme.objects.get().get_absolute_url())
    reached(page, "Live", make.TODAY)
    says(page, "“Live” has to wait. Not settled yet: the compliance pack is complete.")


def fill_the_pack(page, o):
    """A film is refused as a film; then what is asked for goes on record, the rest of it the same way."""
    page.goto(Scheme.objects.get().get_absolute_url())
    press(page, "Compliance pack")
    page.get_by_role("link", name="Signs that name the operator").first.click()
    page.get_by_label("In words").fill("At the gate")
    film = {"name": "sign.jpg", "mimeType": "image/jpeg", "buffer": make.MP4}
    page.locator("input[type=file]").set_input_files(film)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("keeps no footage, ever")
    page.locator("input[type=file]").set_input_files({**film, "buffer": make.photograph()})
    save(page)
    says(page, "At the gate")
    assert Document.objects.count() == 1
    press(page, "Judge the principles")
    for place in range(1, 13):
        page.locator(f"[name=p{place:02}]").fill("Policy")
    save(page)
    for key in ("dpia", "ico", "retention", "operators", "access_log", "disclosure", "review"):
        make.state(Scheme.objects.get(), key, o.school, on=make.TODAY)
    page.reload()
    says(page, "Everything that the office asks for is on record")


def go_live_and_hand_over(page):
    """Live, then handed over: the register has the cameras, and the list says who keeps them up."""
    page.goto(Scheme.objects.get().get_absolute_url())
    reached(page, "Live", make.TODAY)
    press(page, "Hand over")
    a_day(page, "next_review_on", datetime.date(2022, 9, 6))
    save(page)
    says(page, "The scheme is handed over")
    says(page, "Example school. By then it is past the life expected of it")
    page.goto("/eyes/grants/assets/")
    says(page, "CCTV at Example school: 1 camera")
    page.goto("/eyes/grants/duties/")
    says(page, "for the lifetime of the equipment")
