"""The words follow the numbers, and never say more than they do."""

import datetime
import math

import pytest

from households.actions import add_area
from households.map.geometry import METRES_A_DEGREE, areas
from outcomes import crime_page
from outcomes.choices import Direction
from outcomes.counting import Asked
from tests.factories.accounts import ProjectFactory, member
from tests.factories.outcomes import hold, street_file

pytestmark = pytest.mark.django_db
D = datetime.date
REST = {"lsoa": "E01019078", "lsoa_name": "Allerdale 007A", "longitude": "-3.500000", "latitude": "54.700000"}
SEPTEMBER, BEFORE = D(2021, 9, 1), D(2020, 9, 1)


@pytest.fixture
def project():
    project = ProjectFactory()
    codes = [("E01019120", "2011", True), ("E01019121", "2011", True)]
    add_area(project=project, name="Central", by=member(project), lsoas=codes)
    add_area(project=project, name="South", by=member(project), lsoas=codes)
    return project


@pytest.fixture
def recorded(project, tmp_path):
    """recorded("2021-09", here, rest): hold a month with so many burglaries in the areas and in the rest of the district."""
    by = member(project)

    def record(month, here, rest=0, **details):
        rows = [(here, {"month": month} | details), (rest, REST | {"month": month} | details)]
        return hold(project, by, street_file(tmp_path, *rows, name=f"{month}-street.csv"))

    return record


def told(project, first=SEPTEMBER, last=SEPTEMBER, kind="Burglary", years=1):
    return crime_page.tell(project, Asked(kind, first, last, years))


def test_eight_after_four_is_not_distinguishable(project, recorded):
    recorded("2020-09", 4, 40)
    recorded("2021-09", 8, 40)
    page = told(project)
    assert (page["counted"].now, page["counted"].before, page["direction"]) == (8, 4, Direction.SAME)
    assert "8 in the 1 month that can be compared, 4 in the same 1 month a year before" in page["comparison"]
    assert "not distinguishable from no change" in page["comparison"]
    assert "not distinguishable from the same change" in page["against_rest"]
    assert "went from 40 to 40" in page["against_rest"]


@pytest.mark.parametrize(("now", "before", "word"), [(80, 40, "higher"), (40, 80, "lower")])
def test_what_chance_does_not_explain_is_said_with_its_range(project, recorded, now, before, word):
    recorded("2020-09", before, 100)
    recorded("2021-09", now, 100)
    page = told(project)
    assert f"{word} by more than chance alone explains (95% range" in page["comparison"]
    assert "does not say why" in page["comparison"]
    assert "changed otherwise than the rest" in page["against_rest"]


def test_without_the_month_a_year_before_nothing_is_compared(project, recorded):
    recorded("2021-09", 8)
    page = told(project)
    assert page["comparison"] == "The same months a year before: no comparable month held."
    assert (page["direction"], page["against_rest"]) == (Direction.NONE, "")


def test_only_months_held_in_both_years_are_compared(project, recorded):
    for month, here in (("2020-09", 1), ("2020-10", 2), ("2021-09", 4), ("2021-11", 8)):
        recorded(month, here)
    page = told(project, last=D(2021, 11, 1))
    assert (page["counted"].now, page["counted"].before, page["counted"].area.count) == (4, 1, 12)
    assert "Not held, and not counted as nothing: October 2021" in page["missing"]
    assert [bar.height == "" for bar in page["chart"].bars] == [False, True, False]
    assert "October 2021 not held" in page["chart"].title


def test_a_month_without_crime_is_held_and_not_a_gap(project, recorded):
    recorded("2020-09", 1, 5)
    recorded("2021-09", 0, 5)
    page = told(project)
    assert (page["counted"].months, page["missing"]) == ({SEPTEMBER: 0}, "")


@pytest.mark.parametrize(("after", "words"), [("2017-04", "April 2017"), ("2023-04", "April 2023")])
def test_across_a_change_in_definition_burglary_is_not_compared(project, recorded, after, words):
    year = int(after[:4])
    for month in (f"{year - 1}-05", f"{year}-03", after, f"{year}-05"):
        recorded(month, 3)
    page = told(project, D(year, 3, 1), D(year, 5, 1))
    assert page["direction"] == Direction.BREAK
    assert words in page["comparison"]
    ((_x, drawn),) = page["chart"].breaks
    assert words in drawn
    other = told(project, D(year, 3, 1), D(year, 5, 1), kind="Vehicle crime")
    assert (other["direction"], other["chart"].breaks) == (Direction.SAME, [])


def test_rates_are_for_every_thousand_with_their_range(project, recorded):
    """1,848 households in the two areas: 40 burglaries are 21.6 for every 1,000, from 15.5 to 29.5."""
    recorded("2021-09", 40)
    assert told(project)["rate"] == "21.6 for every 1,000 households in 1 month (95% range 15.5 to 29.5)"
    assert told(project)["range"][0] == "28 to 55"
    assert "residents" in told(project, kind="all")["rate"]


def test_an_area_whose_people_nobody_counted_has_a_count_and_no_rate(project, recorded, tmp_path):
    add_area(project=project, name="Elsewhere", by=member(project), lsoas=[("E01099999", "2011", False)])
    recorded("2021-09", 3)
    page = told(project)
    assert page["counted"].area.count == 3
    assert page["rate"].startswith("No rate")


def test_a_neighbouring_force_alone_holds_no_month_of_ours(project, recorded):
    recorded("2021-09", 3)
    recorded("2021-10", 0, 4, force="Lancashire Constabulary")
    assert told(project, last=D(2021, 10, 1))["counted"].missing == [D(2021, 10, 1)]


def test_the_mixed_kind_is_never_called_otherwise(project, recorded):
    recorded("2021-09", 3)
    page = told(project)
    assert page["kind"] == "Burglary (homes and businesses together)"
    words = str({name: page[name] for name in ("kind", "comparison", "rate", "notes", "chart", "missing")})
    assert "residential" not in words.casefold()


def test_bands_are_counted_outward_from_the_outline(project, tmp_path):
    """One crime inside; one about 200, 400 and 700 m east of the easternmost corner; one far out; one without a point."""
    rings = [ring for area in areas({"E01019120", "E01019121"})[0] for ring in area]
    east, north = max((point for ring in rings for point in ring), key=lambda point: point[0])
    degree = METRES_A_DEGREE * math.cos(math.radians(north))
    points = [
        {"longitude": f"{east + metres / degree:.6f}", "latitude": f"{north:.6f}"}
        for metres in (200, 400, 700, 5000)
    ]
    nowhere = {"longitude": "", "latitude": ""}
    hold(
        project,
        member(project),
        street_file(tmp_path, {}, *(REST | point for point in points), REST | nowhere),
    )
    found = [(band.words, band.all) for band in told(project)["bands"]]
    assert found == [
        ("In the areas", 1), ("0 to 250 m around them", 1), ("250 to 500 m around them", 1), ("500 to 750 m around them", 1),
    ]  # fmt: skip
