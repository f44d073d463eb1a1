"""A lost phone: after a shift and a sign-out, nothing anybody could read is left in the browser's files."""

import pytest
from playwright.sync_api import expect

from households.models import Visit
from tests.browser.people import give_passphrase
from tests.factories import register
from tests.factories.doorstep import make_visit
from tests.factories.phones import DAY, walk_of

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "Zqxw"  # every planted word begins with it, in either spelling a browser uses on the disk
SPELLINGS = {spelling: MARK.encode(spelling) for spelling in ("utf-8", "utf-16-le")}
TYPED = 20
# Everything that scripts of this page can reach, as one text.
DUMP = """async () => {
  const said = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, document.body.innerText];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const kept of await cache.keys()) said.push(kept.url, await (await cache.match(kept)).text());
  }
  const db = await new Promise((done) => { const asked = indexedDB.open("doorstep"); asked.onsuccess = () => done(asked.result); });
  for (const name of db.objectStoreNames) {
    const rows = await new Promise((done) => {
      const asked = db.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
    said.push(JSON.stringify(rows, (_, value) => value instanceof Uint8Array || value instanceof ArrayBuffer
      ? new TextDecoder("latin1").decode(value) : value));
  }
  db.close();
  return said.join("\\n");
}"""


def plant(project, homes, by):
    """180 words in names, notes and markers of the homes on the round; 20 more are typed at the doors."""
    words = [f"{MARK}{number:03d}" for number in range(200)]
    left = iter(words)
    for home in homes:
        register.make_resident(home, by, name=f"Pat {next(left)}", contact=next(left))
        register.note_vulnerability(home, by, reason=f"Slow to the door {next(left)}")
        make_visit(home, by, on=DAY.replace(month=10), outcome="no_answer", note=f"Gate {next(left)}")
    for home in homes[:20]:
        register.caution(home, by, basis=f"Told by {next(left)}")
    return words, list(left)


@pytest.fixture
def walk(settings):
    settings.DEMONSTRATION_TODAY = DAY
    project, homes, (walker,) = walk_of(40)
    give_passphrase(walker)
    return project, homes, walker, *plant(project, homes, walker)


def test_after_a_shift_and_a_sign_out_no_planted_word_is_on_the_phone(walk, handset, origin):
    _project, _homes, walker, words, typed = walk
    assert (len(words), len(typed)) == (200, TYPED)
    phone = handset("errand").sign_in(walker).settled().keeps_the_page()
    phone.page.goto("/errand/households/rounds/")  # the desk's pages are looked at on a phone as well
    phone.open().settled()
    for place, word in enumerate(typed):
        if place == TYPED // 2:
            origin.set("stopped")
        declines_with_a_note(phone, word)
    phone.tap("The round")
    phone.tap("Next: ")
    phone.tap("Someone answered")
    phone.page.get_by_text("Add an officer or a note").tap()
    phone.page.get_by_label("Note").fill(f"{MARK} half a note")
    phone.page.wait_for_timeout(300)
    phone.page.evaluate("location.hash = 'round'")
    phone.tap("Sign out of this phone")
    expect(phone.page.get_by_role("heading", name="Sign in to see your round")).to_be_visible()
    assert MARK not in phone.page.evaluate(DUMP)
    assert phone.kept()[0] >= TYPED  # they are all here, sealed
    phone.shut()
    assert planted_in(phone) == []
    origin.set("through")
    phone.start().open().settled()
    phone.says("Everything has reached the office")
    assert set(typed) <= set(Visit.objects.values_list("note", flat=True))


def declines_with_a_note(phone, note):
    phone.tap("Next: ")
    phone.tap("Someone answered")
    phone.page.get_by_text("Declined", exact=True).first.tap()
    phone.page.get_by_text("Add an officer or a note").tap()
    phone.page.get_by_label("Note").fill(note)
    phone.tap("Save this visit")
    phone.saved()


def planted_in(phone):
    """(file, spelling) of everything planted that lies in the profile as it is on the disk."""
    return [
        (str(path.relative_to(phone.folder)), spelling)
        for path, content in phone.files()
        for spelling, mark in SPELLINGS.items()
        if mark in content
    ]


def test_the_search_would_find_a_word(handset, walk):
    """The search itself is tried on a word kept in the open, or its silence would prove nothing."""
    phone = handset("errand")
    phone.page.goto("/sign-in/")
    phone.page.evaluate(
        "(word) => caches.open('x').then((cache) => cache.put('/x', new Response(word)))", f"{MARK}000"
    )
    phone.page.wait_for_timeout(500)
    phone.shut()
    assert planted_in(phone)
