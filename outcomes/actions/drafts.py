"""A questionnaire made on the screen, question by question, until it is put in use as the next version."""

import json

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from outcomes.actions.surveys import QuestionnaireRefused, add_questionnaire
from outcomes.models import Questionnaire, QuestionnaireDraft
from saferstreets.common import questions
from saferstreets.common.questions import SchemaRefused


@transaction.atomic
def begin_draft(*, project, key, title, by, note=""):
    """Begin a questionnaire, or the next version of one: then with the questions of the last. Returns (draft, whether it is new)."""
    last = Questionnaire.objects.filter(project=project, key=key).order_by("-version").first()
    schema = last.questions if last else {"format": questions.FORMAT, "questions": []}
    draft, made = QuestionnaireDraft.objects.get_or_create(
        project=project,
        key=key,
        defaults={
            "title": title, "note": note, "schema": json.dumps(schema, ensure_ascii=False), "begun_at": timezone.now(), "begun_by": by,
        },
    )  # fmt: skip
    if made:
        record_event(by=by, verb="draft.begin", subject=draft)
    return draft, made


def _locked(draft_id):
    return (
        QuestionnaireDraft.objects.select_for_update(of=("self",)).select_related("project").get(pk=draft_id)
    )


def _keep(draft, asked, by, verb):
    """Store the questions if they can be asked in this order. Raises SchemaRefused."""
    schema = {"format": questions.FORMAT, "questions": asked}
    if asked:
        questions.check(schema)
    draft.schema = json.dumps(schema, ensure_ascii=False)
    draft.save(update_fields=["schema"])
    record_event(by=by, verb=verb, subject=draft, fields=["schema"])
    return draft


@transaction.atomic
def set_question(*, draft_id, question, by, number=None):
    """Add a question at the end, or put it in the place of question `number` (from 1). Raises SchemaRefused."""
    draft = _locked(draft_id)
    asked = draft.questions
    if number is None:
        return _keep(draft, [*asked, question], by, "draft.question_add")
    _there(asked, number)
    return _keep(draft, [*asked[: number - 1], question, *asked[number:]], by, "draft.question_change")


@transaction.atomic
def move_question(*, draft_id, number, by):
    """Put question `number` before the one above it. Raises SchemaRefused where it hangs on that one."""
    draft = _locked(draft_id)
    asked = draft.questions
    _there(asked, number)
    if number > 1:
        asked[number - 2], asked[number - 1] = asked[number - 1], asked[number - 2]
    return _keep(draft, asked, by, "draft.question_move")


@transaction.atomic
def remove_question(*, draft_id, number, by):
    """Take question `number` out. Raises SchemaRefused where another one hangs on it."""
    draft = _locked(draft_id)
    asked = draft.questions
    _there(asked, number)
    del asked[number - 1]
    return _keep(draft, asked, by, "draft.question_remove")


def _there(asked, number):
    if not 1 <= number <= len(asked):
        raise QuestionnaireRefused(
            "That question is not there any more. Somebody may have changed the draft meanwhile."
        )


@transaction.atomic
def put_in_use(*, draft_id, from_on, by):
    """Ask it from a day on, as the next version; the draft is gone. Raises SchemaRefused or QuestionnaireRefused."""
    draft = _locked(draft_id)
    if not draft.questions:
        raise SchemaRefused(["There is no question yet. Add one first."])
    made = add_questionnaire(
        project=draft.project, key=draft.key, title=draft.title, note=draft.note, from_on=from_on,
        schema={"format": questions.FORMAT, "questions": draft.questions}, by=by,
    )  # fmt: skip
    draft.delete()
    return made


@transaction.atomic
def throw_away_draft(*, draft_id, by):
    """Leave a draft; versions in use are not touched."""
    draft = _locked(draft_id)
    record_event(by=by, verb="draft.throw_away", subject=draft)
    draft.delete()
