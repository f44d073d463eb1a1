"""The board: how many jobs stand where, how many are late, and the most pressing of each."""

from django.db import connection

from hardening.choices import JobStatus

# In the order of the road; what has left it stands in the list only.
COLUMNS = (
    JobStatus.REFERRED, JobStatus.SURVEYED, JobStatus.SPECIFIED, JobStatus.APPROVED, JobStatus.ORDERED, JobStatus.BOOKED,
    JobStatus.NO_ACCESS, JobStatus.FITTED, JobStatus.SNAGGED, JobStatus.INSPECTED, JobStatus.CLOSED,
)  # fmt: skip
CARDS = 5


def columns(jobs, day):
    """[{status, label, count, late, cards}] for each status of the road that has jobs. Three queries, or one a column on SQLite."""
    counted = {status: (count, late) for status, count, late in jobs.counted(day)}
    shown = [status for status in COLUMNS if status in counted]
    cards = {status: [] for status in shown}
    for job in _first_of_each(jobs, shown):
        cards[job.status].append({"job": job, "late": job.is_late_on(day)})
    return [
        {
            "status": status.value, "label": status.label, "count": counted[status][0], "late": counted[status][1], "cards": cards[status],
        }
        for status in shown
    ]  # fmt: skip


def _first_of_each(jobs, statuses):
    """The jobs due first in each status, by one walk of the index for each; oldest first within a status."""
    heads = [jobs.in_status(status).order_by("due_on", "id") for status in statuses]
    if connection.vendor == "sqlite":  # which takes no limit inside a union, and asks nobody over a wire
        return [job for head in heads for job in head.for_list()[:CARDS]]
    if not heads:
        return []
    first, *rest = (head.values("pk")[:CARDS] for head in heads)
    ids = [row["pk"] for row in first.union(*rest, all=True)]
    return jobs.model.objects.filter(pk__in=ids).for_list().order_by("due_on", "id")
