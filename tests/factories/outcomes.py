"""Questionnaires and answers for tests, made by the room's own verbs."""

import csv
import datetime
import tempfile
import uuid
from pathlib import Path

from outcomes import actions
from outcomes.choices import Answerer, HowRaised, Topic
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


ROW = {
    "crime_id": "", "month": "2021-09", "force": "Cumbria Constabulary", "longitude": "-3.555844", "latitude": "54.643726",
    "location": "On or near Clay Street", "lsoa": "E01019121", "lsoa_name": "Allerdale 009E", "crime_type": "Burglary", "outcome": "",
}  # fmt: skip
HEADINGS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name", "Crime type",
    "Last outcome category", "Context",
)  # fmt: skip


def street_file(folder, *rows, name="2021-09-cumbria-street.csv", ends="\r\n"):
    """A street-level file as data.police.uk writes it. rows: dicts over ROW, or (how many, dict). Rows get a number unless they say "" themselves."""
    lines, number = [], 0
    for row in rows:
        many, said = row if isinstance(row, tuple) else (1, row)
        for _ in range(many):
            number += 1
            one = ROW | {"crime_id": f"{name}{number}".encode().hex()[-64:]} | said
            lines.append([
                one["crime_id"], one["month"], one["force"], one["force"], one["longitude"], one["latitude"], one["location"], one["lsoa"],
                one["lsoa_name"], one["crime_type"], one["outcome"], "",
            ])  # fmt: skip
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text, lineterminator=ends).writerows([HEADINGS, *lines])
    return path


def hold(project, by, path):
    """Import a street-level file and let it count. Returns its counts."""
    return actions.import_street_file(project=project, path=path, file_name=path.name, by=by, hold=True)[0]


def crime_month(project, by):
    """A month that waits."""
    with tempfile.TemporaryDirectory() as folder:
        path = street_file(Path(folder), {})
        return actions.import_street_file(project=project, path=path, file_name=path.name, by=by)[1][0]


def concern(project, by, *, raised_on=FROM, said="Dog fouling in the back lane", **details):
    """Raised, and nothing more."""
    details = {"topic": Topic.DOGS, "how": HowRaised.DOOR} | details
    return actions.raise_concern(project=project, said=said, raised_on=raised_on, by=by, **details)


def passed(made, by, *, to=Answerer.ENFORCEMENT, on=FROM, **details):
    """Passed on to somebody."""
    return actions.pass_concern(concern_id=made.pk, answerer=to, passed_on=on, by=by, **details)


def answered(made, by, *, on=FROM, done=True, did="Patrols at school times"):
    """Answered."""
    return actions.answer_concern(concern_id=made.pk, did=did, done=done, answered_on=on, by=by)


def draft(project, by):
    """A questionnaire in the making, with one question."""
    made, _new = actions.begin_draft(project=project, key="nights", title="Nights", by=by)
    return actions.set_question(draft_id=made.pk, question=SAFE, by=by)
