"""Who looked at what is kept back: the list a coordinator reads, and the weekly letter of how many looks each person took."""

import datetime

from django.db.models import Count, Max
from django.utils import timezone

from accounts.choices import Role
from accounts.letters import letters_to
from accounts.models import ViewEvent

WEEK = datetime.timedelta(days=7)
KINDS = {"vulnerability": "Note on vulnerability", "burglary": "Burglary record"}


def since_a_week(project, now=None):
    """How many looks each person took in the last seven days: dicts of name, kind, looks, homes and the last; most first."""
    looks = ViewEvent.objects.filter(project=project, viewed_at__gt=(now or timezone.now()) - WEEK)
    rows = (
        looks.values("by", "by__name", "kind")
        .annotate(looks=Count("pk"), homes=Count("subject_id", distinct=True), last=Max("viewed_at"))
        .order_by("-looks", "by__name", "kind")
    )
    return [{**row, "name": row["by__name"], "what": KINDS.get(row["kind"], row["kind"])} for row in rows]


def send_digest(project):
    """Tell every coordinator of the project how many looks there were; names and homes stand on the page only. Returns letters sent."""
    rows = since_a_week(project)
    looks, people = sum(row["looks"] for row in rows), len({row["by"] for row in rows})
    body = (
        f"In the last seven days {people} {'person' if people == 1 else 'people'} looked {looks} {'time' if looks == 1 else 'times'} at "
        f"what is kept back in {project.name}.\n\nSign in and open “Who looked”: it says who, how often, and why. Ask about what you cannot explain.\n"
    )
    letters = letters_to(
        [Role.COORDINATOR], project=project, subject=f"Who looked: {project.name}", body=body
    )
    for letter in letters:
        letter.send()
    return len(letters)
