"""The match ledger fills itself from visits, never reaches a claim, and stands."""

import datetime
import io
import uuid

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from doorstep import officer_time
from doorstep.actions import record_visit, record_visits, withdraw_visit
from grants import match
from grants.actions import match as match_actions
from grants.choices import EntryKind
from grants.delivery_choices import MatchBasis, MatchKind
from grants.models import MatchContribution
from households.choices import VisitOutcome
from households.models import Visit
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.delivery import given, rate, terms
from tests.factories.doorstep import make_visit
from tests.factories.grants import make_line, post
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 10, 4)


@pytest.fixture
def project():
    return ProjectFactory(award_pence=311_358_00)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def home(project):
    return HouseholdFactory(street__project=project)


def with_officer(home, by, minutes, **details):
    return make_visit(home, by, on=DAY, officer=UserFactory(), officer_minutes=minutes, **details)


def test_a_visit_posts_its_officers_minutes_with_itself_as_proof(project, by, home):
    rate(project)
    visit = with_officer(home, by, 20)
    make_visit(home, by, on=DAY, hour=15)  # nobody came along
    row = MatchContribution.objects.get()
    assert (row.kind, row.grade, row.minutes, row.rate_pence, row.pence) == (
        "officer_time",
        "PCSO",
        20,
        15_00,
        5_00,
    )
    assert (row.source, row.happened_on, row.recorded_by) == (f"households.Visit:{visit.pk}", DAY, by)
    assert AuditEvent.objects.filter(verb="match.post").count() == 1


def test_the_same_visit_again_posts_nothing(project, by, home):
    said = {
        "client_id": uuid.uuid4(), "household": home, "outcome": VisitOutcome.ANSWERED, "by": by, "officer": UserFactory(),
        "officer_minutes": 10, "happened_at": clock.local(datetime.datetime.combine(DAY, datetime.time(11))),
    }  # fmt: skip
    record_visit(**said)
    record_visit(**said)
    assert MatchContribution.objects.count() == 1


def test_many_visits_post_in_one_statement(project, by):
    rate(project)
    officer, at = UserFactory(), clock.local(datetime.datetime.combine(DAY, datetime.time(11)))
    visits = [
        {
            "client_id": uuid.uuid4(), "household": home, "outcome": VisitOutcome.NO_ANSWER, "by": by, "officer": officer,
            "officer_minutes": 5, "happened_at": at,
        }
        for home in HouseholdFactory.create_batch(12, street__project=project)
    ]  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        record_visits(visits=visits)
    assert MatchContribution.objects.count() == 12
    assert len([one for one in asked if "grants_matchcontribution" in one["sql"]]) == 1


def test_a_withdrawn_visit_takes_its_time_back(project, by, home):
    rate(project)
    visit = with_officer(home, by, 30)
    withdraw_visit(visit=visit, reason="Wrong door", by=by)
    assert list(MatchContribution.objects.order_by("id").values_list("minutes", "pence")) == [
        (30, 7_50),
        (-30, -7_50),
    ]
    assert not MatchContribution.objects.standing().exists()
    assert match.standing(project, DAY)["given"] == 0


def test_visits_of_before_the_ledger_are_posted_once_by_a_command(project, by, home):
    visit = with_officer(home, by, 25)
    old = make_visit(home, by, on=DAY, hour=15)
    Visit.objects.filter(pk=old.pk).update(
        officer=visit.officer, officer_minutes=5
    )  # as one recorded before there was a ledger
    (fault,) = officer_time.faults(project)
    assert f"visit {old.pk} had an officer for 5 minutes" in fault
    for _ in range(2):
        call_command("fill_match", project.slug, stdout=io.StringIO())
    assert sorted(MatchContribution.objects.values_list("minutes", flat=True)) == [5, 25]
    assert not list(officer_time.faults(project))


def test_time_waits_for_a_rate_and_is_priced_once(project, by, home):
    with_officer(home, by, 40)
    assert MatchContribution.objects.get().pence is None
    assert match.standing(project, DAY)["waiting"] == 40
    rate(project, from_on=D(2021, 10, 5))  # begins a day too late
    assert match.standing(project, DAY)["waiting"] == 40
    rate(project, pence_per_hour=12_00)
    assert MatchContribution.objects.get().pence == 8_00
    rate(project, pence_per_hour=30_00, from_on=DAY)  # what is priced stays
    assert MatchContribution.objects.get().pence == 8_00
    with pytest.raises(match_actions.MatchRefused, match="from this day already"):
        rate(project)


def test_what_is_given_stands_beside_what_is_asked_for(project, by):
    """60 minutes at £15, £250 of premises, £100 in cash, and an hour taken back: £350 of £62,271.60, £250 of it in kind."""
    rate(project)
    terms(project)
    hour = given(project)
    given(project, kind=MatchKind.GOODS, grade="", minutes=None, pence=250_00)
    given(project, kind=MatchKind.CASH, grade="", minutes=None, pence=100_00)
    match_actions.take_back_match(contribution=hour, reason="Typed twice", by=by)
    found = match.standing(project, DAY)
    assert (found["wanted"], found["given"], found["in_kind"]) == (62_271_60, 350_00, 250_00)
    assert found["missing"] == 61_921_60
    terms(project, basis=MatchBasis.OF_TOTAL)
    assert match.standing(project, DAY)["wanted"] == 77_839_50
    assert match.standing(project, D(2021, 6, 2))["wanted"] is None  # nothing was stated yet
    with pytest.raises(match_actions.MatchRefused, match="already"):
        match_actions.take_back_match(contribution=hour, reason="Again", by=by)


@pytest.mark.parametrize(
    "said", [{"minutes": None}, {"grade": ""}, {"kind": MatchKind.CASH, "grade": "", "minutes": None}]
)
def test_a_contribution_says_what_it_is(project, said):
    with pytest.raises(match_actions.MatchRefused):
        given(project, **said)


def test_match_reaches_no_entry_of_the_ledger_and_so_no_claim(project, by):
    """The database refuses it, whoever writes: the action, the ORM or SQL."""
    contribution, line = given(project), make_line(project, by)
    with pytest.raises(DatabaseError, match="no cost of the grant"), transaction.atomic():
        post(
            line, by, EntryKind.ACCRUAL, 15_00, key="k", source=f"grants.MatchContribution:{contribution.pk}"
        )
    assert not line.entries.exclude(kind=EntryKind.ALLOCATION).exists()
    post(line, by, EntryKind.ACCRUAL, 15_00, key="k", source="")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE grants_matchcontribution SET minutes = 600", "UPDATE grants_matchcontribution SET pence = 1",
        "DELETE FROM grants_matchcontribution", "UPDATE grants_matchrate SET pence_per_hour = 1", "DELETE FROM grants_matchterms",
    ],
)  # fmt: skip
def test_raw_sql_changes_nothing_that_is_written(project, sql):
    rate(project)
    terms(project)
    given(project)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_time_without_minutes_is_refused_by_the_database(project, by):
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchContribution.objects.create(
            project=project,
            kind=MatchKind.OFFICER_TIME,
            happened_on=DAY,
            words="x",
            key="k",
            recorded_at=clock.now(),
        )
