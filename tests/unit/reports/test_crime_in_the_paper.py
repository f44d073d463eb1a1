"""Recorded crime in the update: printed where a month is held, in the words of its own page, frozen with the paper."""

import datetime

import pytest

from households.actions import add_area
from reports import paper
from reports.composition import compose
from reports.models import Update
from saferstreets.common.periods import Period
from tests.factories import reports as made
from tests.factories.outcomes import hold, street_file
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db
CODE = "E01019121"


def composed(project, last=made.SEPTEMBER):
    return compose(project, Period(project.starts_on, last), {})


@pytest.fixture
def areas(counted):
    add_area(project=counted.project, name="South", by=counted.writer, lsoas=[(CODE, "2011", True)])
    return counted


@pytest.fixture
def recorded(areas, tmp_path):
    """Burglaries of the area by month, beside one for each of another area of the same district."""

    def record(month, count):
        rows = [
            (count, {"month": month, "lsoa": CODE}),
            (1, {"month": month, "lsoa": "E01019078", "lsoa_name": "Allerdale 007A"}),
        ]
        hold(areas.project, areas.writer, street_file(tmp_path, *rows, name=f"{month}-street.csv"))

    return record


def test_without_a_month_held_nothing_is_said(areas):
    composition = composed(areas.project)
    assert composition["crime"] is None
    html = paper.document(composition, paper.working_copy(composition))
    assert "Recorded crime" not in html


def test_the_words_follow_the_numbers(areas, recorded):
    for month, count in (("2020-08", 4), ("2021-08", 8), ("2021-09", 3), ("2021-10", 50)):
        recorded(month, count)
    crime = composed(areas.project)["crime"]
    assert (crime["count"], crime["range"]) == ("11", "5 to 20")
    assert [count for _, count in crime["months"]] == [
        None,
        None,
        8,
        3,
    ]  # June and July are not held, October comes later
    assert "2 of the 4 months are held" in crime["missing"]
    assert "8 in the 1 month that can be compared, 4 in the same 1 month a year before" in crime["comparison"]
    assert "not distinguishable from no change" in crime["comparison"]
    assert "residential" not in str(crime)
    assert [(row["where"], row["count"], row["now"], row["before"]) for row in crime["rows"]] == [
        ("The project’s areas", "11", "8", "4"),
        ("The rest of Allerdale", "2", "1", "1"),
    ]
    data = paper.as_data(composed(areas.project))["recorded_crime"]
    assert data["months"] == {"2021-06": None, "2021-07": None, "2021-08": 8, "2021-09": 3}


def test_it_stands_in_page_and_contents_with_its_definition(areas, recorded):
    recorded("2021-09", 3)
    composition = composed(areas.project)
    html = paper.document(composition, paper.working_copy(composition))
    assert '<a href="#crime">Recorded crime</a>' in html
    assert (
        "<title>Burglary (homes and businesses together) recorded in the project’s areas, month by month: June 2021 not held"
        in html
    )
    assert "no comparable month held" in html
    assert f"for the statistical areas {CODE}, as held on 24 November 2021" in html
    assert "A dotted line is a month that is not held" in html


def test_it_is_frozen_with_the_paper(areas, recorded, monkeypatch):
    for drawing in ("as_pdf", "as_large_print"):
        monkeypatch.setattr(f"reports.paper.{drawing}", lambda html: b"%PDF")
    recorded("2021-09", 3)
    issued = made.issued(areas.project, areas.writer, areas.certifier)
    recorded("2021-08", 9)
    kept = Update.objects.get(pk=issued.pk)
    assert kept.frozen["crime"]["count"] == "3"
    assert composed(areas.project)["crime"]["count"] == "12"
    assert paper.document(kept.frozen, paper.issued(kept.frozen, kept.issued_at)) == kept.html


def test_a_paper_of_an_earlier_shape_prints_without_it(counted):
    composition = composed(counted.project)
    del composition["crime"]
    assert "Recorded crime" not in paper.document(composition, paper.working_copy(composition))
    assert paper.as_data(composition)["recorded_crime"] is None


def test_a_paper_dated_before_its_last_day_counts_months_that_are_over(areas, recorded):
    recorded("2021-11", 5)
    crime = compose(
        areas.project, Period(areas.project.starts_on, on(12, 31)), {}, datetime.date(2021, 11, 24)
    )["crime"]
    assert crime is None
