"""How a scheme is held while something is written about it; used by every other file of this folder."""

from lighting import rules
from lighting.models import Scheme, Work
from lighting.rules import LightingRefused


def locked(scheme_id):
    """The scheme, held until the transaction ends."""
    schemes = Scheme.objects.select_for_update(of=("self",))
    return schemes.select_related("project", "owner").get(pk=scheme_id)


def marks_of(scheme):
    """{stage: Mark} of a scheme, and {stage: Work}."""
    works = {work.stage: work for work in Work.objects.filter(project_id=scheme.project_id, scheme=scheme)}
    return {stage: work.mark for stage, work in works.items()}, works


def passed(scheme):
    """Names of the gates that are settled or not needed."""
    return set(scheme.gates.settled().values_list("kind", flat=True))


def work_of(scheme, stage, works):
    """The row of a stage, new where it has none yet."""
    return works.get(stage) or Work(project_id=scheme.project_id, scheme=scheme, stage=stage)


def refuse_after_handover(scheme):
    """Raises LightingRefused once the lights are somebody else's."""
    if Work.objects.filter(
        project_id=scheme.project_id, scheme=scheme, stage=rules.HANDED_OVER, actual_on__isnull=False
    ).exists():
        raise LightingRefused("This scheme is handed over: its record is closed.")
