"""What residents answer: kept once, checked against the questions that were asked, withdrawn and never edited."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction

from accounts.models import AuditEvent
from doorstep.actions import withdraw_visit
from doorstep.homes import merge_homes
from outcomes import actions
from outcomes.actions import QuestionnaireRefused, ResponseRefused
from outcomes.models import Questionnaire, Response
from saferstreets.common import clock, figures
from saferstreets.common.periods import Period
from saferstreets.common.questions import SchemaRefused, check, kinds
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.outcomes import FROM, SCHEMA, concerns, questionnaire, response

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def assistant(home):
    return member(home.project, "assistant")


@pytest.fixture
def form(home, assistant):
    return questionnaire(home.project, assistant)


def test_the_offices_draft_can_be_asked_and_says_that_it_is_a_draft(home, assistant):
    draft = concerns(home.project, assistant)
    assert check(draft.questions)
    assert "draft" in draft.note
    assert concerns(home.project, assistant) == draft


def test_a_change_is_a_new_version(form, assistant):
    assert questionnaire(form.project, assistant) == form
    longer = questionnaire(form.project, assistant, title="Feeling safe here", from_on=D(2021, 11, 1))
    assert (longer.version, Questionnaire.objects.count()) == (2, 2)
    in_use = Questionnaire.objects.filter(project=form.project)
    assert list(in_use.in_use_on(D(2021, 10, 31))) == [form]
    assert list(in_use.in_use_on(D(2021, 11, 1))) == [longer]
    assert not in_use.in_use_on(FROM - datetime.timedelta(days=1))
    with pytest.raises(QuestionnaireRefused):
        questionnaire(form.project, assistant, title="Earlier", from_on=FROM)


def test_a_questionnaire_that_cannot_be_asked_is_not_put_in_use(home, assistant):
    with pytest.raises(SchemaRefused):
        questionnaire(home.project, assistant, schema={"format": 1, "questions": []})
    assert not Questionnaire.objects.exists()


def test_a_response_is_kept_with_one_audit_row(home, assistant, form):
    before = AuditEvent.objects.count()
    kept = response(form, home, assistant, answers={"safe": "2", "why": " It is dark "})
    assert kept.answered == {"safe": 2, "why": "It is dark"}
    assert kept.happened_on == D(2021, 10, 4)
    event = AuditEvent.objects.order_by("pk").last()
    assert (AuditEvent.objects.count() - before, event.verb) == (1, "response.record")
    assert "dark" not in str(event.fields)


def test_the_same_response_again_writes_nothing(home, assistant, form):
    key = uuid.uuid4()
    first = response(form, home, assistant, client_id=key)
    events = AuditEvent.objects.count()
    assert response(form, home, assistant, client_id=key, answers={"safe": "3"}) == first
    assert (Response.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_other_answers_under_one_id_are_refused(home, assistant, form):
    key = uuid.uuid4()
    response(form, home, assistant, client_id=key)
    with pytest.raises(ResponseRefused):
        response(form, home, assistant, client_id=key, answers={"safe": 4})
    with pytest.raises(ResponseRefused):
        response(form, HouseholdFactory(street=home.street), assistant, client_id=key)


@pytest.mark.parametrize(
    "answers", [{}, {"safe": 9}, {"safe": 5, "why": "dark"}, {"safe": 5, "x": 1}, [], None]
)
def test_answers_that_do_not_fit_are_refused_whole(home, assistant, form, answers):
    with pytest.raises(ResponseRefused):
        actions.record_response(
            questionnaire=form, household=home, answers=answers, happened_at=clock.now(), by=assistant, client_id=uuid.uuid4()
        )  # fmt: skip
    assert not Response.objects.exists()


def test_what_does_not_belong_together_is_refused(home, assistant, form):
    other = HouseholdFactory()
    visit = make_visit(HouseholdFactory(street=home.street), assistant)
    for details in ({"wave": "never"}, {"how": "by_pigeon"}, {"visit": visit}):
        with pytest.raises(ResponseRefused):
            response(form, home, assistant, **details)
    with pytest.raises(ResponseRefused):
        response(form, other, assistant)
    assert not Response.objects.exists()


def test_at_an_entry_of_the_same_home_it_is_the_other_ones(home, assistant, form):
    double = HouseholdFactory(street=home.street)
    early = response(form, double, assistant)
    merge_homes(duplicate_id=double.pk, survivor_id=home.pk, by=assistant)
    early.refresh_from_db()
    assert early.household == home
    assert response(form, double, assistant).household == home


def test_a_withdrawn_visit_takes_its_answers_with_it(home, assistant, form):
    visit = make_visit(home, assistant)
    kept, alone = response(form, home, assistant, visit=visit), response(form, home, assistant)
    withdraw_visit(visit=visit, reason="Wrong door", by=assistant)
    kept.refresh_from_db()
    alone.refresh_from_db()
    assert (bool(kept.withdrawn_at), kept.withdrawn_reason, alone.withdrawn_at) == (True, "Wrong door", None)
    with pytest.raises(ResponseRefused):
        actions.withdraw_response(response_id=kept.pk, reason="Again", by=assistant)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": '{"safe": 5}'},
        {"wave": "after"},
        {"happened_on": D(2021, 1, 1)},
        {"client_id": uuid.uuid4()},
        None,
    ],
)
def test_the_database_keeps_answers_as_they_were_given(home, assistant, form, change):
    kept = Response.objects.filter(pk=response(form, home, assistant).pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.update(**change) if change else kept.delete()
    assert kept.get().answered == {"safe": 3}


def test_the_database_lets_answers_be_emptied(home, assistant, form):
    kept = Response.objects.filter(pk=response(form, home, assistant).pk)
    assert kept.update(answers="{}") == 1


def test_the_database_keeps_the_questions(form):
    with pytest.raises(DatabaseError), transaction.atomic():
        Questionnaire.objects.filter(pk=form.pk).update(title="Other")


def test_the_figures_counted_by_hand():
    """October holds 5 responses at 3 homes: one on the first day, one late on the last, two people of one home, one on paper."""
    project = ProjectFactory()
    street = StreetFactory(project=project)
    one, two, three, four = HouseholdFactory.create_batch(4, street=street)
    by = member(project, "assistant")
    form = questionnaire(project, by)
    response(form, one, by, on=D(2021, 9, 30), hour=23)  # the day before
    response(form, one, by, on=D(2021, 10, 1), hour=0)
    response(form, two, by, on=D(2021, 10, 31), hour=23)
    response(form, three, by, on=D(2021, 10, 12))
    response(form, three, by, on=D(2021, 10, 12), wave="baseline")
    response(form, three, by, on=D(2021, 10, 13), how="on_paper")
    response(form, four, by, on=D(2021, 11, 1), hour=0)  # the day after
    wrong = response(form, four, by, on=D(2021, 10, 20))
    actions.withdraw_response(response_id=wrong.pk, reason="Wrong home", by=by)
    away = HouseholdFactory()
    response(questionnaire(away.project, by), away, by)  # another project
    assert figures.value("O01", project, OCTOBER) == 5
    assert figures.value("O02", project, OCTOBER) == 3
    assert figures.get("O02").disclosure == "people"


def test_the_runner_finds_the_rooms_questionnaires(home, assistant, form):
    def asked(day, may=True):
        offered = kinds.offered(home.project, day, lambda right: may)
        return [(kind.name, sheet.key) for kind, sheet in offered if kind.name == "outcomes"]

    assert asked(FROM) == [("outcomes", "safety")]
    assert asked(FROM, may=False) == asked(FROM - datetime.timedelta(days=1)) == []
    kind, sheet = kinds.find(home.project, "safety", 1)
    assert sheet.as_data()["schema"] == SCHEMA
    assert kinds.find(home.project, "safety", 2) is None
    assert kinds.find(ProjectFactory(), "safety", 1) is None
    kept, created = kind.record(
        project=home.project, key="safety", version=1, household=home, answers={"safe": 1}, happened_at=clock.now(),
        by=assistant, client_id=uuid.uuid4(), visit=None, wave="after", how="on_paper",
    )  # fmt: skip
    assert (created, kept.wave) == (True, "after")
    with pytest.raises(ResponseRefused):
        kind.record(project=home.project, key="safety", version=7)
