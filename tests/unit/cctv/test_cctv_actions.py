"""Writes about schemes, cameras, the pack and requests: what they refuse, and what they leave behind."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from cctv import actions
from cctv.choices import PaperKind, Said, SchemeKind
from cctv.models import Camera, ComplianceItem, ImageRequest, SchemePaper, Work
from cctv.rules import CctvRefused
from evidence.models import Document
from evidence.rules import DocumentRefused
from grants.models import Asset, Duty
from saferstreets.common.stages import StageRefused
from saferstreets.common.workflow import MoveRefused
from tests.factories import cctv as make
from tests.factories.accounts import ProjectFactory, UserFactory, member

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY, settings.MEDIA_ROOT = make.TODAY, tmp_path


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by():
    return UserFactory()


def go_live(scheme, by, on=make.TODAY):
    return actions.record_stage(scheme_id=scheme.pk, stage="live", said=Said.REACHED, on=on, by=by)


def test_a_scheme_goes_live_only_with_cameras_and_a_complete_pack(project, by):
    scheme = make.installed(project)
    with pytest.raises(StageRefused, match="cameras are in the register, the compliance pack"):
        go_live(scheme, by)
    make.camera(scheme)
    make.complete_pack(scheme)
    incomplete = make.camera(scheme, number="2", homes_checked_on=None)
    with pytest.raises(StageRefused, match="the compliance pack is complete"):
        go_live(scheme, by)
    actions.change_camera(camera_id=incomplete.pk, homes_checked_on=make.INSTALLED, by=by)
    go_live(scheme, by)
    assert set(Camera.objects.values_list("live_on", flat=True)) == {make.TODAY}


def test_the_pack_is_judged_on_the_day_of_going_live(project, by):
    scheme = make.installed(project)
    make.camera(scheme)
    make.complete_pack(scheme, on=D(2021, 10, 1))
    with pytest.raises(StageRefused, match="pack"):
        go_live(scheme, by, on=D(2021, 9, 30))
    assert go_live(scheme, by, on=D(2021, 10, 1)).actual_on == D(2021, 10, 1)


def test_a_delay_needs_its_factor_and_a_plan_stands(project, by):
    scheme = make.scheme(project)

    def say(said, on, **more):
        return actions.record_stage(scheme_id=scheme.pk, stage="agreement", said=said, on=on, by=by, **more)  # noqa: E731

    say(Said.PLAN, D(2021, 6, 1), words="June")
    with pytest.raises(StageRefused, match="leading factor"):
        say(Said.FORECAST, D(2021, 7, 1))
    with pytest.raises(StageRefused, match="leading factor"):
        say(Said.REACHED, D(2021, 7, 2))
    say(Said.FORECAST, D(2021, 7, 1), factor="agreement")
    say(Said.REACHED, D(2021, 7, 2))
    with pytest.raises(StageRefused, match="a plan made afterwards"):
        say(Said.PLAN, D(2021, 7, 2))
    assert Work.objects.get().factor == "agreement"


def test_another_bodys_cameras_have_no_road_and_take_no_grant(project, by):
    with pytest.raises(CctvRefused, match="No grant"):
        make.scheme(project, kind=SchemeKind.COMPLEMENTARY, transfer_pence=1)
    other = make.scheme(project, kind=SchemeKind.COMPLEMENTARY)
    with pytest.raises(StageRefused, match="own work"):
        make.reach(other, "agreement")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(other).objects.filter(pk=other.pk).update(transfer_pence=1)


def test_handing_over_fills_the_asset_register_and_the_duties_once(project, by):
    scheme = make.live(project, cameras=2)
    hand = {"scheme_id": scheme.pk, "on": make.TODAY, "next_review_on": D(2022, 9, 6), "by": by}
    with pytest.raises(StageRefused, match="review comes after"):
        actions.hand_over(**{**hand, "next_review_on": make.TODAY})
    actions.hand_over(**hand)
    with pytest.raises(StageRefused):
        actions.hand_over(**hand)
    asset = Asset.objects.get()
    assert (asset.description, asset.cost_pence, asset.acquired_on) == (
        "CCTV at Example school: 2 cameras",
        None,
        make.INSTALLED,
    )
    assert [(duty.body, duty.least_years, duty.most_years) for duty in Duty.objects.all()] == [
        (scheme.owner, 6, 10)
    ] * 2
    assert (
        Duty.objects.filter(until_words="for the lifetime of the equipment", what__contains="police").count()
        == 1
    )


def test_a_scheme_is_not_handed_over_before_it_is_live_or_while_something_is_not_said(project, by):
    hand = {"on": make.TODAY, "next_review_on": D(2022, 9, 6), "by": by}
    with pytest.raises(StageRefused, match="“Live” is"):
        actions.hand_over(scheme_id=make.installed(project).pk, **hand)
    silent = make.live(project, name="Other", police_access="")
    with pytest.raises(StageRefused, match="how the police get images"):
        actions.hand_over(scheme_id=silent.pk, **hand)
    assert not Asset.objects.exists()


def test_a_camera_added_to_a_live_scheme_goes_live_with_a_complete_pack_only(project, by):
    scheme = make.live(project)
    late = make.camera(scheme, number="2", mask="unknown")
    with pytest.raises(CctvRefused, match="not complete"):
        actions.switch_on_cameras(scheme_id=scheme.pk, on=make.TODAY, by=by)
    actions.change_camera(camera_id=late.pk, mask="set", by=by)
    assert actions.switch_on_cameras(scheme_id=scheme.pk, on=make.TODAY, by=by) == 1
    late.refresh_from_db()
    assert late.live_on == make.TODAY


def test_numbers_are_given_once_and_a_removed_camera_frees_its_own(project, by):
    scheme = make.scheme(project)
    first = make.camera(scheme)
    with pytest.raises(CctvRefused, match="already"):
        make.camera(scheme)
    actions.remove_camera(camera_id=first.pk, removed_on=make.TODAY, removed_why="Broken", by=by)
    make.camera(scheme)
    assert Camera.objects.count() == 2


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [("retention", {"number": 32, "words": ""}, "needs the reason"), ("retention", {"number": None}, "how many days"),
     ("ico", {"until_on": None}, "until when"), ("signs", {"content": None}, "photograph of a sign"), ("dpia", {"words": " "}, "must be said"),
     ("signs", {"content": b"%PDF-1.4 a drawing"}, "photograph of a sign"), ("review", {"until_on": D(2023, 1, 1)}, "within a year"),
     ("dpia", {"on": D(2021, 11, 25)}, "future")],
)  # fmt: skip
def test_a_statement_that_proves_nothing_is_refused(project, key, said, words):
    scheme = make.scheme(project)
    with pytest.raises(CctvRefused, match=words), transaction.atomic():
        make.state(scheme, key, **said)
    assert not ComplianceItem.objects.exists()
    assert not Document.objects.exists()


def test_longer_than_31_days_stands_with_its_reason_and_the_database_says_so_too(project, by):
    scheme = make.scheme(project)
    kept = make.state(scheme, "retention", number=60, words="Holidays of six weeks")
    assert kept.number == 60
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplianceItem.objects.create(
            project=project, scheme=scheme, key="retention", number=60, settled_on=make.TODAY, recorded_by=by, recorded_at=kept.recorded_at
        )  # fmt: skip


def test_a_statement_is_never_changed(project):
    item = make.state(make.scheme(project), "dpia")
    for change in (lambda: ComplianceItem.objects.filter(pk=item.pk).update(words="Else"), item.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_review_is_an_annual_one_and_principles_need_an_edition_in_force(project):
    scheme = make.scheme(project)
    assert make.state(scheme, "review").until_on == D(2022, 9, 6)
    with pytest.raises(CctvRefused, match="say how it is met"):
        actions.judge_principles(
            scheme_id=scheme.pk,
            edition="2013",
            judged={"p01": (True, "")},
            settled_on=make.TODAY,
            by=UserFactory(),
        )


def test_the_old_edition_cannot_be_judged_by_once_it_has_ended(project, settings):
    settings.DEMONSTRATION_TODAY = D(2022, 2, 1)
    with pytest.raises(CctvRefused, match="in force until 11 January 2022"):
        make.judge(make.scheme(project), on=D(2022, 1, 12))


def test_footage_is_refused_and_nothing_of_it_is_kept(project, by):
    scheme = make.scheme(project)
    for attempt in (
        lambda: actions.add_paper(
            scheme_id=scheme.pk, kind=PaperKind.LETTER, title="letter.pdf", content=make.MP4, by=by
        ),
        lambda: make.state(scheme, "signs", content=make.MP4),
    ):
        with pytest.raises(DocumentRefused, match="keeps no footage"), transaction.atomic():
            attempt()
    assert not Document.objects.exists()
    assert not SchemePaper.objects.exists()


def test_a_request_is_answered_once_with_its_reason(project, by):
    asked = make.request(make.scheme(project))
    answer = {"request_id": asked.pk, "decided_on": make.TODAY, "decided_by": "Head teacher", "by": by}
    with pytest.raises(CctvRefused, match="why none"):
        actions.answer_request(given=False, **answer)
    with pytest.raises(CctvRefused, match="between"):
        actions.answer_request(given=True, **{**answer, "decided_on": D(2021, 11, 21)})
    actions.answer_request(given=True, **answer)
    with pytest.raises(MoveRefused):
        actions.answer_request(given=False, reason="Late", **answer)
    assert ImageRequest.objects.get().status == "given"
    with pytest.raises(CctvRefused, match="ground of law"):
        make.request(asked.scheme, basis="other")


def test_only_a_works_partner_of_the_project_enters_progress(project, by):
    scheme = make.scheme(project)
    with pytest.raises(CctvRefused, match="no works partner"):
        actions.add_partner(scheme_id=scheme.pk, user=member(project), by=by)
    make.partner(scheme)


def test_the_trail_names_fields_and_never_a_place(project):
    make.camera(make.scheme(project), location="SECRET CORNER", blind_spots="SECRET BUSH")
    assert AuditEvent.objects.filter(verb="camera.add").get().fields == sorted(
        ["number", "location", "purpose", "mask", "homes_checked_on", "installed_on", "blind_spots"]
    )
