"""Questionnaires and answers for tests, made by the room's own verbs."""

import datetime
import uuid

from outcomes import actions
from saferstreets.common import clock

FROM = datetime.date(2021, 9, 1)
SAFE = {
    "key": "safe",
    "words": "How safe do you feel?",
    "kind": "scale",
    "least": 1,
    "most": 5,
    "required": True,
}
WHY = {
    "key": "why", "words": "Why is that?", "kind": "text", "longest": 50,
    "shown_if": [{"question": "safe", "at_most": 2}],
}  # fmt: skip
SCHEMA = {"format": 1, "questions": [SAFE, WHY]}


def questionnaire(project, by, *, key="safety", title="Feeling safe", schema=SCHEMA, from_on=FROM, note=""):
    """Two questions, the second one only for those who feel unsafe."""
    return actions.add_questionnaire(
        project=project, key=key, title=title, schema=schema, from_on=from_on, note=note, by=by
    )


def concerns(project, by):
    """The office's draft."""
    return actions.add_draft_survey(project=project, from_on=FROM, by=by)


def response(form, home, by, *, on=datetime.date(2021, 10, 4), hour=11, answers=None, **details):
    """One response on a local date."""
    made, _created = actions.record_response(
        questionnaire=form, household=home, answers={"safe": 3} if answers is None else answers, by=by,
        happened_at=clock.local(datetime.datetime.combine(on, datetime.time(hour))),
        client_id=details.pop("client_id", None) or uuid.uuid4(), **details,
    )  # fmt: skip
    return made
