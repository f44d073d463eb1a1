"""What the radar knows beside the ledger, the alerts it writes down once, and the names of bodies as time goes on."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import names
from accounts.choices import NameKind
from accounts.models import Organisation
from grants import bodies, radar
from grants.actions import GrantRefused
from grants.actions import radar as actions
from grants.choices import EntryKind
from grants.delivery_choices import AlertKind
from grants.models import RadarAlert
from tests.factories.accounts import OrganisationFactory, ProjectFactory, UserFactory
from tests.factories.grants import make_agreement, make_duty, make_line, post

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2022, 2, 11)


@pytest.fixture
def project():
    return ProjectFactory(award_pence=1_500_00)


@pytest.fixture
def by():
    return UserFactory()


def timed(line, by, days=49):
    return actions.time_line(
        line=line, lead_days=days - 21, fitting_days=14, inspection_days=7, stated_in="A quote", by=by
    )


def test_the_radar_adds_up_what_the_ledger_says(project, by):
    """£1,000 allocated, £200 received, £300 committed; forecast £900: £500 free, £100 left, £600 of the award goes back."""
    line = make_line(project, by)
    post(line, by, EntryKind.ACCRUAL, 200_00, key="a")
    post(line, by, EntryKind.COMMITMENT, 300_00, key="b")
    timed(line, by)
    actions.forecast_line(line=line, forecast_on=DAY, pence=800_00, words="Early guess", by=by)
    actions.forecast_line(line=line, forecast_on=DAY, pence=900_00, words="All locks", by=by)
    (sight,) = radar.sights(project, DAY)
    assert (sight.free, sight.forecast, sight.left, sight.safe_on) == (500_00, 900_00, 100_00, D(2022, 2, 10))
    assert radar.totals([sight])["left"] == 100_00
    assert radar.repayable(project, [sight]) == 600_00
    with pytest.raises(GrantRefused, match="More than the line"):
        actions.forecast_line(line=line, forecast_on=DAY, pence=1_000_01, words="Too much", by=by)


def test_an_alert_is_told_once_and_seen_once(project, by):
    line = make_line(project, by)
    timed(line, by)
    (soon,) = actions.raise_alerts(project=project, day=D(2022, 2, 1))
    assert (soon.kind, soon.raised_on, soon.pence) == (AlertKind.SOON, D(2022, 2, 1), 1_000_00)
    assert actions.raise_alerts(project=project, day=D(2022, 2, 2)) == []
    assert [alert.kind for alert in actions.raise_alerts(project=project, day=DAY)] == [AlertKind.PAST]
    actions.acknowledge_alert(alert=soon, on=DAY, words="Ordered today", by=by)
    with pytest.raises(GrantRefused, match="already"):
        actions.acknowledge_alert(alert=soon, on=DAY, words="Again", by=by)
    assert RadarAlert.objects.unseen().count() == 1


def test_the_reserve_list_and_what_the_funder_was_told(project, by):
    reserve = actions.add_reserve(
        project=project, title="Locks", rank=1, pence=200_00, days=30, stated_in="A quote", by=by
    )
    with pytest.raises(GrantRefused, match="already"):
        actions.add_reserve(project=project, title="Locks", rank=2, pence=1, days=1, stated_in="x", by=by)
    actions.settle_reserve(reserve=reserve, taken=True, on=DAY, by=by)
    with pytest.raises(GrantRefused, match="already"):
        actions.settle_reserve(reserve=reserve, taken=False, on=DAY, by=by)
    actions.notify_funder(
        project=project, notified_on=DAY, pence=600_00, whom="Grant manager", words="By letter", by=by
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE grants_fundernotice SET pence = 1")


def test_the_radar_asks_the_same_for_more_lines(project, by, django_assert_num_queries):
    for number in range(1, 3):
        timed(make_line(project, by, title=f"Line {number}", allocated_pence=1_00), by)
    with django_assert_num_queries(1):
        radar.sights(project, DAY)
    for number in range(3, 21):
        timed(make_line(project, by, title=f"Line {number}", allocated_pence=1_00), by)
    with django_assert_num_queries(1):
        assert len(radar.sights(project, DAY)) == 20


def test_a_body_keeps_its_old_name_on_old_days(by):
    body = OrganisationFactory(name="Office of the Commissioner")
    names.rename(
        body=body, text="Office of the Police, Fire and Crime Commissioner", from_on=D(2023, 4, 1), by=by
    )
    body = Organisation.objects.get(pk=body.pk)
    assert body.name_as_at(D(2023, 3, 31)) == "Office of the Commissioner"
    assert body.name_as_at(D(2023, 4, 1)) == "Office of the Police, Fire and Crime Commissioner" == body.name
    names.add_alias(body=body, text="OPFCC", by=by)
    assert body.names.get(text="OPFCC").kind == NameKind.ALIAS
    for act in (
        lambda: names.add_alias(body=body, text="OPFCC", by=by),
        lambda: names.rename(body=body, text="New", from_on=D(2023, 4, 1), by=by),
    ):
        with pytest.raises(names.NameRefused):
            act()


def test_duties_and_agreements_follow_the_successor(project, by):
    county, cumberland = (
        OrganisationFactory(name="County Council"),
        OrganisationFactory(name="Cumberland Council"),
    )
    make_agreement(project, by, body=county)
    make_duty(project, by, body=county, what="Upkeep of the lamps")
    names.end_body(body=county, ended_on=D(2023, 3, 31), successor=cumberland, by=by)
    for day, holder in ((D(2023, 3, 31), ""), (D(2023, 4, 1), "Cumberland Council")):
        row = next(row for row in bodies.rows(project, day) if row["name"] == "County Council")
        assert (row["holder"], len(row["agreements"]), len(row["duties"])) == (holder, 1, 1)
    with pytest.raises(names.NameRefused, match="cannot go back"):
        names.end_body(
            body=cumberland, ended_on=D(2024, 1, 1), successor=Organisation.objects.get(pk=county.pk), by=by
        )
    with pytest.raises(names.NameRefused, match="already"):
        names.end_body(body=county, ended_on=D(2024, 1, 1), successor=cumberland, by=by)
