"""The home security survey, for the form runner at the door."""

from accounts.permissions import Perm
from hardening import wide
from hardening.actions import record_survey
from saferstreets.common import clock
from saferstreets.common.questions.kinds import Kind, Sheet, register

SHEET = Sheet(
    key="home-security", version=1, title="Home security survey", schema=wide.SCHEMA,
    note="Locks by their standards, windows, lights, yard; gives the WIDE score and what is wanting",
)  # fmt: skip


def sheets(project, day):
    """The one survey, every day."""
    return [SHEET]


def sheet(project, key, version):
    """One version; None when there is none."""
    return SHEET if (key, version) == (SHEET.key, SHEET.version) else None


def record(*, project, key, version, household, answers, happened_at, by, client_id, visit=None, **_):
    """Keep one survey. Raises SurveyRefused."""
    return record_survey(
        household=household, answers=answers, happened_on=happened_at.astimezone(clock.now().tzinfo).date(), by=by,
        client_id=client_id, visit=visit,
    )  # fmt: skip


register(Kind(name="hardening", needs=Perm.JOB_REFER, sheets=sheets, sheet=sheet, record=record))
