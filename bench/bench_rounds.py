"""What is read before a knock: the best 40 doors, one street's page, the search box; against SQL written by hand.

The floors are statements one would write for this one question, sent straight to the driver: no Django, no page. They answer
the same rows, which is checked before anything is measured. Every project has victims, vulnerable homes and promises.
"""

from bench import register
from bench.databases import ENGINES, LARGE, throwaway

NAME = "Rounds, street pages and search"
WANTED = "best doors and street pages within 1.5x of hand-written SQL, search within 2x; flat as other projects grow"
HOMES, OTHERS = (10_000, 499) if LARGE else (2_000, 99)
ROUNDS = 61
SEARCHES = ("12 a0", "zz14 2", "street")

# A home's last standing visit, and whether it settles the matter of the pack.
BEST = """
WITH urgent AS (
  SELECT household_id, min(rank) AS rank, max(CASE WHEN rank >= 3 THEN 1 ELSE 0 END) AS promised, max(CASE WHEN rank = 3 THEN 1 ELSE 0 END) AS called FROM (
    SELECT household_id, 1 AS rank FROM households_burglaryrecord WHERE project_id = {p} AND expires_on >= '{day}'
    UNION ALL SELECT household_id, 2 FROM households_vulnerability WHERE project_id = {p} AND (ended_on IS NULL OR ended_on > '{day}')
    UNION ALL SELECT v.household_id, 3 FROM households_visit v WHERE v.project_id = {p} AND v.call_back_on <= '{day}' AND v.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM households_visit n WHERE n.project_id = {p} AND n.household_id = v.household_id AND n.withdrawn_at IS NULL AND n.happened_at > v.happened_at)
    UNION ALL SELECT household_id, 4 FROM households_enquiry WHERE project_id = {p} AND status = 'promised' AND promised_on <= '{day}') w
  GROUP BY household_id)
SELECT h.id FROM urgent u JOIN households_household h ON h.id = u.household_id JOIN households_street s ON s.id = h.street_id
WHERE h.project_id = {p} AND h.state = 'occupied' AND h.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM households_rounddoor d JOIN households_round r ON r.id = d.round_id WHERE d.project_id = {p} AND d.household_id = h.id AND r.status = 'planned' AND r.on_day = '{day}')
  AND NOT EXISTS (SELECT 1 FROM households_enquiry e WHERE e.project_id = {p} AND e.household_id = h.id AND e.status = 'promised' AND e.promised_on > '{day}')
  AND NOT EXISTS (SELECT 1 FROM households_visit w WHERE w.project_id = {p} AND w.household_id = h.id AND w.withdrawn_at IS NULL AND w.call_back_on > '{day}'
      AND NOT EXISTS (SELECT 1 FROM households_visit n WHERE n.project_id = {p} AND n.household_id = h.id AND n.withdrawn_at IS NULL AND n.happened_at > w.happened_at))
  AND (u.called = 1 OR NOT EXISTS (SELECT 1 FROM households_visit t WHERE t.project_id = {p} AND t.household_id = h.id AND t.withdrawn_at IS NULL AND t.happened_on = '{day}'))
  AND (u.promised = 1 OR ((SELECT count(*) FROM households_visit c WHERE c.project_id = {p} AND c.household_id = h.id AND c.withdrawn_at IS NULL) < 3
      AND NOT EXISTS (SELECT 1 FROM households_visit v JOIN households_offer o ON o.visit_id = v.id WHERE v.project_id = {p} AND v.household_id = h.id
        AND v.withdrawn_at IS NULL AND o.project_id = {p} AND o.kind = 'pack' AND o.outcome IN ('done', 'declined', 'already_has'))))
ORDER BY u.rank, s.name, s.town, s.id, h.walk_seq, h.id LIMIT 40"""
NEVER = """
SELECT h.id FROM households_household h JOIN households_street s ON s.id = h.street_id
WHERE h.project_id = {p} AND s.project_id = {p} AND h.state = 'occupied' AND h.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM households_visit v WHERE v.project_id = {p} AND v.household_id = h.id AND v.withdrawn_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM households_rounddoor d JOIN households_round r ON r.id = d.round_id WHERE d.project_id = {p} AND d.household_id = h.id AND r.status = 'planned' AND r.on_day = '{day}')
  AND NOT EXISTS (SELECT 1 FROM households_enquiry e WHERE e.project_id = {p} AND e.household_id = h.id AND e.status = 'promised' AND e.promised_on > '{day}')
ORDER BY s.name, s.town, s.id, h.walk_seq, h.id LIMIT 40"""
STREET = """
SELECT (SELECT count(*) FROM households_household WHERE project_id = {p} AND street_id = {s} AND state IN ('occupied', 'void')),
       (SELECT count(DISTINCT v.household_id) FROM households_visit v JOIN households_household h ON h.id = v.household_id
         WHERE v.project_id = {p} AND h.street_id = {s} AND h.project_id = {p} AND v.withdrawn_at IS NULL AND v.happened_on BETWEEN '{start}' AND '{day}' AND h.state IN ('occupied', 'void')),
       (SELECT count(DISTINCT household_id) FROM packs_delivery WHERE project_id = {p} AND street_id = {s} AND withdrawn_at IS NULL AND delivered_on BETWEEN '{start}' AND '{day}'),
       (SELECT count(*) FROM households_household h WHERE project_id = {p} AND street_id = {s} AND state = 'occupied' AND closed_on IS NULL
         AND NOT EXISTS (SELECT 1 FROM packs_delivery d WHERE d.project_id = {p} AND d.household_id = h.id AND d.withdrawn_at IS NULL))"""
DOORS = """
SELECT h.id, h.flat, h.name, h.number, h.postcode, h.state, h.closed_on,
       (SELECT v.id FROM households_visit v WHERE v.project_id = {p} AND v.household_id = h.id AND v.withdrawn_at IS NULL ORDER BY v.happened_at DESC LIMIT 1),
       (SELECT max(d.delivered_on) FROM packs_delivery d WHERE d.project_id = {p} AND d.household_id = h.id AND d.withdrawn_at IS NULL)
FROM households_household h WHERE h.project_id = {p} AND h.street_id = {s} ORDER BY h.walk_seq, h.id LIMIT 50"""
CAUTIONS = """
SELECT c.household_id, c.instruction FROM households_cautionflag c JOIN households_household h ON h.id = c.household_id
WHERE c.project_id = {p} AND h.project_id = {p} AND h.street_id = {s} AND c.lifted_on IS NULL AND c.from_on <= '{day}' AND c.expires_on >= '{day}'"""


def run(report):
    """Both engines at 200,000 homes; PostgreSQL alone at five million."""
    for engine in ("postgres",) if LARGE else ENGINES:
        alone = _alone(engine)
        with throwaway(engine) as connection:
            project, by = _fill(HOMES, OTHERS, connection)
            for measure, (floor, ours, at_most) in _questions(project, by, connection).items():
                assert floor() == ours(), measure
                report.compare(measure, on=engine, floor=floor, ours=ours, at_most=at_most, rounds=ROUNDS)
                report.seconds(
                    f"{measure}: alone, among {OTHERS}", alone[measure], _median(ours), on=engine, at_most=1.5
                )
    report.note(
        f"a project of {HOMES:,} homes among {OTHERS} others, {HOMES * (OTHERS + 1):,} homes in all; alone: the same project without them"
    )


def _alone(engine):
    """Seconds of our side with no other project but one."""
    with throwaway(engine) as connection:
        project, by = _fill(HOMES, 1, connection)
        return {
            measure: _median(ours) for measure, (_, ours, _) in _questions(project, by, connection).items()
        }


def _median(work):
    from statistics import median

    from bench.report import wall

    work()
    return median(wall(work) for _ in range(ROUNDS))


def _fill(homes, others, connection):
    """The register, with what makes doors urgent in every project: 2 victims, 3 vulnerable homes, 1 promise in a hundred."""
    register.HOMES_OF_OTHERS = homes
    project, by = register.fill(homes, others)
    now = f"{register.TODAY} 08:00:00+00:00"
    later, past = register.TODAY.replace(month=12), register.TODAY.replace(month=10)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO households_burglaryrecord (project_id, household_id, reference, source, purpose, expires_on, recorded_at)
            SELECT project_id, id, 'C' || id, 'list', 'first', '{later}', '{now}' FROM households_household WHERE id % 100 IN (7, 8)"""
        )
        cursor.execute(
            f"""INSERT INTO households_vulnerability (project_id, household_id, category, source, reason, noted_on, review_on, recorded_by_id)
            SELECT project_id, id, 'older', 'resident', '', '{past}', '{later}', {by.pk} FROM households_household WHERE id % 100 IN (11, 12, 13)"""
        )
        cursor.execute(
            f"""INSERT INTO households_enquiry (project_id, household_id, channel, want, name, contact, address, message, received_at, status, promised_on,
            promised_time, closed_reason) SELECT project_id, id, 'web', 'pack', '', '', '', '', '{now}', 'promised',
            CASE WHEN id % 2 = 0 THEN '{register.TODAY}' ELSE '{later}' END{"::date" if connection.vendor == "postgresql" else ""}, '', '' FROM households_household WHERE id % 200 IN (21, 44)"""
        )
    register.settle()
    return project, by


def _questions(project, by, connection):
    """{measure: (by hand, ours, wanted)}; both sides return what they found, so that it can be compared."""
    from django.conf import settings

    from households import ladder
    from households.models import Street
    from households.picking import best_doors
    from office import one_street
    from saferstreets.common import clock

    settings.DEMONSTRATION_TODAY = register.TODAY
    street = Street.objects.filter(project=project).select_related("project").order_by("pk")[HOMES // 200]
    facts = {"p": project.pk, "s": street.pk, "day": register.TODAY, "start": project.starts_on}

    def ask(statement, **more):
        with (
            connection.connection.cursor()
            if connection.vendor == "postgresql"
            else _closing(connection.connection) as cursor
        ):
            cursor.execute(statement.format(**facts, **more))
            return cursor.fetchall()

    def best_by_hand():
        found = dict.fromkeys(pk for (pk,) in ask(BEST))
        if len(found) < 40:
            found |= dict.fromkeys(pk for (pk,) in ask(NEVER))
        return list(found)[:40]

    def best():
        picks = best_doors(project=project, day=register.TODAY, part="evening", ladder=ladder.LADDER)
        return [pick.household_id for pick in picks]

    def street_by_hand():
        ask(CAUTIONS)
        return (ask(STREET)[0], [row[0] for row in ask(DOORS)])

    def street_page():
        row = one_street.counts(street, clock.today())
        rows = one_street.doors(street, clock.today(), sees_cautions=True, limit=50)
        return (
            tuple(row[column] for column in ("homes", "visited", "with_pack", "left")),
            [door["pk"] for door in rows],
        )

    questions = {
        "best 40 doors": (best_by_hand, best, 1.5),
        "one street's page": (street_by_hand, street_page, 1.5),
    }
    for text in SEARCHES:
        questions[f"search “{text}”"] = (*_search(project, by, text, ask), 2.0)
    return questions


def _closing(connection):
    from contextlib import closing

    return closing(connection.cursor())


def _search(project, by, text, ask):
    from households.finding import Found

    likes = " AND ".join(f"h.search LIKE '% {word}%'" for word in text.split())
    by_hand = f"""SELECT h.id, h.flat, h.name, h.number, s.name, s.town, h.postcode, h.state, h.closed_on, h.uprn FROM households_household h
        JOIN households_street s ON s.project_id = h.project_id AND s.id = h.street_id WHERE h.project_id = {project.pk} AND {likes} ORDER BY s.name, h.street_id, h.walk_seq, h.id LIMIT 50"""

    def ours():
        return [home.pk for home in Found(by, project, text)[0:50]]

    return lambda: [row[0] for row in ask(by_hand)], ours
