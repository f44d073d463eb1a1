"""The desk's pages about a home itself: change, add, split, merge, settle."""

import pytest
from django.urls import reverse

from households.models import Household
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
PAGES = ("households:home_edit", "households:home_split", "doorstep:home_merge")


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def coordinator(client, home):
    user = member(home.project)
    client.force_login(user)
    return user


def page(home, name):
    return reverse(name, args=[home.project.slug, home.pk])


def typed(home, **changes):
    """The change form as it was shown, with a person's changes."""
    fields = ("flat", "name", "number", "postcode", "uprn", "reference", "kind", "tenure", "state", "version")
    return {field: getattr(home, field) for field in fields} | changes


@pytest.mark.parametrize("name", PAGES)
def test_three_people_at_each_page(client, home, coordinator, name):
    assert client.get(page(home, name)).status_code == 200
    client.force_login(member(ProjectFactory()))
    assert client.get(page(home, name)).status_code == 404
    client.force_login(member(home.project, "assistant"))
    assert client.get(page(home, name)).status_code == 403


def test_the_home_page_offers_the_desk_to_the_coordinator_only(client, home, coordinator):
    for name in PAGES:
        assert page(home, name) in client.get(home.get_absolute_url()).content.decode()
    client.force_login(member(home.project, "assistant"))
    for name in PAGES:
        assert page(home, name) not in client.get(home.get_absolute_url()).content.decode()


def test_a_home_is_changed(client, home, coordinator):
    answer = client.post(
        page(home, PAGES[0]), typed(home, number="14", state="void", postcode="ca142pb"), follow=True
    )
    assert "The home is saved" in answer.content.decode()
    home.refresh_from_db()
    assert (home.number, home.state, home.postcode) == ("14", "void", "CA14 2PB")


def test_the_second_person_sees_both_versions_and_chooses(client, home, coordinator):
    client.post(page(home, PAGES[0]), typed(home, name="Rose Cottage"))
    answer = client.post(page(home, PAGES[0]), typed(home, name="Ivy Cottage"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Rose Cottage" in text
    assert "Ivy Cottage" in text
    assert text.count("<strong>Different</strong>") == 1
    assert Household.objects.get().name == "Rose Cottage"
    client.post(
        page(home, PAGES[0]), typed(home, name="Ivy Cottage", version=answer.context["form"].data["version"])
    )
    assert Household.objects.get().name == "Ivy Cottage"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("postcode", "CA14", "Enter a whole postcode"),
        ("uprn", "1.0E+11", "Enter the UPRN as 1 to 12 digits"),
        ("number", "", "Give the home a number, a name or a flat"),
        ("state", "duplicate", "Choose one of the answers shown"),
        ("version", "9" * 30, "version"),
    ],
)
def test_bad_input_is_told_beside_its_field(client, home, coordinator, field, value, words):
    answer = client.post(page(home, PAGES[0]), typed(home, **{field: value}))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Household.objects.get().version == 1


def test_a_home_is_added_to_its_street_once(client, home, coordinator):
    url = reverse("households:home_add", args=[home.project.slug, home.street.pk])
    assert url in client.get(home.street.get_absolute_url()).content.decode()
    fields = {"number": "9999", "kind": "terrace", "tenure": "unknown"}
    client.post(url, fields)
    assert "already in the register" in client.post(url, fields).content.decode()
    assert Household.objects.get(number="9999").kind == "terrace"


def test_a_split_home_and_its_flats_show_each_other_and_the_earlier_visits(client, home, coordinator):
    make_visit(home, coordinator, outcome="card_left")
    client.post(page(home, PAGES[1]), {"flats": "Flat 1\n\n Flat 2 ", "version": 1})
    flat = Household.objects.get(flat="Flat 2")
    shown = client.get(flat.get_absolute_url()).content.decode()
    assert "Before the split" in shown
    assert "No answer, card left" in shown
    assert flat.get_absolute_url() in client.get(home.get_absolute_url()).content.decode()
    again = client.post(page(home, PAGES[1]), {"flats": "Flat 3\nFlat 4", "version": 1})
    assert "Somebody else changed this home" in again.content.decode()


def test_the_other_entry_is_found_compared_and_merged(client, home, coordinator):
    other = HouseholdFactory(street=home.street)
    make_visit(other, coordinator)
    url = page(home, PAGES[2])
    assert other.address in client.post(url, {"text": other.number}).content.decode()
    compared = client.post(url, {"other": other.pk}).content.decode()
    assert compared.count("Keep this entry") == 2
    kept = client.post(url, {"other": other.pk, "keep": other.pk}, follow=True).content.decode()
    assert "The two entries are one home" in kept
    assert Household.objects.get(pk=home.pk).duplicate_of == other
    gone = client.get(home.get_absolute_url()).content.decode()
    assert "This entry is the same home as" in gone
    assert page(home, PAGES[0]) not in gone
    refused = client.post(page(other, PAGES[2]), {"other": home.pk, "keep": other.pk}, follow=True)
    assert "already the same home" in refused.content.decode()


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "-1"])
def test_an_entry_that_is_none_is_passed_over(client, home, coordinator, key):
    assert client.post(page(home, PAGES[2]), {"other": key, "keep": home.pk}).status_code == 200
    assert Household.objects.get().duplicate_of is None


def test_another_source_is_shown_and_settled(client, home, coordinator):
    other = register.other_value(home, coordinator)
    shown = client.get(home.get_absolute_url()).content.decode()
    assert "Another source says" in shown
    url = reverse("households:value_settle", args=[home.project.slug, other.pk])
    assert url in shown
    assert "stock list" in client.get(url).content.decode()
    client.post(url, {"take": "theirs"})
    assert Household.objects.get().uprn == "10002223334"


def test_disagreements_are_listed_and_settled_several_at_once(client, home, coordinator):
    address = reverse("households:value_list", args=[home.project.slug])
    assert "No source disagrees" in client.get(address).content.decode()
    tenure = register.other_value(home, coordinator, field="tenure", value="owner_occupied")
    other, taken = HouseholdFactory(street=home.street), HouseholdFactory(street=home.street, uprn="77")
    uprn, clash = (
        register.other_value(other, coordinator),
        register.other_value(HouseholdFactory(street=home.street), coordinator, value=taken.uprn),
    )
    elsewhere = register.other_value(HouseholdFactory(), coordinator)
    shown = client.get(address).content.decode()
    assert "Owner-occupied" in shown
    assert other.address in shown
    assert "Tick the homes" in client.post(address, {"take": "theirs"}).content.decode()
    refused = client.post(address, {"take": "theirs", "values": [elsewhere.pk]}).content.decode()
    assert "Choose one of the answers shown" in refused
    done = client.post(address, {"take": "theirs", "values": [tenure.pk, uprn.pk, clash.pk]}, follow=True)
    assert "2 settled. 1 could not be" in done.content.decode()
    assert Household.objects.get(pk=home.pk).tenure == "owner_occupied"
    client.post(address, {"take": "ours", "values": [clash.pk]})
    assert "No source disagrees" in client.get(address).content.decode()


def test_the_list_of_disagreements_costs_the_same_for_two_and_twenty(client, home, coordinator):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for _ in range(2):
        for _ in range(2 + 18 * len(counted)):
            register.other_value(HouseholdFactory(street=home.street), coordinator)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("households:value_list", args=[home.project.slug]))
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_home_page_costs_the_same_however_large_the_family(client, home, coordinator):
    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get(home.get_absolute_url())
        return len(queries)

    client.post(page(home, PAGES[1]), {"flats": "Flat 1\nFlat 2", "version": 1})
    small = cost()
    client.post(page(home, PAGES[1]), {"flats": "\n".join(f"Flat {n}" for n in range(3, 21)), "version": 2})
    assert home.split_into.count() == 20
    assert cost() == small
