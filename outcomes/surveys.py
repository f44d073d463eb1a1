"""This room's questionnaires, for the form runner."""

from accounts.permissions import Perm
from outcomes.actions import ResponseRefused, record_response
from outcomes.choices import Wave
from outcomes.models import Questionnaire
from saferstreets.common.questions.kinds import Kind, Sheet, register


def _sheet(questionnaire):
    return Sheet(
        key=questionnaire.key, version=questionnaire.version, title=questionnaire.title, note=questionnaire.note,
        schema=questionnaire.questions, waves=tuple(Wave.choices),
    )  # fmt: skip


def sheets(project, day):
    """What is asked on `day`."""
    return [_sheet(one) for one in Questionnaire.objects.filter(project=project).in_use_on(day)]


def _version(project, key, version):
    return Questionnaire.objects.filter(project=project, key=key, version=version).first()


def sheet(project, key, version):
    """One version, in use or not; None when there is none."""
    found = _version(project, key, version)
    return found and _sheet(found)


def record(*, project, key, version, **details):
    """Keep one response. Raises ResponseRefused."""
    questionnaire = _version(project, key, version)
    if questionnaire is None:
        raise ResponseRefused(f"There is no version {version} of a questionnaire “{key}” here.")
    return record_response(questionnaire=questionnaire, **details)


register(Kind(name="outcomes", needs=Perm.VISIT_RECORD, sheets=sheets, sheet=sheet, record=record))
