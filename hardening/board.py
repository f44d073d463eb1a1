"""The board: how many jobs stand where, how many are late, and the most pressing of each.

A limit inside a union is plain SQL, as no query set says it on both databases.
"""

from django.db import connection

from hardening.choices import JobStatus
from hardening.models import Job

# In the order of the road; what has left it stands in the list only.
COLUMNS = (
    JobStatus.REFERRED, JobStatus.SURVEYED, JobStatus.SPECIFIED, JobStatus.APPROVED, JobStatus.ORDERED, JobStatus.BOOKED,
    JobStatus.NO_ACCESS, JobStatus.FITTED, JobStatus.SNAGGED, JobStatus.INSPECTED, JobStatus.CLOSED,
)  # fmt: skip
CARDS = 5


HEAD = "SELECT id FROM (SELECT id FROM hardening_job WHERE project_id = %s AND status = %s ORDER BY due_on, id LIMIT %s) AS head"
PRINTED = (
    "status", "due_on", "reserve", "project", "household__flat", "household__name", "household__number", "household__postcode",
    "household__street__name", "firm__body__name",
)  # fmt: skip


def columns(user, project, day):
    """[{status, label, count, late, cards}] for each status of the road that has jobs. Three queries, whatever there is."""
    counted = {
        status: (count, late) for status, count, late in Job.objects.filter(project=project).counted(day)
    }
    shown = [status for status in COLUMNS if status in counted]
    cards = {status: [] for status in shown}
    for job in _first_of_each(user, project, shown):
        cards[job.status].append({"job": job, "late": job.is_late_on(day)})
    return [
        {
            "status": status.value, "label": status.label, "count": counted[status][0], "late": counted[status][1], "cards": cards[status],
        }
        for status in shown
    ]  # fmt: skip


def _first_of_each(user, project, statuses):
    """The jobs due first in each status, oldest first: their ids by one walk of the index for each, then their rows at once."""
    if not statuses:
        return []
    told = [value for status in statuses for value in (project.pk, status.value, CARDS)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([HEAD] * len(statuses)), told)
        ids = [pk for (pk,) in cursor.fetchall()]
    return (
        Job.objects.visible_to(user, project)
        .filter(pk__in=ids)
        .for_list()
        .only(*PRINTED)
        .order_by("due_on", "id")
    )
