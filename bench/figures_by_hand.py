"""Every figure of the progress update as SQL by hand, written from its definition in reports/FIGURES.md: a second opinion of each number.

A statement answers every figure that one pass over its table can. A column V01 is the figure over the period, V01_ALL the same since
the project began; a state has one number, and so has a count about people, which the update prints since the start only.
"""

from django.db import connection

ALL = "_ALL"
SINCE = "BETWEEN %(first)s AND %(end)s"


def twice(figure, what, day, only="TRUE", since="TRUE"):
    """Two columns: `what` since the start and, of that, over the period. since: what holds for days since the start."""
    return (
        f"{what} FILTER (WHERE {only} AND {since}) AS {figure}{ALL}, "
        f"{what} FILTER (WHERE {only} AND {since} AND {day} >= %(start)s) AS {figure}"
    )


def each(figure, what, day, only="TRUE"):
    """As `twice`, where the rows of a statement are not all of one day: each column says its days itself."""
    return twice(figure, what, day, only, f"{day} {SINCE}")


def once(figure, what, only="TRUE"):
    """One column, since the start."""
    return f"{what} FILTER (WHERE {only}) AS {figure}{ALL}"


def state(figure, what, only="TRUE"):
    """One column, of the period's last day."""
    return f"{what} FILTER (WHERE {only}) AS {figure}"


REACHED = "outcome IN ('answered', 'call_back', 'language_need', 'soft_refusal', 'hard_refusal')"
ANSWERABLE = "outcome IN ('answered', 'call_back', 'language_need', 'soft_refusal', 'hard_refusal', 'no_answer', 'card_left')"
MADE = "outcome <> 'opted_out'"
NO_HOME = "state IN ('derelict', 'non_residential', 'split', 'cannot_find', 'duplicate')"
RECENT = "happened_on >= %(start)s"

# Home by home, in the order of an index, so that homes need no sorting to be counted once; SQLite has to be told.
VISITS = f"""
    SELECT sum(v01_all) AS V01_ALL, sum(v01) AS V01, sum(v08_all) AS V08_ALL, sum(v08) AS V08, sum(v09_all) AS V09_ALL, sum(v09) AS V09,
        {state("V03_ALL", "count(*)", "v09_all > 0")}, {state("V03", "count(*)", "v09 > 0")}, {once("V04", "count(*)", "v04 > 0")},
        {state("V02_ALL", "count(*)", "v01_all > 0 AND NOT no_home")}, {state("V02", "count(*)", "v01 > 0 AND NOT no_home")}
    FROM (SELECT household_id, count(*) FILTER (WHERE {MADE}) AS v01_all, count(*) FILTER (WHERE {MADE} AND {RECENT}) AS v01,
            count(*) FILTER (WHERE {ANSWERABLE}) AS v08_all, count(*) FILTER (WHERE {ANSWERABLE} AND {RECENT}) AS v08,
            count(*) FILTER (WHERE {REACHED}) AS v09_all, count(*) FILTER (WHERE {REACHED} AND {RECENT}) AS v09,
            count(*) FILTER (WHERE outcome IN ('hard_refusal', 'opted_out')) AS v04,
            household_id IN (SELECT id FROM households_household WHERE project_id = %(project)s AND {NO_HOME}) AS no_home
        FROM households_visit {{home_by_home}} WHERE project_id = %(project)s AND withdrawn_at IS NULL AND happened_on {SINCE}
        GROUP BY household_id) homes
"""
HOME_BY_HOME = {"sqlite": "INDEXED BY visit_home", "postgresql": ""}
OFFERS = f"""
    SELECT {twice("V05", "count(DISTINCT v.household_id)", "v.happened_on", "o.kind = 'security_survey' AND o.outcome IN ('done', 'wanted')")},
        {twice("V06", "count(*)", "v.happened_on", "o.kind = 'concern_survey' AND o.outcome = 'done'")},
        {once("V07", "count(DISTINCT v.household_id)", "o.kind = 'support_referral' AND o.outcome IN ('done', 'wanted')")}
    FROM households_offer o JOIN households_visit v ON v.id = o.visit_id
    WHERE o.project_id = %(project)s AND o.kind IN ('security_survey', 'concern_survey', 'support_referral') AND o.outcome IN ('done', 'wanted')
        AND v.withdrawn_at IS NULL AND v.happened_on {SINCE}
"""
HOMES = "SELECT count(*) AS R01 FROM households_household WHERE project_id = %(project)s AND state IN ('occupied', 'void')"
# One statement for what each engine does best: see `statements`.
STILL = (
    "SELECT count(*) AS P05 FROM households_household h WHERE project_id = %(project)s AND state = 'occupied' AND closed_on IS NULL "
    "AND {none}"
)
HAD = "project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on <= %(end)s"
NONE = {
    "sqlite": f"h.id NOT IN (SELECT household_id FROM packs_delivery WHERE {HAD})",
    "postgresql": f"NOT EXISTS (SELECT 1 FROM packs_delivery d WHERE d.household_id = h.id AND {HAD})",
}
DELIVERIES = f"""
    SELECT sum(packs) AS P01_ALL, sum(recent) AS P01, count(*) AS P02_ALL, {state("P02", "count(*)", "recent > 0")}
    FROM (SELECT household_id, count(*) AS packs, count(*) FILTER (WHERE delivered_on >= %(start)s) AS recent
        FROM packs_delivery WHERE project_id = %(project)s AND withdrawn_at IS NULL AND delivered_on {SINCE} GROUP BY household_id) homes
"""
RATE = "(200 * {done} + {all}) / nullif(2 * {all}, 0)"  # a half upwards, in whole numbers
KITS = f"""
    SELECT p03_all, p03, p04_all, p04, p06_all, p06, p07_all, p07, p08_all, p08,
        coalesce({RATE.format(done="done_all", all="p03_all")}, 0) AS P19_ALL, coalesce({RATE.format(done="done", all="p03")}, 0) AS P19
    FROM (SELECT {each("P03", "count(*)", "issued_on")}, {each("P04", "count(*)", "registered_on", "registered_how = 'at_the_door'")},
            {each("P06", "count(*)", "registered_on")}, {each("P07", "count(*)", "confirmed_on")}, {each("P08", "count(*)", "sticker_seen_on")},
            count(*) FILTER (WHERE issued_on {SINCE} AND registered_on <= %(end)s) AS done_all,
            count(*) FILTER (WHERE issued_on BETWEEN %(start)s AND %(end)s AND registered_on <= %(end)s) AS done
        FROM packs_kit WHERE project_id = %(project)s AND withdrawn_at IS NULL
            AND coalesce(issued_on, registered_on, sticker_seen_on) IS NOT NULL) kits
"""
MADE_UP = f"""
    SELECT {twice("P09", "sum(quantity)", "made_on")} FROM packs_assembly
    WHERE project_id = %(project)s AND undone_at IS NULL AND made_on {SINCE}
"""
IN_HAND = "kind IN ('store', 'bag', 'officer', 'on_the_way')"
IN_STOCK = f"""
    SELECT sum(CASE WHEN t.{IN_HAND} THEN m.quantity ELSE 0 END - CASE WHEN f.{IN_HAND} THEN m.quantity ELSE 0 END) AS P10
    FROM packs_movement m JOIN packs_location f ON f.id = m.from_location_id JOIN packs_location t ON t.id = m.to_location_id
    WHERE m.project_id = %(project)s AND m.item_id {{packs}} AND m.happened_on <= %(end)s
"""
RECEIVED = f"""
    SELECT {twice("P11", "sum(CASE WHEN f.kind = 'supplier' THEN m.quantity ELSE -m.quantity END)", "m.happened_on")}
    FROM packs_movement m JOIN packs_location f ON f.id = m.from_location_id JOIN packs_location t ON t.id = m.to_location_id
    WHERE m.project_id = %(project)s AND m.item_id {{torches}} AND m.happened_on {SINCE} AND (f.kind = 'supplier' OR t.kind = 'supplier')
"""
UNCOVERED = f"""
    SELECT {twice("P17", "sum(m.quantity)", "m.happened_on")}
    FROM packs_movement m JOIN packs_location t ON t.id = m.to_location_id LEFT JOIN packs_movement r ON r.reverses_id = m.id
    WHERE m.project_id = %(project)s AND m.from_location_id {{uncovered}} AND m.item_id {{packs}} AND m.happened_on {SINCE}
        AND t.kind = 'household' AND r.id IS NULL
"""
# Found first, so that the movements are reached by an index; each engine understands that in its own way.
AMONG = {"sqlite": "IN ({})", "postgresql": "= ANY(ARRAY({}))"}
FOUND = {
    "packs": "SELECT id FROM packs_item WHERE project_id = %(project)s AND kind = 'pack'",
    "torches": "SELECT id FROM packs_item WHERE project_id = %(project)s AND kind = 'torch'",
    "uncovered": "SELECT id FROM packs_location WHERE project_id = %(project)s AND kind = 'unreconciled'",
}
TORCHES = f"""
    SELECT {each("P12", "count(*)", "issued_on")}, {each("P13", "count(*)", "trained_on")} FROM packs_torchissue WHERE project_id = %(project)s
"""
FINDS = f"""
    SELECT {each("P14", "count(*)", "found_on")}, {each("P15", "count(*)", "returned_on")} FROM packs_find WHERE project_id = %(project)s
"""
SIGNS = f"SELECT {twice('P16', 'count(*)', 'up_on')} FROM packs_sign WHERE project_id = %(project)s AND up_on {SINCE}"
ORDERED = f"""
    SELECT {twice("P18", "sum(CASE WHEN o.status = 'closed' THEN l.accepted ELSE l.quantity END)", "o.sent_on")}
    FROM packs_orderline l JOIN packs_purchaseorder o ON o.id = l.order_id JOIN packs_item i ON i.id = l.item_id
    WHERE l.project_id = %(project)s AND i.kind = 'torch' AND o.status <> 'cancelled' AND o.sent_on {SINCE}
"""
# Days between two dates, the one thing the engines count in ways of their own.
DAYS = {
    "sqlite": "CAST(julianday(fitted_on) - julianday(referred_on) AS INTEGER)",
    "postgresql": "fitted_on - referred_on",
}
AVERAGE = "coalesce((2 * {sum} + {count}) / nullif(2 * {count}, 0), 0)"  # halves up, in whole numbers
SECURED = """
    SELECT count(DISTINCT household_id) AS H01_ALL, count(DISTINCT household_id) FILTER (WHERE fitted_on >= %(start)s) AS H01,
        {scored}, {before}, {after}, {cost}, {all_days} AS H08_ALL, {recent_days} AS H08
    FROM hardening_job j WHERE project_id = %(project)s AND fitted_on BETWEEN %(first)s AND %(end)s
        AND NOT EXISTS (SELECT 1 FROM hardening_snag s WHERE s.project_id = %(project)s AND s.job_id = j.id AND s.mended_on IS NULL)
"""
TWICE = "wide_before IS NOT NULL AND wide_after IS NOT NULL"
JOBS = f"""
    SELECT {state("H02", "count(DISTINCT household_id)", "referred_on <= %(end)s AND coalesce(fitted_on > %(end)s, TRUE) AND coalesce(ended_on > %(end)s, TRUE)")},
        {state("H09", "count(*)", "status NOT IN ('paid', 'declined', 'cancelled') AND due_on < %(end)s")}
    FROM hardening_job WHERE project_id = %(project)s
"""
SURVEYED = f"""
    SELECT {twice("H03", "count(DISTINCT household_id)", "happened_on")} FROM hardening_securitysurvey
    WHERE project_id = %(project)s AND stage = 'before' AND withdrawn_at IS NULL AND happened_on {SINCE}
"""
SNAGS = """
    SELECT count(*) AS H10 FROM hardening_snag
    WHERE project_id = %(project)s AND found_on <= %(end)s AND (mended_on IS NULL OR mended_on > %(end)s)
"""
COCOONS = f"""
    SELECT count(*) AS H11_ALL, {once("H12", "count(*)", "t.done_on <= c.due_on")}
    FROM hardening_cocoontask t JOIN hardening_cocoon c ON c.id = t.cocoon_id WHERE t.project_id = %(project)s AND t.done_on {SINCE}
"""
COLUMNS = f"""
    SELECT {each("L01", "count(*)", "energised_on")}, {state("L03", "count(*)", "scheme_id IS NOT NULL AND coalesce(energised_on > %(end)s, TRUE)")},
        {each("milliwatts", "sum(before_milliwatts - after_milliwatts)", "energised_on")}
    FROM lighting_column WHERE project_id = %(project)s
"""
LIGHT = f"SELECT l01_all, l01, l03, coalesce(milliwatts_all, 0) / 1000 AS L05_ALL, coalesce(milliwatts, 0) / 1000 AS L05 FROM ({COLUMNS}) lit"
LIGHTING_SCHEMES = f"""
    SELECT {twice("L02", "count(*)", "actual_on")} FROM lighting_work
    WHERE project_id = %(project)s AND stage = 'handed_over' AND actual_on {SINCE}
"""
CAMERAS = f"""
    SELECT {each("C01", "count(*)", "c.live_on")}, {state("C02", "count(*)", "c.live_on <= %(end)s AND coalesce(c.removed_on > %(end)s, TRUE)")}
    FROM cctv_camera c JOIN cctv_scheme s ON s.id = c.scheme_id WHERE c.project_id = %(project)s AND s.kind = 'partner'
"""
CCTV_SCHEMES = f"""
    SELECT {twice("C03", "count(*)", "w.actual_on", "w.stage = 'installed'")}, {twice("C04", "count(*)", "w.actual_on", "w.stage = 'live'")}
    FROM cctv_work w JOIN cctv_scheme s ON s.id = w.scheme_id
    WHERE w.project_id = %(project)s AND s.kind = 'partner' AND w.actual_on {SINCE}
"""
RESPONSES = f"""
    SELECT count(*) AS O01_ALL, count(DISTINCT household_id) AS O02_ALL FROM outcomes_response
    WHERE project_id = %(project)s AND withdrawn_at IS NULL AND happened_on {SINCE}
"""
CONCERNS = f"""
    SELECT {once("O07", "count(*)", f"raised_on {SINCE}")}, {once("O08", "count(*)", f"status = 'done' AND answered_on {SINCE}")},
        {once("O09", "count(*)", f"told_on {SINCE}")}
    FROM outcomes_concern WHERE project_id = %(project)s
"""


def _secured(vendor):
    """The jobs that count as secured, home by home and in money, points and days."""
    days = DAYS[vendor]
    parts = {
        "scored": once("H04", "count(*)", TWICE),
        "before": once("H05", "sum(wide_before)", TWICE),
        "after": once("H06", "sum(wide_after)", TWICE),
        "cost": twice("H07", "sum(fitted_pence)", "fitted_on"),
        "all_days": AVERAGE.format(sum=f"sum({days})", count="count(*)"),
        "recent_days": AVERAGE.format(
            sum=f"sum({days}) FILTER (WHERE fitted_on >= %(start)s)",
            count="count(*) FILTER (WHERE fitted_on >= %(start)s)",
        ),
    }
    return SECURED.format(**parts)


def statements(vendor):
    """The statements that answer every figure, as this engine does them best."""
    found = {name: AMONG[vendor].format(select) for name, select in FOUND.items()}
    return [
        VISITS.format(home_by_home=HOME_BY_HOME[vendor]), OFFERS, HOMES, STILL.format(none=NONE[vendor]), DELIVERIES, KITS, MADE_UP,
        IN_STOCK.format(**found), RECEIVED.format(**found), UNCOVERED.format(**found), TORCHES, FINDS, SIGNS, ORDERED, _secured(vendor), JOBS,
        SURVEYED, SNAGS, COCOONS, LIGHT, LIGHTING_SCHEMES, CAMERAS, CCTV_SCHEMES, RESPONSES, CONCERNS,
    ]  # fmt: skip


def ask(wanted, values):
    """{column: number} of these statements, 0 for a sum of nothing."""
    found = {}
    with connection.cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement, values)
            names = [column[0].upper() for column in cursor.description]
            found |= {name: number or 0 for name, number in zip(names, cursor.fetchone(), strict=True)}
    return found
