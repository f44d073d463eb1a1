"""Answers on their way: kept with the sign-in until they are saved, never in an address, gone with the sign-out."""

import datetime
import uuid

from doorstep.survey_forms import AT_THE_DOOR, ON_PAPER
from saferstreets.common import clock, questions
from saferstreets.common.questions import kinds

PLACE, MOST = "surveys", 6


def offered(user, project):
    """The questionnaires that this person may ask at a home today, by title."""
    return [
        sheet
        for _kind, sheet in kinds.offered(project, clock.today(), lambda right: user.can(right, project))
    ]


def begin(request, household, sheet, *, visit=None, how=AT_THE_DOOR, answered_on=None, wave=""):
    """Start a questionnaire at a home. Returns the id of the draft, which becomes the id of the response."""
    drafts = request.session.get(PLACE, {})
    for oldest in sorted(drafts, key=lambda key: drafts[key]["begun"])[: max(0, len(drafts) - MOST + 1)]:
        del drafts[oldest]
    key = str(uuid.uuid4())
    drafts[key] = {
        "home": household.pk, "key": sheet.key, "version": sheet.version, "visit": visit.pk if visit else None, "how": how,
        "wave": wave, "on": answered_on.isoformat() if answered_on else "", "answers": {}, "saved": False,
        "begun": clock.now().isoformat(),
    }  # fmt: skip
    request.session[PLACE] = drafts
    return key


def find(request, household, key, draft):
    """The draft with this id, of this home and questionnaire; None when there is none (any more)."""
    found = request.session.get(PLACE, {}).get(str(draft))
    return found if found and (found["home"], found["key"]) == (household.pk, key) else None


def keep(request, draft, **changes):
    """Write what was answered, or that it is saved, to the draft."""
    drafts = request.session[PLACE]
    drafts[str(draft)] |= changes
    request.session[PLACE] = drafts


def answered_on(draft):
    """The local day on which the questions were answered."""
    return datetime.date.fromisoformat(draft["on"]) if draft["on"] else clock.today()


def happened_at(draft):
    """When they were answered: now, or at noon of the day that the paper says."""
    day = answered_on(draft)
    if draft["how"] != ON_PAPER or day == clock.today():
        return clock.now()
    return clock.start_of(day) + datetime.timedelta(hours=12)


def pages(sheet, answers):
    """[(number, questions put before this person)] of the pages that have any."""
    found = (
        (number, questions.displayed(sheet.schema, page, answers))
        for number, page in enumerate(questions.pages(sheet.schema), 1)
    )
    return [(number, asked) for number, asked in found if asked]
