"""From a bare scheme to one that somebody looks after, and everything that is refused on the way."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.actions import add_organisation
from accounts.models import AuditEvent
from evidence.rules import DocumentRefused
from grants.models import Asset, Duty
from lighting import actions, rules
from lighting.choices import EvidenceKind, GateState, PlaceKind, SchemeKind
from lighting.models import Column, Work, WorkForecast
from lighting.rules import LightingRefused
from saferstreets.common.stages import StageRefused
from tests.factories import lighting as make
from tests.factories.accounts import ProjectFactory, UserFactory, member

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = make.TODAY


@pytest.fixture
def by():
    return member(ProjectFactory())


@pytest.fixture
def project(by):
    return by.memberships.get().project


@pytest.fixture
def street_scheme(project, by):
    return make.make_scheme(project, by)


@pytest.fixture
def park(project, by):
    return make.make_scheme(project, by, SchemeKind.NEW, name="Park")


def test_the_area_is_kept_as_the_paper_gives_it(project, by):
    words = "in the areas defined between:\nClay Street\nYork Street"
    scheme = actions.add_scheme(
        project=project, name="Streets", kind=SchemeKind.UPGRADE, boundary=words, by=by,
        places=[(PlaceKind.BOUNDARY, "Clay Street"), (PlaceKind.BOUNDARY, "York Street"), (PlaceKind.ACCESS, "Access point 1 of 1")],
    )  # fmt: skip
    assert scheme.boundary == words
    assert [place.name for place in scheme.places.all()] == [
        "Clay Street",
        "York Street",
        "Access point 1 of 1",
    ]
    assert not scheme.columns.exists(), "how many lamps there are is entered, never assumed"
    assert not scheme.gates.exists()
    with pytest.raises(LightingRefused, match="already"):
        make.make_scheme(project, by, name="Streets")
    with pytest.raises(LightingRefused, match="range"):
        make.make_scheme(project, by, name="Other", life_from_years=25, life_to_years=20)


def test_the_park_waits_for_ecology_land_and_wayleave_and_its_lights_for_the_supply(park, by):
    make.make_column(park, by)
    for stage in (rules.SURVEYED, rules.DESIGNED, rules.ORDERED):
        actions.reach_stage(scheme_id=park.pk, stage=stage, on=make.STARTED_ON, by=by)
    with pytest.raises(StageRefused, match="ecology.*landowner.*wayleave"):
        actions.reach_stage(scheme_id=park.pk, stage=rules.STARTED, on=make.STARTED_ON, by=by)
    for gate in park.gates.exclude(kind="supply"):
        actions.decide_gate(
            gate_id=gate.pk, state=GateState.NOT_NEEDED, decided_on=make.STARTED_ON, note="Said so", by=by
        )
    actions.reach_stage(scheme_id=park.pk, stage=rules.STARTED, on=make.STARTED_ON, by=by)
    with pytest.raises(LightingRefused, match="new electricity supply"):
        actions.record_lights_on(scheme_id=park.pk, on=make.LIT_ON, by=by)
    supply = park.gates.get(kind="supply")
    actions.decide_gate(
        gate_id=supply.pk,
        state=GateState.SETTLED,
        decided_on=make.LIT_ON,
        note="Connected",
        by=by,
        content=b"%PDF-1.4",
    )
    assert actions.record_lights_on(scheme_id=park.pk, on=make.LIT_ON, by=by) == 1
    with pytest.raises(LightingRefused, match="was decided"):
        actions.decide_gate(
            gate_id=supply.pk, state=GateState.SETTLED, decided_on=make.LIT_ON, note="Again", by=by
        )


def test_a_plan_stands_and_every_forecast_is_kept(street_scheme, by):
    def forecast(on, **why):
        actions.forecast_stage(scheme_id=street_scheme.pk, stage=rules.STARTED, forecast_on=on, by=by, **why)

    actions.plan_stage(
        scheme_id=street_scheme.pk,
        stage=rules.STARTED,
        planned_on=D(2021, 11, 30),
        planned_words="October/November",
        by=by,
    )
    with pytest.raises(LightingRefused, match="stands"):
        actions.plan_stage(scheme_id=street_scheme.pk, stage=rules.STARTED, planned_on=D(2022, 1, 31), by=by)
    with pytest.raises(StageRefused, match="does not fit"):
        actions.plan_stage(
            scheme_id=street_scheme.pk, stage=rules.ENERGISED, planned_on=D(2021, 10, 1), by=by
        )
    with pytest.raises(StageRefused, match="leading factor"):
        forecast(D(2021, 12, 10))
    forecast(D(2021, 12, 10), factor="contractor")
    forecast(D(2022, 1, 14), factor="materials", why="Lanterns")
    work = Work.objects.get()
    assert (work.planned_words, work.forecast_on, work.factor) == (
        "October/November",
        D(2022, 1, 14),
        "materials",
    )
    assert [(one.forecast_on, one.factor) for one in work.forecasts.all()] == [
        (D(2021, 12, 10), "contractor"),
        (D(2022, 1, 14), "materials"),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkForecast.objects.update(forecast_on=D(2021, 11, 30))


def test_the_database_too_asks_for_the_factor_of_a_delay(street_scheme):
    late = {"project_id": street_scheme.project_id, "scheme": street_scheme, "planned_on": D(2021, 11, 1)}
    for more in ({"actual_on": D(2021, 11, 2)}, {"forecast_on": D(2021, 11, 2)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Work.objects.create(stage="survey", **late, **more)


def test_lights_go_on_street_by_street_and_the_stage_follows_the_last_column(street_scheme, by):
    for number, street in (("1", "Clay Street"), ("2", "Clay Street"), ("1", "York Street")):
        make.make_column(street_scheme, by, number, street)
    with pytest.raises(LightingRefused, match="not started"):
        actions.record_lights_on(scheme_id=street_scheme.pk, on=make.LIT_ON, by=by)
    make.start(street_scheme, by)
    assert (
        actions.record_lights_on(
            scheme_id=street_scheme.pk, on=D(2021, 11, 3), street_key="clay street", milliwatts=36_000, by=by
        )
        == 2
    )
    actions.reach_stage(scheme_id=street_scheme.pk, stage=rules.INSTALLED, on=D(2021, 11, 2), by=by)
    with pytest.raises(LightingRefused, match="1 column is not energised"):
        actions.reach_stage(scheme_id=street_scheme.pk, stage=rules.ENERGISED, by=by)
    for on, why in ((D(2021, 10, 1), "works started"), (D(2021, 11, 25), "future")):
        with pytest.raises(LightingRefused, match=why):
            actions.record_lights_on(scheme_id=street_scheme.pk, on=on, by=by)
    actions.record_lights_on(scheme_id=street_scheme.pk, on=D(2021, 11, 10), by=by)
    with pytest.raises(LightingRefused, match="is dark"):
        actions.record_lights_on(scheme_id=street_scheme.pk, on=D(2021, 11, 11), by=by)
    actions.reach_stage(scheme_id=street_scheme.pk, stage=rules.ENERGISED, by=by)
    assert Work.objects.get(stage=rules.ENERGISED).actual_on == D(2021, 11, 10)
    days = list(Column.objects.of(street_scheme).values_list("energised_on", "after_milliwatts"))
    assert days == [(D(2021, 11, 3), 36_000), (D(2021, 11, 3), 36_000), (D(2021, 11, 10), None)]
    one = Column.objects.get(street_key="york street")
    with pytest.raises(LightingRefused, match="contradicts"):
        actions.correct_lights_on(column_id=one.pk, on=None, by=by)
    actions.correct_lights_on(column_id=one.pk, on=D(2021, 11, 9), by=by)


def test_handed_over_once_tested_with_one_asset_and_one_duty(street_scheme, project, by):
    cumberland = add_organisation(by=by, name="Cumberland Council")
    county = add_organisation(
        by=by, name="Cumbria County Council", ended_on=D(2023, 3, 31), successor=cumberland
    )
    make.make_column(street_scheme, by)
    make.light(street_scheme, by)
    with pytest.raises(LightingRefused, match="certificate"):
        actions.reach_stage(scheme_id=street_scheme.pk, stage=rules.TESTED, on=make.TODAY, by=by)
    make.certify(street_scheme, by)
    handing = {"scheme_id": street_scheme.pk, "on": make.TODAY, "next_review_on": D(2023, 4, 3), "by": by}
    with pytest.raises(LightingRefused, match="who looks after"):
        actions.hand_over(**handing)
    actions.change_scheme(scheme_id=street_scheme.pk, owner="cumbria county council", by=by)
    with pytest.raises(LightingRefused, match="later than the handover"):
        actions.hand_over(**{**handing, "next_review_on": make.TODAY})
    actions.hand_over(**handing)
    duty, asset = Duty.objects.get(), Asset.objects.get()
    assert (duty.body, duty.least_years, duty.most_years, duty.asset, duty.next_review_on) == (
        county,
        20,
        25,
        asset,
        D(2023, 4, 3),
    )
    assert [duty.holder_name(day) for day in (D(2023, 3, 31), D(2023, 4, 1), D(2041, 12, 31))] == [
        "Cumbria County Council",
        "Cumberland Council",
        "Cumberland Council",
    ]
    assert "1 lamp columns" in asset.description
    with pytest.raises(StageRefused, match="Every stage"):
        actions.hand_over(**handing)
    with pytest.raises(LightingRefused, match="closed"):
        make.make_column(street_scheme, by, number="9")


def test_evidence_loses_place_and_camera_and_a_level_belongs_to_a_column(street_scheme, by):
    column = make.make_column(street_scheme, by)
    give = {"scheme_id": street_scheme.pk, "happened_on": make.TODAY, "by": by}
    photo = actions.add_evidence(kind=EvidenceKind.NIGHT, content=make.picture(), column=column, **give)
    kept = photo.document.file.read()
    assert b"Camera maker" in make.picture()
    assert b"Camera maker" not in kept
    assert b"Exif" not in kept
    level = actions.add_evidence(kind=EvidenceKind.LUX, lux_tenths=75, column=column, **give)
    assert level.lux == "7.5 lux"
    for wrong, why in (
        ({"kind": EvidenceKind.LUX, "lux_tenths": 75}, "column"), ({"kind": EvidenceKind.NIGHT}, "Choose the file"),
        ({"kind": EvidenceKind.NIGHT, "content": make.picture(), "happened_on": D(2021, 11, 25)}, "future"),
    ):  # fmt: skip
        with pytest.raises(LightingRefused, match=why):
            actions.add_evidence(**{**give, **wrong})
    with pytest.raises(DocumentRefused, match="has to be a picture"):
        actions.add_evidence(kind=EvidenceKind.NIGHT, content=b"%PDF-1.4", **give)


def test_the_supplys_month_opens_again_when_a_column_is_added_to_it(street_scheme, by):
    make.make_column(street_scheme, by)
    make.make_column(street_scheme, by, number="2")
    make.start(street_scheme, by)
    only = [Column.objects.order_by("pk").first().pk]
    actions.record_lights_on(scheme_id=street_scheme.pk, on=D(2021, 10, 20), column_ids=only, by=by)
    tell = {"scheme_id": street_scheme.pk, "month_on": D(2021, 10, 1), "told_on": make.TODAY, "by": by}
    for wrong, why in (
        ({"told_on": D(2021, 11, 25)}, "future"),
        ({"told_on": D(2021, 9, 30)}, "before"),
        ({"month_on": D(2021, 11, 1)}, "No column"),
    ):
        with pytest.raises(LightingRefused, match=why):
            actions.tell_operator(**{**tell, **wrong})
    assert actions.tell_operator(**tell).columns == 1
    with pytest.raises(LightingRefused, match="nothing has changed"):
        actions.tell_operator(**tell)
    actions.record_lights_on(scheme_id=street_scheme.pk, on=D(2021, 10, 21), by=by)
    assert actions.tell_operator(**tell).columns == 2


def test_columns_are_entered_once_and_released_only_while_dark(street_scheme, by):
    column = make.make_column(street_scheme, by, "7", asset_id="A-1")
    for again, why in (
        ({"number": "07"}, "column 07"),
        ({"number": "8", "asset_id": "a1"}, "asset number"),
        ({"number": "9", "easting": 299_912}, "together"),
    ):
        with pytest.raises(LightingRefused, match=why):
            make.make_column(street_scheme, by, **again)
    with pytest.raises(LightingRefused, match="street"):
        make.make_column(street_scheme, by, "10", street="")
    actions.release_column(column_id=column.pk, by=by)
    assert actions.take_columns(scheme_id=street_scheme.pk, street_keys=["clay street"], by=by) == 1
    with pytest.raises(LightingRefused, match="No free column"):
        actions.take_columns(scheme_id=street_scheme.pk, street_keys=["clay street"], by=by)
    make.start(street_scheme, by)
    actions.record_lights_on(scheme_id=street_scheme.pk, on=make.LIT_ON, by=by)
    with pytest.raises(LightingRefused, match="stays"):
        actions.release_column(column_id=column.pk, by=by)


def test_where_no_light_was_the_lists_lantern_is_the_new_one(park, by, project):
    Column.objects.create(
        project=project,
        street_name="Vulcan Park",
        street_key="vulcan park",
        before_milliwatts=18_000,
        before_source="LED",
    )
    actions.take_columns(scheme_id=park.pk, street_keys=["vulcan park"], by=by)
    column = Column.objects.get()
    assert (column.before_milliwatts, column.before_source, column.after_milliwatts, column.after_source) == (
        None,
        "",
        18_000,
        "LED",
    )


def test_only_a_works_partner_of_the_project_is_let_in(street_scheme, by):
    with pytest.raises(LightingRefused, match="works partner"):
        actions.add_partner(scheme_id=street_scheme.pk, user=UserFactory(), by=by)
    user = make.partner_of(street_scheme, by)
    with pytest.raises(LightingRefused, match="already"):
        actions.add_partner(scheme_id=street_scheme.pk, user=user, by=by)
    actions.end_partner(partner_id=street_scheme.partners.get().pk, by=by)
    actions.add_partner(scheme_id=street_scheme.pk, user=user, by=by)
    assert street_scheme.partners.current().count() == 1


def test_every_action_writes_one_event_and_a_refusal_none(street_scheme, by):
    before = AuditEvent.objects.count()
    make.make_column(street_scheme, by)
    assert AuditEvent.objects.count() == before + 1
    with pytest.raises(LightingRefused):
        make.make_column(street_scheme, by)
    with pytest.raises(StageRefused):
        actions.reach_stage(scheme_id=street_scheme.pk, stage=rules.DESIGNED, on=make.TODAY, by=by)
    assert AuditEvent.objects.count() == before + 1
