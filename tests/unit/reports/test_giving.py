"""The award as data: valid against the standard's own schema, and refused in words while something is missing."""

import datetime
import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from reports import giving
from tests.factories.accounts import OrganisationFactory, ProjectFactory
from tests.house import ROOT

STANDARD = ROOT / "tests" / "data" / "360giving"
DAY = datetime.date(2021, 11, 24)
pytestmark = pytest.mark.django_db


DATES = FormatChecker()


@DATES.checks("date-time", raises=ValueError)
def a_moment(text):
    """A day and a time, with its zone; the checker's own needs another library."""
    return "T" in text and datetime.datetime.fromisoformat(text).tzinfo is not None


def validator():
    grant, package = (
        json.loads((STANDARD / f"360-giving-{name}.json").read_text())
        for name in ("schema", "package-schema")
    )
    asked = package["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resources(
        [(name, DRAFT202012.create_resource(grant)) for name in (asked, grant["$id"])]
    )
    return Draft202012Validator(package, registry=registry, format_checker=DATES)


def awarded(**more):
    details = {
        "award_pence": 311_358_00,
        "awarded_on": datetime.date(2021, 6, 3),
        "round": "Safer Streets Fund 2",
        **more,
    }
    return ProjectFactory(lead_body=OrganisationFactory(name="Example Commissioner’s Office"), **details)  # fmt: skip


def test_the_award_is_valid_against_the_standard():
    found = giving.package(awarded(), DAY)
    assert not list(validator().iter_errors(json.loads(json.dumps(found))))
    (grant,) = found["grants"]
    assert grant["amountAwarded"] == 311_358
    assert grant["fundingOrganization"][0]["name"] == "Home Office"
    assert grant["recipientOrganization"][0]["id"].endswith("org:example-commissioner-s-office")


def test_the_schema_would_notice():
    found = giving.package(awarded(), DAY)
    del found["grants"][0]["awardDate"]
    assert list(validator().iter_errors(found))


def test_what_is_missing_is_named():
    project = awarded(award_pence=None, awarded_on=None)
    with pytest.raises(giving.GivingRefused, match="Enter the award, the date of the award under Set up"):
        giving.package(project, DAY)
