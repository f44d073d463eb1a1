"""Cocoons: a burglary is answered at its door and at four doors on each side, against the clock."""

import datetime
import re

from django.db import transaction

from accounts.actions import record_event
from hardening import rules
from hardening.actions.moving import JobRefused
from hardening.models import Cocoon, CocoonTask
from households.models import BurglaryRecord, Household
from saferstreets.common import clock


@transaction.atomic
def pull_burglaries(*, project, by):
    """Make a cocoon for every burglary record in use that has none. Returns the cocoons made; again makes none.

    by: None when the office's own clock asks. The clock runs from today: nobody could act before the record was here.
    """
    today = clock.today()
    pulled = Cocoon.objects.filter(project=project, burglary__isnull=False).values("burglary")
    fresh = BurglaryRecord.objects.filter(project=project).standing_on(today).exclude(pk__in=pulled)
    return [_make(record, today, by) for record in fresh.select_related("household__street").order_by("id")]


def _make(record, today, by):
    cocoon = Cocoon.objects.create(
        project_id=record.project_id, burglary=record, made_on=today, made_by=by,
        due_on=today + datetime.timedelta(days=rules.COCOON_DAYS),
    )  # fmt: skip
    CocoonTask.objects.bulk_create(
        CocoonTask(project_id=record.project_id, cocoon=cocoon, household=home, distance=distance)
        for distance, home in doors_around(record.household)
    )
    record_event(by=by, verb="cocoon.make", subject=cocoon, fields=["tasks"])
    return cocoon


def doors_around(home):
    """[(distance, home)]: the home itself and up to four open doors each side of it, on its own side of the street.

    Doors are neighbours in walking order. Where the street has odd and even numbers, only those of the home's own kind count; flats of
    the house are its nearest doors. Doors closed to visits or empty are passed over, so that four are four.
    """
    street = Household.objects.filter(project_id=home.project_id, street_id=home.street_id, duplicate_of=None)
    doors = list(street.open_to_visits().exclude(pk=home.pk).order_by("walk_seq", "id"))
    doors = [door for door in doors if _same_side(door, home)]
    place = (home.walk_seq, home.pk)
    before = [door for door in doors if (door.walk_seq, door.pk) < place][-rules.COCOON_NEIGHBOURS :]
    after = [door for door in doors if (door.walk_seq, door.pk) > place][: rules.COCOON_NEIGHBOURS]
    found = [(-distance, door) for distance, door in enumerate(reversed(before), 1)]
    itself = [] if home.closed_on else [(0, home)]
    return sorted(found + itself + list(enumerate(after, 1)), key=lambda pair: pair[0])


def _same_side(door, home):
    ours, theirs = (re.match(r"\d+", one.number) for one in (home, door))
    return not (ours and theirs) or int(ours.group()) % 2 == int(theirs.group()) % 2


@transaction.atomic
def record_cocoon_task(*, task_id, outcome, done_on, by):
    """What was done at one door. Once: a second record is refused."""
    task = CocoonTask.objects.select_for_update(of=("self",)).select_related("cocoon").get(pk=task_id)
    if task.done_on:
        raise JobRefused("This door has been done already.")
    if not task.cocoon.made_on <= done_on <= clock.today():
        raise JobRefused("It was done between the day the cocoon was made and today.")
    task.outcome, task.done_on, task.done_by = outcome, done_on, by
    task.save(update_fields=["outcome", "done_on", "done_by"])
    record_event(by=by, verb="cocoon_task.done", subject=task, fields=["outcome", "done_on"])
    return task
