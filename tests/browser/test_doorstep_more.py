"""A questionnaire in big steps, a photo of a lock, and every screen through axe."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from doorstep.models import DoorPhoto, Letter
from outcomes.models import Response
from tests.browser.people import give_passphrase
from tests.browser.test_accessible import faults
from tests.factories.outcomes import questionnaire
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)
SCHEMA = {
    "format": 1,
    "questions": [
        {"key": "safe", "words": "How safe do you feel?", "kind": "scale", "least": 1, "most": 5, "most_words": "Very safe", "required": True},
        {"key": "worries", "words": "What worries you?", "kind": "several", "choices": [{"key": "dogs", "words": "Dogs"}, {"key": "other", "words": "Something else"}]},
        {"key": "which", "words": "What else?", "kind": "text", "shown_if": [{"question": "worries", "any_of": ["other"]}]},
        {"key": "burgled", "words": "Broken into this year?", "kind": "yes_no"},
    ],
}  # fmt: skip


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, (walker,) = walk_of(6)
    give_passphrase(walker)
    questionnaire(project, walker, key="safety", title="Feeling safe", schema=SCHEMA)
    return project, homes, walker


@pytest.fixture
def phone(walk, handset):
    return handset("errand").sign_in(walk[2]).settled().keeps_the_page()


def test_a_questionnaire_without_signal(phone, origin):
    origin.set("stopped")
    phone.tap("Next: ")
    phone.tap("Feeling safe")
    phone.tap("Start")
    phone.tap("Next")
    expect(phone.page.get_by_role("alert").filter(has_text="Answer this question")).to_be_visible()
    phone.page.get_by_text("4", exact=True).tap()
    phone.tap("Next")
    phone.page.get_by_text("Something else").tap()
    phone.tap("Next")
    phone.page.get_by_label("What else?").fill("Ice on the steps")
    phone.restart().open()  # begun answers are still there
    phone.tap("Next: ")
    phone.tap("Feeling safe")
    phone.tap("Start")
    expect(phone.page.get_by_label("4", exact=True)).to_be_checked()
    phone.tap("Next")
    phone.tap("Next")
    phone.page.get_by_label("What else?").fill("Ice on the steps")
    phone.tap("Next")
    phone.page.get_by_text("No", exact=True).tap()
    phone.tap("Save the answers")
    phone.saved()
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    assert Letter.objects.get().status == "accepted"
    kept = Response.objects.get()
    assert kept.answered == {"safe": 4, "worries": ["other"], "which": "Ice on the steps", "burgled": "no"}


def test_a_photo_is_made_small_and_stripped_on_the_phone(phone, origin, tmp_path):
    origin.set("stopped")
    phone.nobody_in()
    phone.tap("Take a photo here")
    phone.page.set_input_files("#photo", picture(tmp_path / "lock.jpg"))
    phone.page.get_by_text("Lock", exact=True).tap()
    phone.tap("Save this photo")
    phone.saved()
    size = phone.page.evaluate(
        """async () => { const db = await new Promise((done) => { const asked = indexedDB.open("doorstep"); asked.onsuccess = () => done(asked.result); });
        const [part] = await new Promise((done) => { const asked = db.transaction("parts").objectStore("parts").getAll(); asked.onsuccess = () => done(asked.result); });
        db.close(); return part.bytes.byteLength; }"""
    )
    assert size < 600_000
    origin.set("through")
    phone.send()
    phone.says("Everything has reached the office")
    phone.page.locator("a.state").tap()
    expect(phone.page.get_by_role("main")).to_contain_text("1 of 1 photo arrived")
    kept = DoorPhoto.objects.get()
    assert kept.what == "lock"
    stored = Image.open(io.BytesIO(kept.document.file.read()))
    assert max(stored.size) <= 1600
    assert not stored.getexif()


def picture(path):
    """A large photo with a place in its metadata."""
    image = Image.effect_noise((3000, 2000), 40).convert("RGB")
    about = image.getexif()
    about[0x010F] = "Spyphone"
    about.get_ifd(0x8825)[1] = "N"
    image.save(path, exif=about)
    return path


def test_every_screen_through_axe_and_none_scrolls_sideways(phone):
    wrong = {}
    phone.nobody_in()
    saved = phone.page.evaluate("location.hash")
    for screen in (
        "#round",
        "#door/2",
        "#answered/2",
        "#other/2",
        "#photo/2",
        "#survey/2/safety",
        "#records",
        saved,
    ):
        phone.page.evaluate("(hash) => (location.hash = hash)", screen)
        phone.page.wait_for_timeout(300)
        for details in phone.page.locator("summary").all():
            details.click()
        small = phone.page.evaluate(
            """() => [...document.querySelectorAll("main a, main button, .top a, .top button, main .choice, main summary, a.state")].filter((one) =>
            one.checkVisibility() && !one.closest("p") && one.getBoundingClientRect().height < 48).map((one) => one.textContent)"""
        )
        sideways = phone.page.evaluate("document.documentElement.scrollWidth") > 375
        if found := [*faults(phone.page), *small, *(["sideways"] if sideways else [])]:
            wrong[screen] = found
    assert not wrong
