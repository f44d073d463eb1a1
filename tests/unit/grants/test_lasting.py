"""What stays after the grant: the register's flag, expected lives, and whoever follows a body that has ended."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import add_organisation
from accounts.choices import NameKind
from accounts.models import AuditEvent
from grants import actions, lasting
from grants.models import Asset, Duty
from tests.factories.accounts import OrganisationFactory, ProjectFactory, UserFactory
from tests.factories.grants import make_asset, make_duty

D = datetime.date


@pytest.fixture
def project(db):
    return ProjectFactory()


@pytest.fixture
def county(db):
    cumberland = add_organisation(by=None, name="Cumberland Council")
    names = [("Cumbria County Council", NameKind.OFFICIAL, None, D(2023, 3, 31))]
    return add_organisation(
        by=None, name="Cumbria County Council", names=names, ended_on=D(2023, 3, 31), successor=cumberland
    )


def test_the_flag_falls_where_one_owners_assets_together_pass_ten_thousand_pounds(project):
    school, council = OrganisationFactory(), OrganisationFactory()
    make_asset(project, owner=school, cost_pence=9_999_99, acquired_on=D(2021, 7, 1))
    make_asset(project, owner=council, cost_pence=9_999_99, acquired_on=D(2021, 7, 2))
    make_asset(project, owner=school, cost_pence=1, acquired_on=D(2021, 7, 3))
    passing = make_asset(project, owner=school, cost_pence=1, acquired_on=D(2021, 7, 4))
    make_asset(project, owner=school, cost_pence=None, acquired_on=None)
    rows = lasting.with_flags(Asset.objects.for_list())
    assert [row["flagged"] for row in rows] == [False, False, False, True, False]
    assert rows[3]["together_pence"] == 10_000_01
    assert rows[3]["missing"]
    actions.approve_asset(
        asset=passing, approved_by="Grant manager", approved_on=D(2021, 7, 1), by=UserFactory()
    )
    rows = lasting.with_flags(Asset.objects.for_list())
    assert rows[3]["flagged"]
    assert not rows[3]["missing"]


def test_what_a_scheme_brought_is_entered_once(project):
    first = make_asset(project, source="cctv.Scheme:1")
    assert make_asset(project, source="cctv.Scheme:1", description="Again") == first
    assert make_asset(ProjectFactory(), source="cctv.Scheme:1") != first
    duty = make_duty(project, source="cctv.Scheme:1")
    assert make_duty(project, source="cctv.Scheme:1", stated_in="Elsewhere") == duty
    assert (Asset.objects.count(), Duty.objects.count()) == (2, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(project=project).create(
            project=project, section="cctv", description="x", location="x", owner=first.owner, source=first.source,
            recorded_at=first.recorded_at,
        )  # fmt: skip


def test_an_asset_is_disposed_of_once_and_its_entry_stays(project):
    by, asset, taker = UserFactory(), make_asset(project), OrganisationFactory()
    with pytest.raises(actions.GrantRefused, match="before it was acquired"):
        actions.dispose_of_asset(asset=asset, disposed_on=D(2021, 1, 1), by=by)
    actions.dispose_of_asset(
        asset=asset, disposed_on=D(2030, 1, 1), proceeds_pence=5_00, transferee=taker, by=by
    )
    for again in (
        lambda: actions.dispose_of_asset(asset=asset, disposed_on=D(2031, 1, 1), by=by),
        lambda: actions.change_asset(asset=asset, location="Elsewhere", by=by),
    ):
        with pytest.raises(actions.GrantRefused):
            again()
    asset.refresh_from_db()
    assert (asset.disposed_on, asset.proceeds_pence, asset.transferee) == (D(2030, 1, 1), 5_00, taker)


def test_only_what_differs_is_changed_and_told_to_the_trail(project):
    asset = make_asset(project)
    actions.change_asset(asset=asset, by=UserFactory(), location="Example school", serial_number="EX-1")
    assert AuditEvent.objects.get(verb="asset.change").fields == ["serial_number"]


def test_a_duty_follows_the_body_that_took_over(project, county):
    duty = make_duty(project, body=county, from_on=D(2021, 11, 30), least_years=20, most_years=25)
    assert duty.holder_name(D(2023, 3, 31)) == "Cumbria County Council"
    assert duty.holder_name(D(2023, 4, 1)) == "Cumberland Council"
    assert lasting.holder_in(duty, 2040) == "Cumberland Council."
    assert "worn out" in lasting.holder_in(duty, 2041)
    assert "past the life" in lasting.holder_in(duty, 2046)


def test_a_life_is_printed_as_expected_and_ends_on_a_real_day():
    assert lasting.life_words(6, 10) == "expected 6 to 10 years"
    assert lasting.life_words(7, 7) == "expected 7 years"
    assert lasting.life_words(None, None) == ""
    assert lasting.expected_life(D(2024, 2, 29), 6, 8) == (D(2030, 2, 28), D(2032, 2, 29))
    assert lasting.expected_life(D(2024, 2, 29), None, None) is None


@pytest.mark.parametrize(
    ("review", "ended", "code"),
    [
        (D(2022, 9, 6), None, "due"),
        (D(2022, 9, 5), None, "late"),
        (None, None, "late"),
        (None, D(2022, 9, 5), "done"),
    ],
)
def test_a_review_is_late_the_day_after(review, ended, code):
    assert lasting.review_status(review, ended, D(2022, 9, 6))[0] == code


def test_a_review_plans_a_later_one_or_none(project):
    duty, by = make_duty(project), UserFactory()
    with pytest.raises(actions.GrantRefused, match="later"):
        actions.review_duty(
            duty=duty, reviewed_on=D(2022, 9, 6), review_words="Works", next_review_on=D(2022, 9, 6), by=by
        )
    actions.review_duty(
        duty=duty, reviewed_on=D(2022, 9, 6), review_words="Works", next_review_on=D(2023, 9, 6), by=by
    )
    assert not Duty.objects.to_review_by(D(2023, 9, 5)).exists()
    assert Duty.objects.to_review_by(D(2023, 9, 6)).get() == duty


def test_the_same_duty_twice_and_an_end_before_the_start_are_refused(project):
    make_duty(project)
    with pytest.raises(actions.GrantRefused, match="already"):
        make_duty(project)
    with pytest.raises(actions.GrantRefused, match="before it begins"):
        make_duty(project, what="Other", until_on=D(2020, 1, 1))
