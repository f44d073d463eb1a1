"""Address lists in the layouts that offices and their suppliers send, from headings to homes; and the command."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from households.addresses.text import read_address
from households.importing.fields import guess_columns
from households.importing.merging import search_of
from households.importing.reading import AddressReader
from households.models import Household, Street
from households.rules import search_text
from imports.actions import merge_batch
from imports.models import Batch, Row
from tests.factories.accounts import ProjectFactory, member
from tests.factories.imports import listing, stage, verdicts

pytestmark = pytest.mark.django_db
XPRESS = [
    "Property_URN",
    "AddressLine1",
    "AddressLine2",
    "AddressLine3",
    "Post_Code",
    "Polling_Place_Name",
    "Polling_Place_Address_1",
    "Polling_Place_Postcode",
    "AddressLine11",
]
IDOX = [
    "HouseID",
    "HouseName",
    "HouseNumber",
    "HousePostCode",
    "UPRN",
    "SubStreetName",
    "StreetNumber",
    "StreetName",
    "Locality",
    "Town",
    "AdminArea",
    "PollingStationName",
]
LPI = [
    "UPRN",
    "SAO_START_NUMBER",
    "SAO_START_SUFFIX",
    "SAO_TEXT",
    "PAO_START_NUMBER",
    "PAO_START_SUFFIX",
    "PAO_END_NUMBER",
    "PAO_TEXT",
    "STREET_DESCRIPTION",
    "LOCALITY_NAME",
    "TOWN_NAME",
    "POSTCODE_LOCATOR",
]
DPA = [
    "UPRN",
    "SUB_BUILDING_NAME",
    "BUILDING_NAME",
    "BUILDING_NUMBER",
    "DEPENDENT_THOROUGHFARE",
    "THOROUGHFARE",
    "DEPENDENT_LOCALITY",
    "POST_TOWN",
    "POSTCODE",
]


@pytest.fixture
def project():
    return ProjectFactory()


def homes(project, headings, *rows):
    """What a list with these headings becomes: (flat, name, number, street, locality, town, postcode, uprn) of each home."""
    by = member(project)
    batch = stage(project, listing(*rows, headings=headings), by=by)
    merge_batch(batch_id=batch.pk, by=by)
    fields = (
        "flat",
        "name",
        "number",
        "street__name",
        "street__locality",
        "street__town",
        "postcode",
        "uprn",
    )
    return list(Household.objects.filter(project=project).order_by("pk").values_list(*fields))


def test_election_lines(project):
    row = [
        "100021243352",
        "5 Buckingham Gardens",
        "Edgware",
        "",
        "HA8 6NB",
        "Youth Theatre",
        "1 Methuen Road",
        "HA8 6EZ",
        "5 Buckingham Gardens",
    ]
    assert homes(project, XPRESS, row) == [("", "", "5", "Buckingham Gardens", "", "Edgware", "HA8 6NB", "")]
    assert Household.objects.get().reference == "100021243352"
    assert guess_columns(XPRESS) == {
        "address": ["AddressLine1", "AddressLine2", "AddressLine3"],
        "postcode": ["Post_Code"],
        "reference": ["Property_URN"],
    }


@pytest.mark.parametrize(
    ("name", "house", "sub", "number", "home"),
    [
        ("", "8", "", "", ("", "", "8")), ("Rose Cottage", "", "", "", ("", "Rose Cottage", "")), ("", "3", "ROSE COURT", "", ("3", "Rose Court", "")),
        ("", "3", "ROSE COURT", "12", ("3", "Rose Court", "12")), ("", "", "", "14", ("", "", "14")), ("", "2", "", "14", ("2", "", "14")),
    ],
)  # fmt: skip
def test_election_houses(project, name, house, sub, number, home):
    row = [
        "1003",
        name,
        house,
        "PR6 9NN",
        "100010362596",
        sub,
        number,
        "BABYLON LANE",
        "ADLINGTON",
        "CHORLEY",
        "LANCASHIRE",
        "YOUTH CENTRE",
    ]
    assert homes(project, IDOX, row) == [
        (*home, "Babylon Lane", "Adlington", "Chorley", "PR6 9NN", "100010362596")
    ]


@pytest.mark.parametrize(
    ("parts", "home"),
    [
        (["", "", "", "12", "A", "", ""], ("", "", "12A")), (["", "", "", "12", "", "14", ""], ("", "", "12-14")), (["2", "", "", "12", "", "", ""], ("2", "", "12")),
        (["", "", "FLAT 2B", "12", "", "", ""], ("Flat 2B", "", "12")), (["3", "B", "", "", "", "", "IVY HOUSE"], ("3B", "Ivy House", "")),
        (["", "", "GROUND FLOOR FLAT", "7.0", "", "", ""], ("Ground Floor Flat", "", "7")),
    ],
)  # fmt: skip
def test_land_and_property_gazetteer(project, parts, home):
    assert homes(project, LPI, ["200004072997", *parts, "MILL LANE", "", "WORKINGTON", "CA14 2AA"]) == [
        (*home, "Mill Lane", "", "Workington", "CA14 2AA", "200004072997")
    ]


def test_postal_address_file(project):
    row = ["1", "FLAT 2", "ROSE COURT", "12", "", "MILL LANE", "SALTERBECK", "WORKINGTON", "CA14 2AA"]
    assert homes(project, DPA, row) == [
        ("Flat 2", "Rose Court", "12", "Mill Lane", "Salterbeck", "Workington", "CA14 2AA", "1")
    ]


def test_a_door_beside_its_street(project):
    found = homes(
        project,
        ["PREMISES_REF", "ADDRESS", "STREET", "LOCALITY", "POSTCODE_DISTRICT"],
        ["KBFA", "FLAT 2, 7", "Admiral Street", "Hunslet", "LS11"],
        ["KBFB", "9 FAIRWAY COURT, 120", "Admiral Street", "Hunslet", "LS11"],
    )
    assert [home[:5] for home in found] == [
        ("Flat 2", "", "7", "Admiral Street", "Hunslet"),
        ("9", "Fairway Court", "120", "Admiral Street", "Hunslet"),
    ]


def test_a_whole_address_beside_its_street(project):
    found = homes(
        project, ["Address", "Street", "Town"], ["Flat 2, 14 Abbey Road, Oxford", "Abbey Road", "Oxford"]
    )
    assert [home[:4] for home in found] == [("Flat 2", "", "14", "Abbey Road")]


def test_a_number_within_the_street_column(project):
    found = homes(
        project,
        ["Flat", "Street", "Town"],
        ["", "14 Abbey Road", "Oxford"],
        ["Flat 2", "16 Abbey Road", "Oxford"],
    )
    assert [home[:4] for home in found] == [("", "", "14", "Abbey Road"), ("Flat 2", "", "16", "Abbey Road")]


@pytest.mark.parametrize(
    "heading", ["Postcode", "Post Code", "POST_CODE", "postcode ", "HousePostCode", "Postal code"]
)
def test_postcodes_by_many_headings(heading):
    assert guess_columns(["Number", "Street", heading])["postcode"] == [heading]


@pytest.mark.parametrize(
    "heading", ["POSTCODE_DISTRICT", "LSOA", "Polling Place Postcode", "Landlord postcode", "Case Number"]
)
def test_headings_that_are_not_the_homes(heading):
    assert heading not in [
        column for columns in guess_columns(["Number", "Street", heading]).values() for column in columns
    ]


def test_a_hamlet_stands_for_the_street_of_a_named_house(project):
    found = homes(
        project,
        ["Name", "Number", "Street", "Village", "Town", "Postcode"],
        ["Low Barn", "", "", "Whassett", "Milnthorpe", "LA7 7DN"],
    )
    assert found == [("", "Low Barn", "", "Whassett", "", "Milnthorpe", "LA7 7DN", "")]


def test_a_name_and_a_town_alone_are_refused(project):
    batch = stage(
        project,
        listing(
            ["The Bungalow, Workington", "a"],
            ["High Street, Workington", "b"],
            ["", "c"],
            headings=["Address", "Note"],
        ),
    )
    assert verdicts(batch) == {2: "refused", 3: "refused", 4: "refused"}
    assert [row.reason for row in Row.objects.of(batch)] == [
        "No street could be told from “The Bungalow, Workington”.",
        "No house number, name or flat could be told from “High Street, Workington”.",
        "The columns of the address are empty in this row.",
    ]


def test_too_long_for_an_address(project):
    batch = stage(project, listing(["1", "x" * 101, ""], headings=["Number", "Street", "Town"]))
    assert "longer than 100 characters" in Row.objects.of(batch).get().reason


def test_the_short_way_reads_as_the_long_way():
    """The commonest shapes are read by a shorter way: it must say what the whole reading says."""
    texts = [
        "14 Abbey Road Oxford OX2 0AE",
        "Flat 2 14 Abbey Road, Oxford, OX2 0AE",
        "40A Cowley Road",
        "Flat A, 196 Banbury Road Oxford",
        "12, St Clements, Oxford OX4 1AA",
        "Room 3 9 Mill Lane",
        "7 Harefields Oxford OX2 8NR",
    ]
    sample = [{"address": (text,)} for text in texts]
    reader = AddressReader(project=ProjectFactory(), mapping={"address": ["Address"]}, sample=sample)
    for text in texts:
        short, parts = reader._quick({"address": (text,)}, text), read_address(text, reader.towns)
        assert short, text
        assert short[0][:3] == (parts.flat, parts.name, parts.number), text
        assert short[1][:3] == (parts.street, parts.locality, parts.town), text
        assert short[2] == parts.postcode


@pytest.mark.parametrize(
    "parts",
    [
        ("Flat 2", "", "14", "Abbey Road", "OX2 0AE"),
        ("", "Rose Cottage", "", "St. Mary's Lane", ""),
        ("", "", "1", "1st Avenue", "CA14 2AA"),
    ],
)
def test_search_text_put_together_is_the_same(parts):
    assert search_of(*parts) == search_text(*parts)


def run(*arguments, **options):
    out = io.StringIO()
    call_command("import_addresses", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "homes.csv"
    path.write_text(
        listing(["1", "Mill Lane", "", "", ""], ["1", "Mill Lane", "", "", ""], ["", "", "", "", "5"])
    )
    return path


def test_the_command_prints_one_json_object_and_nothing_else(project, file):
    by = member(project).email
    said = json.loads(run(project.slug, str(file), json=True, by=by))
    assert said == {
        "read": 3,
        "new": 1,
        "unchanged": 0,
        "changed": 0,
        "duplicate": 1,
        "review": 0,
        "refused": 1,
    }
    assert not Household.objects.exists()
    assert json.loads(run(project.slug, str(file), str(file), json=True, merge=True, by=by))["read"] == 6
    assert Household.objects.count() == 1


def test_a_dry_run_keeps_nothing(project, file):
    run(project.slug, str(file), json=True, dry_run=True, by=member(project).email)
    assert not Batch.objects.exists()
    assert not Street.objects.exists()


def test_the_demonstrations_coordinator_imports_by_default(file):
    project = ProjectFactory(demonstration=True)
    coordinator = member(project)
    run(project.slug, str(file), merge=True)
    assert Batch.objects.get().merged_by == coordinator


def test_columns_named_on_the_command_line(project, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("a,b,c+d,e\n1,x,Mill Lane,y\n")
    by = member(project).email
    run(project.slug, str(path), "--mapping", "address=a+c+d", "--merge", by=by)
    assert Household.objects.values_list("number", "street__name").get() == ("1", "Mill Lane")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "nobody@demo.example"}, "may not import"), ({}, "Say who imports"), ({"mapping": [["street=Nowhere"]]}, "no column “Nowhere”"),
        ({"mapping": [["colour=Street"]]}, "is not a mapping"), ({"mapping": [["street="]]}, "No column holds"),
    ],
)  # fmt: skip
def test_refusals_of_the_command_are_sentences(project, file, options, said):
    by = member(project).email
    with pytest.raises(CommandError, match=said) as refused:
        run(project.slug, str(file), **({"by": by} if "mapping" in options else {}), **options)
    assert refused.value.returncode == 1


def test_no_such_project_or_file(project):
    with pytest.raises(CommandError, match="There is no project"):
        run("nowhere", "x.csv")
    with pytest.raises(CommandError, match="There is no file"):
        run(project.slug, "/nowhere/x.csv", by=member(project).email)
