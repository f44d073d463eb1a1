"""What the forecast reads: where the homes stand, and which knocks were answered. Two queries for any number of homes."""

import datetime
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import Count, Q
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership
from households import rules
from households.choices import HouseholdState
from households.choices import VisitOutcome as O
from households.models import Household, LadderStep, Visit
from office.forecast import Share, Standing
from packs.models import Delivery

COME_AGAIN = (O.CALL_BACK, O.LANGUAGE_NEED)  # spoken with, and a pack is still possible
SETTLED = tuple(outcome for outcome in rules.REACHED if outcome not in COME_AGAIN)
NO_HOME = (
    HouseholdState.VOID,
    HouseholdState.DERELICT,
    HouseholdState.NON_RESIDENTIAL,
    HouseholdState.CANNOT_FIND,
)
OTHER_ENTRY = (HouseholdState.SPLIT, HouseholdState.DUPLICATE)  # the same home, or homes, under another entry


def standing(project):
    """The Standing of every home of the project, from the register and the standing visits as they are now. One query.

    By hand, because the ORM can group rows by a column but not by a count: two levels of grouping would read every home.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_standing_sql(project))
        rows = cursor.fetchall()
    homes, tried = {}, {}
    for kind, seen, tries, count in rows:
        homes[kind, seen] = homes.get((kind, seen), 0) + count
        if kind == "open":
            tried[tries] = tried.get(tries, 0) + count

    def of(kind):
        return homes.get((kind, 0), 0) + homes.get((kind, 1), 0)

    return Standing(
        with_pack=of("pack"),
        refused=of("refused"),
        untried=tried.pop(0, 0),
        tried=tried,
        waiting=of("waiting"),
        no_home=homes.get(("no home", 1), 0),
        looked_at=sum(count for (_, seen), count in homes.items() if seen),
        entries=sum(homes.values()),
    )


def _standing_sql(project):
    """(statement, parameters) that give (kind, 1 if ever visited, knocks nobody answered, homes)."""
    home, visit, delivery = (model._meta.db_table for model in (Household, Visit, Delivery))

    def among(values):
        return "(" + ", ".join(["%s"] * len(values)) + ")"

    statement = f"""
        SELECT kind, seen, tries, COUNT(*) FROM (
            SELECT CASE WHEN EXISTS (SELECT 1 FROM {delivery} d
                                     WHERE d.project_id = %s AND d.household_id = h.id AND d.withdrawn_at IS NULL) THEN 'pack'
                        WHEN h.state IN {among(NO_HOME)} THEN 'no home'
                        WHEN v.again_at IS NOT NULL AND h.closed_on IS NULL
                             AND (v.settled_at IS NULL OR v.again_at > v.settled_at) THEN 'waiting'
                        WHEN v.settled_at IS NOT NULL OR v.again_at IS NOT NULL THEN 'refused'
                        WHEN h.closed_on IS NOT NULL THEN 'closed'
                        ELSE 'open' END AS kind,
                   CASE WHEN v.household_id IS NULL THEN 0 ELSE 1 END AS seen,
                   COALESCE(v.tries, 0) AS tries
            FROM {home} h
            LEFT JOIN (SELECT household_id,
                              SUM(CASE WHEN outcome IN {among(rules.ANSWERABLE)} THEN 1 ELSE 0 END) AS tries,
                              MAX(CASE WHEN outcome IN {among(COME_AGAIN)} THEN happened_at END) AS again_at,
                              MAX(CASE WHEN outcome IN {among(SETTLED)} THEN happened_at END) AS settled_at
                       FROM {visit} WHERE project_id = %s AND withdrawn_at IS NULL GROUP BY household_id) v
                   ON v.household_id = h.id
            WHERE h.project_id = %s AND h.state NOT IN {among(OTHER_ENTRY)}) homes
        GROUP BY kind, seen, tries
    """
    outcomes = [str(value) for value in (*NO_HOME, *rules.ANSWERABLE, *COME_AGAIN, *SETTLED)]
    return statement, [project.pk, *outcomes, project.pk, project.pk, *map(str, OTHER_ENTRY)]


class UtcHour(models.Func):
    """The hour of a time, UTC. On SQLite from the text itself: its time functions cost as much as all the rest."""

    output_field = models.IntegerField()
    template = "CAST(EXTRACT(HOUR FROM %(expressions)s AT TIME ZONE 'UTC') AS INTEGER)"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="CAST(SUBSTR(%(expressions)s, 12, 2) AS INTEGER)", **context
        )


@dataclass(frozen=True)
class Hour:
    """One hour of one day of rounds. at: its beginning, local; knocks at homes in it, and how many were answered."""

    day: datetime.date
    at: datetime.datetime
    knocks: int
    answered: int


def hours(project, period):
    """The Hours of the period in which anybody knocked: as figures V08 and V09, split. One query, a row for each hour."""
    knocks = Visit.objects.filter(project=project).standing().within(period).answerable()
    rows = (
        knocks.order_by()
        .values_list("happened_on", UtcHour("happened_at"))
        .annotate(knocks=Count("pk"), answered=Count("pk", filter=Q(outcome__in=rules.REACHED)))
    )
    return [Hour(day, _local(day, hour), knocks, answered) for day, hour, knocks, answered in rows]


def _local(day, utc_hour):
    return timezone.localtime(datetime.datetime.combine(day, datetime.time(utc_hour), datetime.UTC))


def shares(hours, key):
    """{key(hour): Share of knocks answered}."""
    found = {}
    for hour in hours:
        answered, knocks = found.get(key(hour), (0, 0))
        found[key(hour)] = (answered + hour.answered, knocks + hour.knocks)
    return {place: Share(*counts) for place, counts in found.items()}


def assistants(project):
    """How many Assistants knock on doors today; 1 where nobody has the role, so that a day's work can still be said."""
    return max(
        1,
        Membership.objects.current()
        .filter(project=project, role=Role.ASSISTANT, user__is_active=True)
        .count(),
    )


def ladder(project):
    """The tries that the project's call-back ladder asks for; the house's own where it has none."""
    return len(LadderStep.objects.filter(project=project).as_ladder())
