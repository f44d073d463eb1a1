"""The one composed verb of the end of a day, for desk and phone alike."""

from django.db import transaction

from households.actions import late_outings
from packs.actions import close_day


@transaction.atomic
def end_day(*, project, holder, at, **said):
    """Close somebody's day and, since they are safe home, stop their check-in timer. Returns the closed day.

    at: when they said so, by the street's clock. The rest, and what it raises, as packs.actions.close_day has them.
    """
    day = close_day(project=project, holder=holder, **said)
    late_outings.be_safe(project=project, by=holder, at=at)
    return day
