"""Everything printed, against a register counted by hand."""

import datetime
import json

import pytest

from reports import paper
from reports.composition import compose
from saferstreets.common.periods import Period
from tests.unit.reports.conftest import on

SEPTEMBER = datetime.date(2021, 9, 30)
OCTOBER = datetime.date(2021, 10, 31)


@pytest.fixture
def september(counted):
    return compose(
        counted.project, Period(counted.project.starts_on, SEPTEMBER), {"summary": "All well.", "cctv": ""}
    )


@pytest.fixture
def october(counted):
    return compose(counted.project, Period(on(10, 1), OCTOBER), {})


def figures(composition):
    return {figure["id"]: figure for figure in composition["figures"]}


def test_figures_of_september_are_the_counted_ones(september):
    found = {key: figure["value"] for key, figure in figures(september).items()}
    expected = {"P01": 3, "P02": 2, "P03": 2, "P04": 1, "V01": 5, "V02": 4, "V03": 3, "R01": 10, "P05": 7}
    assert {key: found[key] for key in expected} == expected


def test_both_edge_days_count_and_the_day_after_does_not(counted):
    composition = compose(counted.project, Period(on(9, 6), SEPTEMBER), {})
    assert figures(composition)["P01"]["value"] == 3
    assert figures(compose(counted.project, Period(on(9, 7), on(9, 29)), {}))["P01"]["value"] == 1


def test_a_count_about_people_leaves_rounded(september):
    refused = figures(september)["V04"]
    assert refused["value"] is None
    assert refused["words"] == "fewer than 5"


def test_october_prints_the_period_and_the_whole(october):
    packs = figures(october)["P01"]
    assert (packs["value"], packs["since_start"]) == (2, 5)
    assert october["headline"][0]["under"] == "in all, 2 this period"


def test_targets_have_memory(september):
    packs, hardening = september["targets"]
    assert (packs["baseline"], packs["current"], packs["actual"]) == (100, 100, 2)
    assert (hardening["baseline"], hardening["current"], hardening["actual"]) == (150, 100, None)
    assert hardening["actual_words"] == "Not counted yet"
    assert hardening["history"] == [
        "150 homes (The bid; as proposed)",
        "100 homes (September update; no approval recorded)",
    ]
    assert any("Nobody’s approval is recorded" in sentence for sentence in september["decisions"])


def test_a_revision_stated_later_is_not_known_yet(counted):
    composition = compose(counted.project, Period(counted.project.starts_on, on(9, 5)), {})
    assert composition["targets"][1]["current"] == 150
    assert composition["agreements"] == []


def test_bodies_have_the_names_of_the_day(september, october):
    assert september["project"]["lead_body"] == "Old Council" == september["agreements"][0]["body"]
    assert october["project"]["lead_body"] == "New Council" == october["agreements"][0]["body"]


def test_only_what_was_recorded_by_the_day_is_told(september, october):
    assert september["milestones"]["cctv"] == {"done": [], "ahead": []}
    assert [step["title"] for step in october["milestones"]["cctv"]["ahead"]] == ["Told only in October"]
    assert september["milestones"]["lighting"]["done"] == [
        {"title": "Lamps chosen", "when": "by September 2021", "late": False}
    ]
    assert september["milestones"]["lighting"]["ahead"] == [
        {"title": "Works begin", "when": "October/November", "late": False}
    ]


def test_the_pack_is_the_one_of_the_day(september, october):
    assert september["pack"]["contents"] == ["Marking kit", "Pens (2)"]
    assert october["pack"]["contents"] == ["Marking kit, second edition"]


def test_pace_counts_from_the_first_post(september):
    pace = september["pace"]
    assert (pace["from"], pace["expected"], pace["actual"], pace["behind"]) == ("2021-09-06", 13, 2, 11)
    assert pace["needed"] == "0.8"
    assert september["months"] == [
        {
            "label": "Sep",
            "under": "2021",
            "month": "September 2021",
            "start": "2021-09-01",
            "packs": 3,
            "visits": 5,
            "mark": 13,
        }
    ]


def test_equal_posts_are_one_row(september):
    (post,) = september["posts"]
    assert (post["number"], post["state"]) == (2, "In post since 6 September 2021")


def test_a_period_that_runs_on_says_so_and_claims_no_future_month(counted):
    composition = compose(counted.project, Period(counted.project.starts_on, datetime.date(2022, 3, 31)), {})
    assert (
        composition["opening"][0]
        == "The period has not ended: figures count what was recorded by 24 November 2021."
    )
    assert composition["months"][-1]["month"] == "November 2021"
    assert composition["pace"]["day"] == "24 November 2021"


def test_empty_words_are_left_out(september):
    assert september["narrative"] == {"summary": "All well."}


def test_it_is_plain_data(september):
    assert json.loads(json.dumps(september)) == september


def test_what_the_fonts_lack_is_replaced_where_it_can_be_seen(counted):
    composition = compose(
        counted.project, Period(counted.project.starts_on, SEPTEMBER), {"summary": "Ŵ e\u0301 \u2011 中"}
    )
    assert composition["narrative"]["summary"] == "Ŵ é - ?"


def test_an_empty_project_composes(london, db):
    from tests.factories.accounts import ProjectFactory

    project = ProjectFactory()
    composition = compose(project, Period(project.starts_on, SEPTEMBER), {})
    assert composition["pace"] is None
    assert composition["months"] == []
    assert "<h1" in paper.document(composition, paper.working_copy(composition))


def test_queries_do_not_grow_with_the_register(counted, django_assert_max_num_queries):
    period = Period(counted.project.starts_on, SEPTEMBER)
    with django_assert_max_num_queries(90):
        compose(counted.project, period, {})


def test_the_data_door_keeps_its_shape(september):
    data = paper.as_data(september)
    assert set(data) == {
        "project",
        "period",
        "demonstration",
        "figures",
        "restated",
        "targets",
        "recorded_crime",
    }
    assert data["recorded_crime"] is None
    assert set(data["figures"][0]) == {
        "id",
        "label",
        "value",
        "unit",
        "as_at",
        "definition",
        "words",
        "since_start",
    }
    assert data["targets"][1] == {
        "deliverable": "Target hardening", "figure": None, "baseline": 150, "current": 100, "agreed_by": None, "agreed_on": None, "actual": None,
    }  # fmt: skip
    assert data["demonstration"] == "Demonstration: household figures are invented"
