"""Visits against the match ledger: what each should have posted, what it did, and posting what is missing."""

from django.db import transaction

from accounts.models import Project
from doorstep.actions import source_of
from grants.actions.match import OfficerTime, post_officer_time
from grants.models import MatchContribution
from households.models import Visit


def missing(project):
    """Standing visits with an officer's minutes that the match ledger does not know, oldest first. Two queries."""
    posted = set(
        MatchContribution.objects.filter(project=project, source__startswith="households.Visit:").values_list(
            "source", flat=True
        )
    )
    visits = (
        Visit.objects.standing().filter(project=project, officer_minutes__gt=0).select_related("recorded_by")
    )
    return [visit for visit in visits.order_by("happened_at", "id") if source_of(visit) not in posted]


@transaction.atomic
def post_missing(*, project):
    """Post the minutes of visits that were recorded before the match ledger was kept. Returns how many; again, none."""
    given = [
        OfficerTime(source_of(one), one.officer_minutes, one.happened_on, one.recorded_by)
        for one in missing(project)
    ]
    if given:
        post_officer_time(project=project, given=given)
    return len(given)


def faults(project=None):
    """Plain sentences, one for each visit whose officer's minutes are in no match ledger, of one project or of all."""
    for one in [project] if project else Project.objects.order_by("pk"):
        for visit in missing(one):
            yield f"{one.slug}: visit {visit.pk} had an officer for {visit.officer_minutes} minutes, and the match ledger has none. Run fill_match."
