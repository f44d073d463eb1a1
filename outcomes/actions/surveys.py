"""Questionnaires and what is answered to them."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from households.models import Household
from outcomes.choices import HowAsked, Wave
from outcomes.models import Questionnaire, Response
from saferstreets.common import questions
from saferstreets.common.workflow import Refused

DRAFT_KEY = "concerns"
CONCERNS = Path(__file__).parent.parent / "questionnaires" / "concerns.json"


class QuestionnaireRefused(Refused):
    """The questionnaire cannot be put in use like this."""


class ResponseRefused(Refused):
    """The answers cannot be kept like this. `errors`: {key of the question: what is wrong}, where it is a question's."""

    def __init__(self, words, errors=None):
        super().__init__(words)
        self.errors = errors or {}


@transaction.atomic
def add_questionnaire(*, project, key, title, schema, from_on, by, note=""):
    """Put a questionnaire in use from a day, as the next version of its key. schema: see saferstreets.common.questions.

    Returns the version there is when nothing of it differs. Raises SchemaRefused, or QuestionnaireRefused for a day before the
    version that is there already.
    """
    questions.check(schema)
    Project.objects.select_for_update().get(pk=project.pk)
    last = Questionnaire.objects.filter(project=project, key=key).order_by("-version").first()
    if last and (last.questions, last.title, last.note) == (schema, title, note):
        return last
    if last and from_on < last.from_on:
        raise QuestionnaireRefused(
            f"Version {last.version} is in use from {last.from_on:%-d %B %Y}. A newer one cannot begin before it."
        )
    made = Questionnaire.objects.create(
        project=project, key=key, version=last.version + 1 if last else 1, title=title, note=note, from_on=from_on,
        schema=json.dumps(schema, ensure_ascii=False),
    )  # fmt: skip
    record_event(by=by, verb="questionnaire.add", subject=made, fields=["title", "schema", "from_on"])
    return made


@transaction.atomic
def record_response(
    *, questionnaire, household, answers, happened_at, by, client_id, visit=None, wave=Wave.ONGOING, how=HowAsked.AT_THE_DOOR
):  # fmt: skip
    """Keep what somebody at a home answered. Returns (response, created); the same client_id again writes nothing.

    The household is locked for the length of the transaction; at an entry that is the same home as another one, the answers
    are the other one's. visit: the visit at which it was asked, if it was.
    Raises ResponseRefused, with what is wrong question by question; then nothing is stored.
    """
    household = _locked(household.pk)
    if questionnaire.project_id != household.project_id:
        raise ResponseRefused("This questionnaire belongs to another project.")
    if wave not in Wave.values or how not in HowAsked.values:
        raise ResponseRefused("The wave, or how it was asked, is none that this office knows.")
    clean = _clean(questionnaire, answers, happened_at)
    stored = Response.objects.filter(project_id=household.project_id, client_id=client_id).first()
    if stored:
        return _same(stored, questionnaire, household, clean), False
    if visit and (visit.household_id != household.pk or visit.withdrawn_at):
        raise ResponseRefused("The visit is at another home or was withdrawn. Leave the visit out.")
    made = Response.objects.create(
        project_id=household.project_id, questionnaire=questionnaire, household=household, visit=visit, client_id=client_id,
        wave=wave, how=how, answers=json.dumps(clean, ensure_ascii=False), happened_at=happened_at,
        happened_on=timezone.localdate(happened_at), recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="response.record", subject=made, fields=["questionnaire", "answers", "wave"])
    return made, True


def _locked(household_id):
    """The home, held; of a duplicate, the home that holds its visits."""
    household = (
        Household.objects.select_for_update(of=("self",)).select_related("project").get(pk=household_id)
    )
    return _locked(household.duplicate_of_id) if household.duplicate_of_id else household


def _clean(questionnaire, answers, happened_at):
    clean, errors = questions.validate(
        questionnaire.questions, answers, today=timezone.localdate(happened_at)
    )
    if not errors and not clean:
        raise ResponseRefused("Nothing has been answered, so there is nothing to keep.")
    if errors:
        raise ResponseRefused("Some answers cannot be kept: " + "; ".join(errors.values()), errors)
    return clean


def _same(stored, questionnaire, household, clean):
    """The stored response, if it is this one. Another home's, another questionnaire's or other answers under one id are refused."""
    if (stored.questionnaire_id, stored.household_id, stored.answered) != (
        questionnaire.pk,
        household.pk,
        clean,
    ):
        raise ResponseRefused(
            "Other answers have been saved under this form already. Start the survey again from the home."
        )
    return stored


@transaction.atomic
def withdraw_response(*, response_id, reason, by):
    """Take back answers recorded in error. They stay readable and no longer count. Raises ResponseRefused the second time."""
    response = Response.objects.select_for_update(of=("self",)).select_related("project").get(pk=response_id)
    if response.withdrawn_at:
        raise ResponseRefused("These answers have been withdrawn already.")
    response.withdrawn_at, response.withdrawn_by, response.withdrawn_reason = timezone.now(), by, reason
    response.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record_event(by=by, verb="response.withdraw", subject=response, fields=["withdrawn_at"])
    return response


def withdraw_with(*, visit, reason, by):
    """Take back what was answered at a visit that is withdrawn. Called by doorstep.actions.withdraw_visit, in its transaction."""
    for response in Response.objects.filter(project_id=visit.project_id, visit=visit).standing():
        withdraw_response(response_id=response.pk, reason=reason, by=by)


def add_draft_survey(*, project, from_on, by):
    """Put the office's own draft of a survey of concerns in use, to be replaced by the project's questions."""
    draft = json.loads(CONCERNS.read_text())
    return add_questionnaire(project=project, from_on=from_on, by=by, **draft)
