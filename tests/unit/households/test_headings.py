"""Headings and layouts of other offices' lists: which column says what, where no heading is a known name."""

import pytest

from households.importing.addresses import ADDRESSES
from households.importing.fields import guess_columns
from households.models import Household
from imports.actions import merge_batch
from tests.factories.accounts import ProjectFactory, member
from tests.factories.imports import listing, stage

pytestmark = pytest.mark.django_db
WHOLE = "Flat 2, 14 Mill Lane, Workington, CA14 2AA"


def homes(content):
    """(flat, name, number, street, town, postcode) of each home a file becomes in an empty project."""
    project = ProjectFactory()
    by = member(project)
    merge_batch(batch_id=stage(project, content, by=by).pk, by=by)
    found = Household.objects.filter(project=project).order_by("pk")
    return list(found.values_list("flat", "name", "number", "street__name", "street__town", "postcode"))


@pytest.mark.parametrize(
    "heading",
    ["HMO Address", "Address of HMO", "LicensedAddress", "Full HMO Address", "Address of licensed property", "Dwelling", "Licensed premises"],
)  # fmt: skip
def test_a_whole_address_under_any_heading(heading):
    rows = [["1", WHOLE, "A. Nobody", "9 Far Road, London, N1 1AA"]]
    headings = ["Licence", heading, "Licence holder", "Licence Holder Address"]
    assert homes(listing(*rows, headings=headings)) == [
        ("Flat 2", "", "14", "Mill Lane", "Workington", "CA14 2AA")
    ]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (["SAON", "PAON", "Street", "Town/City", "Postcode"], ["FLAT 2", "14", "MILL LANE", "WORKINGTON", "CA14 2AA"]),
        (["Flat / House No", "Street Name", "Town", "UK postcode"], ["Flat 2, 14", "Mill Lane", "Workington", "CA14 2AA"]),
        (["Prop Add 1", "Prop Add 2", "Prop Add 3", "PCode"], ["Flat 2", "14 Mill Lane", "Workington", "CA14 2AA"]),
        (["ADDRESS1", "ADDRESS2", "POSTCODE", "ADDRESS", "POSTTOWN"], ["Flat 2", "14, Mill Lane", "CA14 2AA", "Flat 2, 14, Mill Lane", "WORKINGTON"]),
        (["Address Line One", "Address Line Two", "Street", "Town", "Postcode"], ["Flat 2", "14", "Mill Lane", "Workington", "CA14 2AA"]),
        (["Name of the building/land", "Street number or numbers", "Street name", "Post town", "UK postcode"], ["Flat 2", "14", "Mill Lane", "Workington", "CA14 2AA"]),
        (["Address"], ["Flat 2\n14 Mill Lane\nWorkington\nCA14 2AA"]),
    ],
)  # fmt: skip
def test_layouts(headings, row):
    assert homes(listing(row, headings=headings)) == [
        ("Flat 2", "", "14", "Mill Lane", "Workington", "CA14 2AA")
    ]


@pytest.mark.parametrize(
    ("name", "door"),
    [("14A", ("", "", "14A")), ("5-7", ("", "", "5-7")), ("Flat 3", ("Flat 3", "", "")), ("The Forge", ("", "The Forge", ""))],
)  # fmt: skip
def test_a_number_or_a_flat_in_the_column_of_names(name, door):
    content = listing([name, "", "Mill Lane"], headings=["Building name", "Building number", "Street"])
    assert [home[:3] for home in homes(content)] == [door]


def test_a_property_named_by_its_address():
    rows = [
        ["24 Lichfield Avenue, Hale", "", "", "Hale"],
        ["Land at Eaton Road", "", "", "Sale"],
        ["2 plots beside Dane Road", "", "", "Sale"],
    ]
    content = listing(*rows, headings=["PropertyName", "StreetNumber", "StreetName", "PostTown"])
    assert homes(content) == [("", "", "24", "Lichfield Avenue", "Hale", "")]


def test_address_lines_are_of_one_series():
    columns = ["Property Address 1", "Property Address 2", "Address 1", "Address 2", "Address 3"]
    assert guess_columns(columns)["address"] == columns[:2]
    assert guess_columns(["Address", "Address 2", "Address 3"])["address"] == [
        "Address",
        "Address 2",
        "Address 3",
    ]


def test_one_column_of_csv():
    quoted = 'Address\n"14 Mill Lane, Workington, CA14 2AA"\n"16 Mill Lane, Workington, CA14 2AA"\n'
    bare = "Address\n14 Mill Lane, Workington, CA14 2AA\n16 Mill Lane, Workington, CA14 2AA\n"
    mixed = 'Address\n14 Mill Lane, Workington, CA14 2AA\n"16 Mill Lane, Workington, CA14 2AA"\n'
    for content in (quoted, bare, mixed):
        assert [home[2:] for home in homes(content)] == [
            ("14", "Mill Lane", "Workington", "CA14 2AA"),
            ("16", "Mill Lane", "Workington", "CA14 2AA"),
        ]


def test_a_column_that_counts_the_rows_is_no_flat():
    lines = [f"{row},{row * 2} Mill Lane,Workington,CA14 2AA" for row in range(1, 6)]
    assert [home[:3] for home in homes("\n".join(lines))] == [("", "", str(row * 2)) for row in range(1, 6)]


def test_a_title_is_no_heading():
    title = ["Register of licensed addresses"]
    content = listing(["as at 1 April 2021"], ["Ref", "HMO Address"], ["1", WHOLE], headings=title)
    assert len(homes(content)) == 1


@pytest.mark.parametrize(
    "heading", ["Email address", "Address type", "Agent address", "Mailing Address", "No of storeys", "UPRN source"]
)  # fmt: skip
def test_headings_that_only_sound_like_one(heading):
    assert heading not in sum(guess_columns(["Number", heading]).values(), [])
    assert ADDRESSES.recognised([heading]) == 0
