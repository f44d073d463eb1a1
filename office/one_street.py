"""One street's page: its four numbers and its doors, read by hand-written SQL, as decision 0076 says.

Three statements, each beginning with the project. The numbers are the figures R01, V02, P02 and P05 of one street; a test
holds them to those functions.
"""

import datetime
from collections import defaultdict
from typing import NamedTuple

from django.db import connection

from households.choices import CautionInstruction, HouseholdState, VisitOutcome

COLUMNS = ("homes", "visited", "with_pack", "left")
COUNTS = """
SELECT (SELECT COUNT(*) FROM households_household WHERE project_id = %(project)s AND street_id = %(street)s AND state IN ('occupied', 'void')),
       (SELECT COUNT(*) FROM households_household h WHERE h.project_id = %(project)s AND h.street_id = %(street)s AND h.state IN ('occupied', 'void')
           AND EXISTS (SELECT 1 FROM households_visit v WHERE v.project_id = %(project)s AND v.household_id = h.id AND v.withdrawn_at IS NULL
                          AND v.outcome <> 'opted_out' AND v.happened_on BETWEEN %(start)s AND %(day)s)),
       (SELECT COUNT(DISTINCT household_id) FROM packs_delivery WHERE project_id = %(project)s AND street_id = %(street)s
           AND withdrawn_at IS NULL AND delivered_on BETWEEN %(start)s AND %(day)s),
       (SELECT COUNT(*) FROM households_household h WHERE h.project_id = %(project)s AND h.street_id = %(street)s AND h.state = 'occupied'
           AND h.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM packs_delivery d WHERE d.project_id = %(project)s AND d.household_id = h.id
                                                     AND d.withdrawn_at IS NULL AND d.delivered_on <= %(day)s))"""
DOORS = """
SELECT h.id, h.flat, h.name, h.number, h.postcode, h.state, h.closed_on, v.outcome, v.happened_on, v.call_back_on,
       (SELECT MAX(d.delivered_on) FROM packs_delivery d WHERE d.project_id = %(project)s AND d.household_id = h.id AND d.withdrawn_at IS NULL)
  FROM (SELECT id, flat, name, number, postcode, state, closed_on, walk_seq FROM households_household
         WHERE project_id = %(project)s AND street_id = %(street)s ORDER BY walk_seq, id LIMIT %(limit)s OFFSET %(offset)s) h
  LEFT JOIN households_visit v ON v.id = (SELECT x.id FROM households_visit x WHERE x.project_id = %(project)s AND x.household_id = h.id
                                             AND x.withdrawn_at IS NULL ORDER BY x.happened_at DESC, x.id DESC LIMIT 1)
 ORDER BY h.walk_seq, h.id"""
CAUTIONS = """
SELECT c.household_id, c.instruction FROM households_household h
  JOIN households_cautionflag c ON c.project_id = %(project)s AND c.household_id = h.id
 WHERE h.project_id = %(project)s AND h.street_id = %(street)s AND c.lifted_on IS NULL AND c.from_on <= %(day)s AND c.expires_on >= %(day)s
 ORDER BY c.expires_on, c.id"""


class Knock(NamedTuple):
    """The last standing visit to a door."""

    outcome: str
    happened_on: datetime.date
    call_back_on: datetime.date | None


def counts(street, day):
    """One street in numbers, as its row of the list has them: dict of homes, visited, with_pack, left. One query."""
    facts = {"project": street.project_id, "street": street.pk, "day": day, "start": street.project.starts_on}
    return dict(zip(COLUMNS, _ask(COUNTS, facts)[0], strict=True))


def doors(street, day, *, sees_cautions, limit, offset=0):
    """The doors of a street in walking order: dict of pk, door, postcode, visit (a Knock), pack_on, status and its label, heed.

    sees_cautions: may this person be told what to heed? limit, offset: which of the doors. Two queries.
    """
    facts = {"project": street.project_id, "street": street.pk, "day": day, "limit": limit, "offset": offset}
    heed = defaultdict(list)
    for home, instruction in _ask(CAUTIONS, facts) if sees_cautions else ():
        heed[home].append(CautionInstruction(instruction).label)
    return [_door(row, day) | {"heed": heed.get(row[0], [])} for row in _ask(DOORS, facts)]


def _ask(statement, facts):
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return cursor.fetchall()


def _door(row, day):
    pk, flat, name, number, postcode, state, closed_on, outcome, happened_on, call_back_on, pack_on = row
    visit = Knock(outcome, happened_on, call_back_on) if outcome else None
    status, label = door_status(state, closed_on, visit, pack_on, day)
    return {
        "pk": pk,
        "door": ", ".join(part for part in (flat, name, number) if part),
        "postcode": postcode,
        "status": status,
        "label": label,
        "visit": visit,
        # SQLite gives the largest of some dates as text
        "pack_on": datetime.date.fromisoformat(pack_on) if isinstance(pack_on, str) else pack_on,
    }


def door_status(state, closed_on, visit, pack_on, day):
    """(code for the colour, words) of one door: the one thing an Assistant needs to know before knocking."""
    if closed_on:
        return "stopped", "Do not call"
    if state != HouseholdState.OCCUPIED:
        return "closed", HouseholdState(state).label
    if pack_on:
        return "done", "Has a pack"
    if visit is None:
        return "not-due", "Not visited yet"
    if visit.call_back_on:
        return ("late" if visit.call_back_on < day else "due"), f"Call back {visit.call_back_on:%-d %B}"
    return visit.outcome, VisitOutcome(visit.outcome).label
