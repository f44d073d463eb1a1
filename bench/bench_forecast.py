"""The forecast's numbers against the SQL one would write by hand for them, in a project of 200,000 homes among others."""

from bench import register
from bench.databases import ENGINES, LARGE, throwaway

NAME = "The forecast: where the homes stand, and which knocks were answered"
WANTED = "within 1.5x of hand-written SQL; flat as other projects grow"
HOMES = 1_000_000 if LARGE else 200_000
OTHERS = 200 if LARGE else 50

# Knocks nobody answered, and homes by them: what the model needs of every home, in one statement.
BY_HOME = """
SELECT kind, seen, tries, COUNT(*) FROM (
  SELECT CASE WHEN EXISTS (SELECT 1 FROM packs_delivery d WHERE d.project_id = {project} AND d.household_id = h.id
                              AND d.withdrawn_at IS NULL) THEN 'pack'
              WHEN h.state IN ('void', 'derelict', 'non_residential', 'cannot_find') THEN 'no home'
              WHEN v.again_at IS NOT NULL AND h.closed_on IS NULL AND (v.settled_at IS NULL OR v.again_at > v.settled_at) THEN 'waiting'
              WHEN v.settled_at IS NOT NULL OR v.again_at IS NOT NULL THEN 'refused'
              WHEN h.closed_on IS NOT NULL THEN 'closed' ELSE 'open' END AS kind,
         CASE WHEN v.household_id IS NULL THEN 0 ELSE 1 END AS seen, COALESCE(v.tries, 0) AS tries
    FROM households_household h
    LEFT JOIN (SELECT household_id,
                      SUM(CASE WHEN outcome IN ('answered', 'call_back', 'language_need', 'soft_refusal', 'hard_refusal', 'no_answer',
                                                'card_left') THEN 1 ELSE 0 END) AS tries,
                      MAX(CASE WHEN outcome IN ('call_back', 'language_need') THEN happened_at END) AS again_at,
                      MAX(CASE WHEN outcome IN ('answered', 'soft_refusal', 'hard_refusal') THEN happened_at END) AS settled_at
                 FROM households_visit WHERE project_id = {project} AND withdrawn_at IS NULL GROUP BY household_id) v ON v.household_id = h.id
   WHERE h.project_id = {project} AND h.state NOT IN ('split', 'duplicate')) homes
GROUP BY kind, seen, tries"""
HOUR = {
    "sqlite": "SUBSTR(happened_at, 12, 2)",
    "postgres": "EXTRACT(HOUR FROM happened_at AT TIME ZONE 'UTC')",
}
BY_HOUR = """
SELECT happened_on, {hour}, COUNT(*), SUM(CASE WHEN outcome IN ('no_answer', 'card_left') THEN 0 ELSE 1 END)
  FROM households_visit
 WHERE project_id = {project} AND withdrawn_at IS NULL AND happened_on BETWEEN '2021-06-03' AND '2021-11-24'
   AND outcome IN ('answered', 'call_back', 'language_need', 'soft_refusal', 'hard_refusal', 'no_answer', 'card_left')
 GROUP BY 1, 2"""


def run(report):
    from office import forecast_page, forecast_queries
    from saferstreets.common.periods import Period

    for engine in ENGINES:
        with throwaway(engine) as connection:
            project, _ = register.fill(HOMES, others=OTHERS)
            whole = Period(register.STARTS, register.TODAY)

            def ask(*statements, connection=connection, project=project, engine=engine):
                with connection.cursor() as cursor:
                    for statement in statements:
                        cursor.execute(statement.format(project=project.pk, hour=HOUR[engine]))
                        cursor.fetchall()

            def homes(project=project):
                return forecast_queries.standing(project)

            def hours(project=project, whole=whole):
                return forecast_queries.hours(project, whole)

            def page(project=project):
                return forecast_page.page(project, register.TODAY)

            assert homes().entries == HOMES
            report.compare(
                "where the homes stand",
                on=engine,
                floor=lambda ask=ask: ask(BY_HOME),
                ours=homes,
                at_most=1.5,
            )
            report.compare(
                "knocks by the hour", on=engine, floor=lambda ask=ask: ask(BY_HOUR), ours=hours, at_most=1.5
            )
            report.compare(
                "all the page prints",
                on=engine,
                floor=lambda ask=ask: ask(BY_HOME, BY_HOUR),
                ours=page,
                at_most=1.5,
            )
    report.note(f"{HOMES:,} homes in one project among {OTHERS} of 2,000")
