"""What Today and the street pages ask, at 200,000 homes in one project among fifty others, beside the same figures in SQL by hand."""

import datetime
from unittest.mock import patch

from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from bench.bench_pages import collected
from bench.databases import ENGINES, LARGE, throwaway

NAME = "Figures of Today and the streets"
WANTED = "within 2x of the best hand-written SQL for the same figures at 200,000 homes, on both databases"
HOMES = 1_000_000 if LARGE else 200_000

DWELLINGS = "state IN ('occupied', 'void')"
OPEN = "state = 'occupied' AND closed_on IS NULL"
MADE = "project_id = %(project)s AND withdrawn_at IS NULL AND happened_on BETWEEN %(start)s AND %(day)s AND outcome <> 'opted_out'"
GIVEN = "project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on BETWEEN %(start)s AND %(day)s"
HAD = "project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on <= %(day)s"
WAITING = """
    FROM households_visit v JOIN households_household h ON h.id = v.household_id
    WHERE v.project_id = %(project)s AND v.withdrawn_at IS NULL AND v.call_back_on <= %(day)s AND h.closed_on IS NULL AND h.state = 'occupied'
      AND NOT EXISTS (SELECT 1 FROM households_visit w WHERE w.project_id = %(project)s AND w.household_id = v.household_id
                      AND w.withdrawn_at IS NULL AND w.happened_at > v.happened_at)
"""
# What Today says, a statement each; {left} is the way of "no pack yet" that the engine does best.
TODAY = """
    SELECT id, title, figure, unit FROM grants_deliverable WHERE project_id = %(project)s ORDER BY position, id;
    SELECT deliverable_id, value, stated_on, agreed_by, agreed_on FROM grants_target
        WHERE project_id = %(project)s AND stated_on <= %(day)s ORDER BY deliverable_id, stated_on, id;
    SELECT min(starts_on) FROM grants_post WHERE project_id = %(project)s;
    SELECT count(*) FROM packs_delivery WHERE {GIVEN};
    SELECT count(DISTINCT v.household_id) FROM households_offer o JOIN households_visit v ON v.id = o.visit_id
        WHERE o.project_id = %(project)s AND o.kind = 'security_survey' AND o.outcome IN ('done', 'wanted')
          AND v.withdrawn_at IS NULL AND v.happened_on BETWEEN %(start)s AND %(day)s;
    SELECT count(*) FROM packs_kit WHERE project_id = %(project)s AND withdrawn_at IS NULL AND registered_on BETWEEN %(start)s AND %(day)s;
    SELECT count(*) FROM packs_delivery WHERE project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on BETWEEN %(recent)s AND %(day)s;
    SELECT count(*) FROM households_household h WHERE project_id = %(project)s AND {OPEN} AND {left};
    SELECT count(*) FROM households_visit WHERE project_id = %(project)s AND withdrawn_at IS NULL AND happened_on = %(day)s
        AND outcome <> 'opted_out';
    SELECT count(*) FROM packs_delivery WHERE project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on = %(day)s;
    SELECT h.flat, h.name, h.number, h.postcode, s.name, v.household_id, v.call_back_on, v.call_back_time, u.name
        {waiting_rows} ORDER BY v.call_back_on, v.id LIMIT 8;
    SELECT count(*) {WAITING};
    SELECT title, due_on, due_words FROM grants_milestone
        WHERE project_id = %(project)s AND done_on IS NULL AND due_on < %(day)s ORDER BY due_on, id LIMIT 8;
    SELECT count(*) FROM packs_delivery d WHERE project_id = %(project)s AND withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM packs_kit k WHERE k.delivery_id = d.id);
    SELECT count(*) FROM packs_kit WHERE project_id = %(project)s AND withdrawn_at IS NULL AND registered_on IS NULL
"""
STREETS = """
    SELECT id, name, town FROM households_street WHERE project_id = %(project)s ORDER BY name, town, id;
    SELECT street_id, count(*) FROM households_household WHERE project_id = %(project)s AND {DWELLINGS} GROUP BY street_id;
    SELECT street_id, count(*) FROM households_household WHERE project_id = %(project)s AND {DWELLINGS}
        AND id IN (SELECT household_id FROM households_visit WHERE {MADE}) GROUP BY street_id;
    SELECT street_id, count(DISTINCT household_id) FROM packs_delivery WHERE {GIVEN} GROUP BY street_id;
    SELECT street_id, count(*) FROM households_household h WHERE project_id = %(project)s AND {OPEN} AND {left} GROUP BY street_id
"""
STREET = """
    SELECT count(*) FROM households_household WHERE project_id = %(project)s AND street_id = %(street)s AND {DWELLINGS};
    SELECT count(*) FROM households_household h WHERE project_id = %(project)s AND street_id = %(street)s AND {DWELLINGS}
        AND EXISTS (SELECT 1 FROM households_visit v WHERE v.household_id = h.id AND {MADE});
    SELECT count(DISTINCT household_id) FROM packs_delivery WHERE {GIVEN} AND street_id = %(street)s;
    SELECT count(*) FROM households_household h WHERE project_id = %(project)s AND street_id = %(street)s AND {OPEN}
        AND NOT EXISTS (SELECT 1 FROM packs_delivery d WHERE d.household_id = h.id AND {HAD});
    SELECT count(*) FROM households_household WHERE project_id = %(project)s AND street_id = %(street)s;
    SELECT h.id, flat, name, number, postcode, state, closed_on FROM households_household h
        WHERE project_id = %(project)s AND street_id = %(street)s ORDER BY walk_seq, id LIMIT 50;
    SELECT household_id, outcome, happened_on, call_back_on FROM households_visit
        WHERE household_id IN ({fifty}) AND withdrawn_at IS NULL ORDER BY happened_at, id;
    SELECT household_id, max(delivered_on) FROM packs_delivery WHERE household_id IN ({fifty}) AND withdrawn_at IS NULL GROUP BY household_id
"""
FIFTY = "SELECT id FROM households_household WHERE project_id = %(project)s AND street_id = %(street)s ORDER BY walk_seq, id LIMIT 50"


def by_hand(statements, values):
    """Every answer of the statements, in their order."""
    answers = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
            answers.append(cursor.fetchall())
    return answers


def written_for(engine, text):
    """The statements of a page, with the parts they share put in."""
    no_pack = f"NOT EXISTS (SELECT 1 FROM packs_delivery d WHERE d.household_id = h.id AND {HAD})"
    left = (
        f"h.id NOT IN (SELECT household_id FROM packs_delivery WHERE {HAD})"
        if engine == "sqlite"
        else no_pack
    )
    rows = WAITING.replace(
        "WHERE",
        "JOIN households_street s ON s.id = h.street_id JOIN accounts_user u ON u.id = v.recorded_by_id WHERE",
        1,
    )
    parts = {"left": left, "waiting_rows": rows, "fifty": FIFTY, "WAITING": WAITING}
    whole = text.format(DWELLINGS=DWELLINGS, OPEN=OPEN, MADE=MADE, GIVEN=GIVEN, HAD=HAD, **parts)
    return whole.split(";")


def same(office, by_hand):
    """Stop the bench when the two do not count the same: a fast wrong number is worth nothing."""
    if office != by_hand:
        raise AssertionError(f"the office counts {office}, the hand {by_hand}")


def page_by_hand(get, statements, values):
    """A function that gets a street's page with its figures and doors asked by hand; the template is given the same rows."""
    from office import one_street

    ready = {}

    def keeping(name, real):
        return lambda *args, **which: ready.setdefault(name, real(*args, **which))

    with patch.multiple(
        one_street,
        counts=keeping("row", one_street.counts),
        doors=keeping("doors", one_street.doors),
    ):
        get()

    def page():
        with patch.multiple(
            one_street,
            counts=lambda *_: by_hand(statements[:4], values) and ready["row"],
            doors=lambda *_, **__: by_hand(statements[4:], values) and ready["doors"],
        ):
            get()

    return page


def compare(report, engine, project, by):
    from bench import register
    from households.models import Street
    from office import one_street, queries

    day, street = (
        register.TODAY,
        Street.objects.filter(project=project).select_related("project").order_by("name")[7],
    )
    recent = day - datetime.timedelta(days=13)  # ten working days up to a Wednesday
    values = {
        "project": project.pk,
        "start": project.starts_on,
        "day": day,
        "recent": recent,
        "street": street.pk,
    }
    today, streets, one = (written_for(engine, text) for text in (TODAY, STREETS, STREET))

    hand = by_hand(today, values)
    office = queries.today(project, day)
    same(
        [
            office[key]
            for key in ("left", "visits_today", "packs_today", "calls_due", "without_kit", "unregistered")
        ],
        [hand[n][0][0] for n in (7, 8, 9, 11, 13, 14)],
    )
    same(
        [promise.actual for promise in office["promises"] if promise.actual is not None],
        [hand[n][0][0] for n in (3, 4, 5)],
    )
    same(office["recent_pace"], hand[6][0][0] / 10)
    done, counted = queries.streets_done(project, day), [dict(rows) for rows in by_hand(streets, values)[1:]]
    same(
        [[row[name] for row in done] for name in ("homes", "visited", "with_pack", "left")],
        [[part.get(row["pk"], 0) for row in done] for part in counted],
    )
    same(list(one_street.counts(street, day).values()), [rows[0][0] for rows in by_hand(one, values)[:4]])

    report.compare(
        "Today, all it asks",
        on=engine,
        floor=lambda: by_hand(today, values),
        ours=lambda: queries.today(project, day),
        at_most=2.0,
    )
    report.compare(
        "street list, 4,000 streets",
        on=engine,
        floor=lambda: by_hand(streets, values),
        ours=lambda: queries.streets_done(project, day),
        at_most=2.0,
    )
    client = Client()
    client.force_login(by)
    address = reverse("office:street", args=[project.slug, street.pk])
    report.compare(
        "one street, the page",
        on=engine,
        floor=page_by_hand(lambda: client.get(address), one, values),
        ours=lambda: client.get(address),
        at_most=2.0,
        rounds=21,
    )
    report.compare(
        "one street, its four figures",
        on=engine,
        floor=lambda: by_hand(one[:4], values),
        ours=lambda: one_street.counts(street, day),
        rounds=41,
    )


def run(report):
    """Fill each database, see that both sides count the same, then measure them in turn."""
    from bench import register

    with collected(), override_settings(DEMONSTRATION_TODAY=register.TODAY):
        for engine in ENGINES:
            with throwaway(engine) as connected:
                connected.ensure_connection()
                compare(report, engine, *register.fill(HOMES))
    report.note(
        f"{HOMES:,} homes in one project among {register.OTHERS} of {register.HOMES_OF_OTHERS:,}; about a visit a home, a pack at every fourth"
    )
    report.note("the floor of a street's page is the same page with its figures and doors asked by hand")
