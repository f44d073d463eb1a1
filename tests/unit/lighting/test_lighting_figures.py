"""Every figure of the lights against a register counted by hand, with its edge days."""

import datetime

import pytest

from lighting import actions, rules
from lighting.choices import EvidenceKind
from lighting.models import Column
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories import lighting as make
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
NOVEMBER = Period(D(2021, 11, 1), D(2021, 11, 30))
UNTIL_NOW = Period(D(2021, 6, 3), D(2021, 12, 31))


@pytest.fixture
def project(settings):
    """Clay Street: lit 31 October, 1 and 30 November. York Street: lit 1 December, and one dark. One of the inventory, in no scheme."""
    settings.DEMONSTRATION_TODAY = D(2022, 1, 31)
    project = ProjectFactory()
    by = project.by = member(project)
    project.clay, project.york = (
        StreetFactory(project=project, name=name) for name in ("Clay Street", "York Street")
    )
    project.scheme = scheme = make.make_scheme(project, by)
    days = [("1", "Clay Street", D(2021, 10, 31)), ("2", "Clay Street", D(2021, 11, 1)), ("3", "Clay Street", D(2021, 11, 30)),
            ("1", "York Street", D(2021, 12, 1)), ("2", "York Street", None)]  # fmt: skip
    columns = [
        make.make_column(scheme, by, number, street, before_milliwatts=90_500) for number, street, _ in days
    ]
    make.start(scheme, by)
    for column, (_, _, on) in zip(columns, days, strict=True):
        if on:
            actions.record_lights_on(scheme_id=scheme.pk, on=on, column_ids=[column.pk], by=by)
    actions.change_column(column_id=columns[1].pk, after_milliwatts=36_000, by=by)
    actions.change_column(column_id=columns[2].pk, after_milliwatts=30_700, by=by)
    Column.objects.create(project=project, street_name="Elsewhere", street_key="elsewhere")
    for what, on in (
        (EvidenceKind.NIGHT, D(2021, 11, 30)),
        (EvidenceKind.NIGHT, D(2021, 12, 1)),
        (EvidenceKind.BEFORE, D(2021, 11, 2)),
    ):
        actions.add_evidence(
            scheme_id=scheme.pk, column=columns[2], kind=what, happened_on=on, content=make.picture(), by=by
        )
    actions.add_evidence(
        scheme_id=scheme.pk,
        kind=EvidenceKind.CERTIFICATE,
        happened_on=D(2021, 11, 30),
        content=b"%PDF-1.4",
        by=by,
    )
    return project


@pytest.mark.parametrize(
    ("figure", "november", "until_now"),
    [
        ("L01", 2, 4),
        ("L02", 0, 0),
        (
            "L03",
            2,
            1,
        ),  # dark on 30 November: York Street 1 (lit the next day) and 2; in the end only the second
        ("L04", 1, 2),
        ("L05", 114, 114),  # 54.5 W and 59.8 W: 114.3 W, cut; the other two have no wattage after
        (
            "L06",
            1,
            1,
        ),  # one column, however many pieces; not the photograph before, not the scheme's certificate
        (
            "L07",
            1,
            3,
        ),  # October’s clock ends with 30 November, November’s with 31 December; December’s is running
    ],
)
def test_counted_by_hand(project, figure, november, until_now):
    assert figures.value(figure, project, NOVEMBER) == november
    assert figures.value(figure, project, UNTIL_NOW) == until_now
    assert figures.value(figure, ProjectFactory(), UNTIL_NOW) == 0


def test_the_dose_of_a_street_is_counted_by_street(project):
    assert figures.by("L01", project, NOVEMBER, "street") == {project.clay.pk: 2}
    assert figures.by("L01", project, UNTIL_NOW, "street") == {project.clay.pk: 3, project.york.pk: 1}
    assert figures.by("L07", project, UNTIL_NOW, "street") == {project.clay.pk: 3}


def test_a_notice_given_in_time_takes_its_whole_month_off(project):
    actions.tell_operator(
        scheme_id=project.scheme.pk, month_on=D(2021, 11, 1), told_on=D(2021, 12, 31), by=project.by
    )
    assert figures.value("L07", project, UNTIL_NOW) == 1
    assert figures.value("L07", project, Period(D(2021, 6, 3), D(2021, 12, 30))) == 1, (
        "October’s, and November’s has not run out"
    )


def test_a_scheme_counts_on_the_day_it_is_handed_over(project):
    scheme, by = project.scheme, project.by
    actions.record_lights_on(scheme_id=scheme.pk, on=D(2021, 12, 1), by=by)
    for stage in (rules.INSTALLED, rules.ENERGISED):
        actions.reach_stage(scheme_id=scheme.pk, stage=stage, on=D(2021, 12, 1), by=by)
    actions.reach_stage(scheme_id=scheme.pk, stage=rules.TESTED, on=D(2021, 12, 31), by=by)
    actions.change_scheme(scheme_id=scheme.pk, owner="Example county", by=by)
    actions.hand_over(scheme_id=scheme.pk, on=D(2021, 12, 31), next_review_on=D(2023, 1, 1), by=by)
    assert figures.value("L02", project, UNTIL_NOW) == 1
    assert figures.value("L02", project, Period(D(2022, 1, 1), D(2022, 1, 31))) == 0
