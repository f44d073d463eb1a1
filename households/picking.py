"""Which doors a round should hold: the best ones first, read by hand-written SQL.

Three statements at most, each beginning with the project, so that what a round costs depends on its own project alone.
Plain SQL for both databases, not the ORM: putting these statements together anew would take longer than running them.
"""

from dataclasses import dataclass

from django.db import connection

from households import rounds
from households.choices import OfferKind, OfferOutcome, PartOfDay, Side
from households.ladder import EVENING, NOON, promised_later

# Whoever took a pack, has one or said no to it is not asked again.
SETTLED = (OfferOutcome.DONE, OfferOutcome.DECLINED, OfferOutcome.ALREADY_HAS)

HOUR = {
    "postgresql": "EXTRACT(HOUR FROM v.happened_at AT TIME ZONE 'Europe/London')",
    "sqlite": "django_datetime_extract('hour', v.happened_at, 'Europe/London', 'UTC')",
}
WEEKEND = {
    "postgresql": "EXTRACT(ISODOW FROM v.happened_on) > 5",
    "sqlite": "strftime('%%w', v.happened_on) IN ('0', '6')",
}
HOURS = {PartOfDay.MORNING: (0, NOON), PartOfDay.AFTERNOON: (NOON, EVENING), PartOfDay.EVENING: (EVENING, 24)}

# Homes that may be visited at all: in scope, open, not in another planned round of the day, nothing promised for later.
OPEN = """
  JOIN households_street s ON s.id = h.street_id
 WHERE h.project_id = %(project)s AND s.project_id = %(project)s AND h.state = 'occupied' AND h.closed_on IS NULL {place} {own}
   AND NOT EXISTS (SELECT 1 FROM households_rounddoor d JOIN households_round r ON r.id = d.round_id
                    WHERE d.project_id = %(project)s AND d.household_id = h.id AND r.status = 'planned' AND r.on_day = %(day)s)
   AND NOT EXISTS (SELECT 1 FROM households_enquiry e WHERE e.project_id = %(project)s AND e.household_id = h.id
                      AND e.status = 'promised' AND e.promised_on > %(day)s)"""
OWN = """AND NOT EXISTS (SELECT 1 FROM households_ownstreet x WHERE x.project_id = %(project)s AND x.user_id = %(walker)s
                      AND x.ended_at IS NULL AND x.street_id = h.street_id)"""
NOT_WAITING = """
   AND NOT EXISTS (SELECT 1 FROM households_visit w
                    WHERE w.project_id = %(project)s AND w.household_id = h.id AND w.withdrawn_at IS NULL
                      AND (w.call_back_on > %(day)s OR (w.call_back_on = %(day)s AND w.call_back_time IN {later}))
                      AND NOT EXISTS (SELECT 1 FROM households_visit n WHERE n.project_id = %(project)s
                            AND n.household_id = h.id AND n.withdrawn_at IS NULL AND n.happened_at > w.happened_at))"""
UNSETTLED = """NOT EXISTS (SELECT 1 FROM households_visit p JOIN households_offer o ON o.visit_id = p.id
                    WHERE p.project_id = %(project)s AND p.household_id = h.id AND p.withdrawn_at IS NULL
                      AND o.project_id = %(project)s AND o.kind = '{kind}' AND o.outcome IN {settled})"""
IN_ORDER = "s.name, s.town, s.id, h.walk_seq, h.id LIMIT %(limit)s"

# called: a call-back is due; promised: that, or an enquiry's visit. A promise is kept beyond the ladder and after a pack.
URGENT = f"""
WITH wanted AS (
  SELECT household_id, {rounds.VICTIM} AS rank FROM households_burglaryrecord
   WHERE project_id = %(project)s AND expires_on >= %(day)s
  UNION ALL
  SELECT household_id, {rounds.VULNERABLE} FROM households_vulnerability
   WHERE project_id = %(project)s AND (ended_on IS NULL OR ended_on > %(day)s)
  UNION ALL
  SELECT v.household_id, {rounds.CALL_BACK} FROM households_visit v
   WHERE v.project_id = %(project)s AND v.call_back_on <= %(day)s AND v.withdrawn_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM households_visit n WHERE n.project_id = %(project)s
           AND n.household_id = v.household_id AND n.withdrawn_at IS NULL AND n.happened_at > v.happened_at)
  UNION ALL
  SELECT household_id, {rounds.ENQUIRY} FROM households_enquiry
   WHERE project_id = %(project)s AND status = 'promised' AND promised_on <= %(day)s
), ranked AS (
  SELECT household_id, MIN(rank) AS rank, MAX(CASE WHEN rank >= {rounds.CALL_BACK} THEN 1 ELSE 0 END) AS promised,
         MAX(CASE WHEN rank = {rounds.CALL_BACK} THEN 1 ELSE 0 END) AS called
    FROM wanted GROUP BY household_id)
SELECT h.id, ranked.rank FROM ranked JOIN households_household h ON h.id = ranked.household_id {{open}} {{not_waiting}}
   AND (ranked.called = 1 OR NOT EXISTS (SELECT 1 FROM households_visit t WHERE t.project_id = %(project)s
           AND t.household_id = h.id AND t.withdrawn_at IS NULL AND t.happened_on = %(day)s))
   AND (ranked.promised = 1 OR ({{unsettled}}
        AND (SELECT COUNT(*) FROM households_visit c WHERE c.project_id = %(project)s AND c.household_id = h.id
                AND c.withdrawn_at IS NULL) < %(most)s))
 ORDER BY ranked.rank, {IN_ORDER}"""

NEVER = f"""
SELECT h.id, {rounds.NEVER_TRIED} FROM households_household h {{open}}
   AND NOT EXISTS (SELECT 1 FROM households_visit v
                    WHERE v.project_id = %(project)s AND v.household_id = h.id AND v.withdrawn_at IS NULL)
 ORDER BY {IN_ORDER}"""

# here: tried at this part of the day before. due: what the ladder asks for now, as ladder.due_now has it.
AGAIN = f"""
WITH tried AS (
  SELECT v.household_id, COUNT(*) AS tries, MAX(CASE WHEN {{at_this_part}} THEN 1 ELSE 0 END) AS here,
         MAX(CASE WHEN v.happened_on = %(day)s THEN 1 ELSE 0 END) AS today
    FROM households_visit v WHERE v.project_id = %(project)s AND v.withdrawn_at IS NULL GROUP BY v.household_id)
SELECT h.id, CASE WHEN tried.tries IN {{this_part}} OR (tried.tries IN {{any_part}} AND tried.here = 0)
                  THEN {rounds.OTHER_TIME} ELSE {rounds.TRIED} END AS rank
  FROM tried JOIN households_household h ON h.id = tried.household_id {{open}} {{not_waiting}}
   AND tried.tries < %(most)s AND tried.today = 0 AND {{unsettled}}
 ORDER BY rank, {IN_ORDER}"""


@dataclass(frozen=True)
class Pick:
    """One door of a round to be: the home's key and the rank it was chosen for (see households.rounds)."""

    household_id: int
    rank: int

    @property
    def why(self):
        """The reason in words anybody at the door may read."""
        return rounds.WHY[self.rank]


def best_doors(
    *, project, day, part, ladder, how_many=rounds.USUAL_DOORS, street=None, side=Side.BOTH, walker=None
):
    """The best `how_many` doors for a round on `day` in this part of it, best first: a list of Pick.

    street, side: look there alone. walker: who will walk it; no door of their own streets. Left out: closed homes and what is no home, doors of another planned round of the
    day, doors tried that day, homes that took, have or declined a pack, a promise for later, and the ladder used up; the
    last three and the try of the day give way to a promise that is due. Doors of equal rank come in walking order.
    """
    wanted = {"project": project.pk, "day": day.isoformat(), "limit": how_many, "most": len(ladder)}
    wanted |= {"street": street.pk if street else None, "walker": walker.pk if walker else None}
    chosen = {}
    with connection.cursor() as cursor:
        for statement in statements(part, ladder, street, side, walker):
            cursor.execute(statement, wanted)
            for household_id, rank in cursor.fetchall():
                chosen.setdefault(household_id, rank)
            if len(chosen) >= how_many:
                break
    return [Pick(*found) for found in chosen.items()][:how_many]


def statements(part, ladder, street=None, side=Side.BOTH, walker=None):
    """The three statements, in the order of their ranks; each is asked only if those before found too few."""
    pieces = {
        "open": OPEN.format(place=_place(street, side), own=OWN if walker else ""),
        "not_waiting": NOT_WAITING.format(later=_among(promised_later(part))),
        "unsettled": UNSETTLED.format(kind=OfferKind.PACK.value, settled=_among(SETTLED)),
        "at_this_part": _at_this_part(part),
        "this_part": _among(tries for tries, step in enumerate(ladder) if step.part_of_day == part),
        "any_part": _among(tries for tries, step in enumerate(ladder) if not step.part_of_day),
    }
    return [statement.format(**pieces) for statement in (URGENT, NEVER, AGAIN)]


def _place(street, side):
    """Narrow to a street and a side. A door without a number (9999 in walking order) is on both sides."""
    parity = {Side.ODD: 1, Side.EVEN: 0}.get(side)
    place = "AND h.street_id = %(street)s" if street else ""
    if parity is None:
        return place
    return f"{place} AND (h.walk_seq / 100000 = 9999 OR (h.walk_seq / 100000) %% 2 = {parity})"


def _at_this_part(part):
    weekend = WEEKEND[connection.vendor]
    if part not in HOURS:
        return weekend
    first, end = HOURS[part]
    return f"NOT ({weekend}) AND {HOUR[connection.vendor]} >= {first} AND {HOUR[connection.vendor]} < {end}"


def _among(values):
    """A list for IN, of our own words and whole numbers only; never what somebody typed."""
    words = ", ".join(f"'{value}'" if isinstance(value, str) else str(int(value)) for value in values)
    return f"({words or 'NULL'})"
