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
    """[{status, label, count, late, cards}] for each status of the road that has jobs. Two queries, whatever there is."""
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
    """The jobs due first in each status, by one walk of the index for each; oldest first."""
    if not statuses:
        return []
    heads = [jobs.in_status(status).order_by("due_on", "id").values("pk")[:CARDS] for status in statuses]
    if connection.vendor == "sqlite":  # which takes no limit inside a union
        ids = [row["pk"] for head in heads for row in head]
    else:
        ids = [row["pk"] for row in heads[0].union(*heads[1:], all=True)]
    return jobs.model.objects.filter(pk__in=ids).for_list().order_by("due_on", "id")
