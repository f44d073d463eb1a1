"""What is recorded for a whole round: nobody in at many doors, its undoing, and the sheet typed back in."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from doorstep import paper
from doorstep.actions import record_visit, withdraw_visit
from households import rules
from households.models import Household, Visit
from saferstreets.common import clock
from saferstreets.common.workflow import Refused

# From round and home always the same id: a door ticked, typed, or typed by two people is one visit.
ROUND_VISITS = uuid.UUID("6f1c2f0e-7a3b-5d54-9d0a-2b8f4c1e7a55")
MISTAKE = "Marked as nobody in by mistake"


class VisitedToday(Refused):
    """Somebody recorded a visit to this door on the day of the round, in another way."""


class TypedOtherwise(Refused):
    """The sheet of this round says something else of this door already."""


@dataclass(frozen=True)
class Answer:
    """What became of one typed line: `accepted`, or the line stays in the box; `words` say why."""

    text: str
    accepted: bool
    words: str
    address: str = ""


def own_ids(walk, household_id):
    """The ids that visits of this round to this home bear: one, and after each withdrawal the next."""
    return (uuid.uuid5(ROUND_VISITS, f"{walk.pk}:{household_id}:{number}") for number in range(100))


@transaction.atomic
def record_door(*, walk, household, outcome, happened_at, by, again=False, **visit):
    """Record what happened at one door of a round. Returns (visit, created).

    The same outcome again is the same visit. Raises TypedOtherwise for another outcome, VisitedToday when a visit of
    that day was recorded in another way and `again` does not say that there were two; and whatever record_visit raises.
    """
    Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    visits = {
        found.client_id: found
        for found in Visit.objects.filter(project_id=walk.project_id, household=household)
    }
    for client_id in own_ids(walk, household.pk):
        stored = visits.pop(client_id, None)
        if stored is None or stored.withdrawn_at is None:
            break
    if stored:
        if stored.outcome != outcome:
            raise TypedOtherwise(
                f"This round already says “{stored.get_outcome_display()}” here. Withdraw that visit first if this line is right."
            )
        return stored, False
    day = clock_day(happened_at)
    others = [found for found in visits.values() if found.withdrawn_at is None and found.happened_on == day]
    if others and not again:
        raise VisitedToday(_told(max(others, key=lambda found: found.happened_at)))
    return record_visit(
        client_id=client_id, household=household, outcome=outcome, happened_at=happened_at, by=by, **visit
    )


def clock_day(at):
    """The local date of an aware time."""
    return at.astimezone(clock.now().tzinfo).date()


def _told(other):
    local = other.happened_at.astimezone(clock.now().tzinfo)
    return (
        f"A visit of {local:%-d %B, %H:%M} is recorded already: {other.get_outcome_display()}. "
        "Leave the line out if it is the same; end it with ! if there were two visits."
    )


@transaction.atomic
def record_nobody_in(*, walk, homes, outcome, by):
    """Record that nobody came to each of these doors, all or none. Returns (visits made, how many doors were left out).

    outcome: rules.QUICK. Doors with a visit of the day, or closed meanwhile, are left out; homes are locked in one order.
    """
    if outcome not in rules.QUICK:
        raise Refused("Ticked doors can only be recorded as nobody in.")
    made, left_out, now = [], 0, clock.now()
    for household in sorted(homes, key=lambda home: home.pk):
        try:
            visit, created = record_door(
                walk=walk, household=household, outcome=outcome, happened_at=now, by=by
            )
        except Refused:
            left_out += 1
            continue
        made += [visit] if created else []
    return made, left_out


@transaction.atomic
def undo_nobody_in(*, visits, by):
    """Withdraw exactly these visits, as marked by mistake; those withdrawn since are passed over. Returns how many."""
    standing = [
        visit for visit in sorted(visits, key=lambda visit: visit.household_id) if visit.withdrawn_at is None
    ]
    for visit in standing:
        withdraw_visit(visit=visit, reason=MISTAKE, by=by)
    return len(standing)


def type_in(*, walk, text, by):
    """Record a sheet line by line. Returns an Answer for every line; a line that is refused hinders no other."""
    doors = {door.short_code: door.household for door in walk.doors.for_walking()}
    at = paper.walked_at(walk.on_day, walk.part_of_day, clock.now())
    return [_type_line(walk, doors, line, at, by) for line in paper.lines_of(text)]


def _type_line(walk, doors, text, at, by):
    address = ""
    try:
        line = paper.read_line(text, walk.on_day)
        household = doors.get(line.code)
        if household is None:
            raise paper.LineRefused(
                f"{line.code} is not on this round. Look at the code again, and at the number of the sheet."
            )
        address = household.address
        visit, created = record_door(
            walk=walk,
            household=household,
            outcome=line.outcome,
            happened_at=at,
            by=by,
            again=line.again,
            bag_of=walk.walked_by,
            from_street=True,
            **line.visit,
        )
    except Refused as refused:
        return Answer(text, False, str(refused), address)
    words = visit.get_outcome_display()
    return Answer(text, True, words if created else f"Recorded already: {words}", address)
