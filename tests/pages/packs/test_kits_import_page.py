"""A list of kits, brought on its page and put into the stock like any other file."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import ViewEvent
from imports.models import Batch
from packs.models import Kit
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
REGISTER = "Kit code,PIN,Owner name,Registered on\nK-1,1234,Secret Person,05/10/2021\nK9,1234,Secret Person,05/10/2021\n"


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def coordinator(client, home):
    user = member(home.project)
    client.force_login(user)
    return user


def at(home, name, *keys):
    return reverse(f"imports:{name}", args=[home.project.slug, *keys])


def bring(client, home, text, name="kits.csv"):
    return client.post(
        at(home, "kits_new"), {"file": SimpleUploadedFile(name, text.encode())}, follow=True
    ).text


def test_three_people_at_the_page_and_the_ways_to_it(client, home, coordinator):
    assert client.get(at(home, "kits_new")).status_code == 200
    for page in (at(home, "batch_list"), reverse("packs:kit_list", args=[home.project.slug])):
        assert at(home, "kits_new") in client.get(page).text
    client.force_login(member(ProjectFactory()))
    assert client.get(at(home, "kits_new")).status_code == 404
    client.force_login(member(home.project, "assistant"))
    assert client.get(at(home, "kits_new")).status_code == 403
    assert at(home, "kits_new") not in client.get(reverse("packs:kit_list", args=[home.project.slug])).text


def test_the_registers_list_confirms_on_the_pages(client, home, coordinator):
    """Brought, looked at (which is written down), the unknown code left out, merged, undone."""
    deliver(home, coordinator, kit_code="K1")
    shown = bring(client, home, REGISTER)
    assert "Kit code" in shown
    assert "K9, registered 5 October 2021" in shown
    assert "the register has this code" in shown.lower()
    assert "Secret" not in shown
    batch = Batch.objects.get()
    assert (batch.kind, batch.changed, batch.review) == ("kits", 1, 1)
    assert ViewEvent.objects.get().reason == "Import of the list: List of kits"
    review = client.get(at(home, "batch_review", batch.pk)).text
    assert "It is a kit of its own" not in review
    client.post(at(home, "batch_review", batch.pk), {f"row_{batch.rows.get(verdict='review').pk}": "leave"})
    client.post(at(home, "batch_merge", batch.pk))
    assert Kit.objects.get().registered_on == datetime.date(2021, 10, 5)
    client.post(at(home, "batch_undo", batch.pk))
    assert Kit.objects.get().registered_on is None


def test_codes_alone_come_into_the_store(client, home, coordinator):
    bring(client, home, "Code\nK5\nK6\n")
    client.post(at(home, "batch_merge", Batch.objects.get().pk))
    assert [(kit.code, kit.location.kind) for kit in Kit.objects.order_by("code")] == [
        ("K5", "store"),
        ("K6", "store"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Colour,Size\nred,4\n", "No column holds the kit code. Its columns are: Colour, Size."),
        ("", "The selected file is empty"),
    ],
)
def test_a_file_that_is_no_list_of_kits_is_refused_in_words(client, home, coordinator, text, words):
    shown = bring(client, home, text)
    assert words in shown
    assert "--mapping" not in shown
    assert not Batch.objects.exists()
