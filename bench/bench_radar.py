"""The underspend radar and the reconciliation statement of a large ledger beside the same asked in plain SQL."""

import datetime
import time

from django.db import connection
from django.utils import timezone

from accounts.models import Project, User
from bench.databases import ENGINES, LARGE, throwaway
from bench.register import settle
from grants import radar, reconciliation
from grants.models import BudgetLine, Entry, LineTiming, Pair, SpendLine
from saferstreets.common.periods import Period

NAME = "Underspend radar and reconciliation"
WANTED = (
    "radar and reconciliation statement of 200,000 entries within 1.5x of the SQL by hand; pairing printed"
)
ENTRIES = 10_000_000 if LARGE else 200_000
LINES = 40
CHUNK = 20_000
FIRST, LAST = datetime.date(2021, 6, 3), datetime.date(2022, 3, 31)
DAY = datetime.date(2021, 11, 24)


def fill(entries):
    """A project whose payments half stand beside a line of the export, past the product by bulk. Returns it."""
    by = User.objects.create(email="finance@bench.example", name="Bench", password="!")
    project = Project.objects.create(slug="bench", name="Bench", starts_on=FIRST, ends_on=LAST)
    lines = BudgetLine.objects.bulk_create(
        BudgetLine(
            project=project, title=f"Line {n}", category="goods", nature="revenue", stated_in="Bench", allocated_pence=10**12,
            accrued_pence=10**9, paid_pence=10**9,
        )
        for n in range(LINES)
    )  # fmt: skip
    LineTiming.objects.bulk_create(
        LineTiming(
            project=project, line=line, lead_days=28, fitting_days=14, inspection_days=7, stated_in="Bench"
        )
        for line in lines
    )
    for start in range(0, entries, CHUNK):
        _chunk(project, lines, by, range(start, min(start + CHUNK, entries)))
    settle()
    return project


def _chunk(project, lines, by, numbers):
    """Every second entry is a payment; half of those have a line of theirs, of which one in ten differs."""
    now = timezone.now()
    made = Entry.objects.bulk_create(
        [
            Entry(
                project=project, line=lines[n % LINES], kind="payment" if n % 2 else "accrual", net_pence=1_00 + 10 * n, vat_pence=3,
                cost_pence=1_03 + 10 * n, happened_on=FIRST + datetime.timedelta(n % 300), recorded_at=now, recorded_by=by, key=f"bench:{n}",
            )
            for n in numbers
        ],
        batch_size=5_000,
    )  # fmt: skip
    paid = [entry for entry in made if entry.kind == "payment"]
    theirs = SpendLine.objects.bulk_create(
        [
            SpendLine(
                project=project, reference=f"R{entry.key}", booked_on=entry.happened_on, supplier="Bench",
                amount_pence=entry.net_pence + (1 if place % 10 == 0 else 0),
            )
            for place, entry in enumerate(paid)
        ],
        batch_size=5_000,
    )  # fmt: skip
    Pair.objects.bulk_create(
        [
            Pair(project=project, entry=entry, spend=spend, how="reference", paired_at=now)
            for place, (entry, spend) in enumerate(zip(paid, theirs, strict=True))
            if place % 2 == 0
        ],
        batch_size=5_000,
    )  # fmt: skip


# By somebody who trusts the guards that the ledger keeps; and by somebody who adds up every entry.
DAYS = "(t.lead_days + t.fitting_days + t.inspection_days)"
SAFE = {"postgresql": f"p.ends_on - {DAYS}", "sqlite": f"date(p.ends_on, '-' || {DAYS} || ' days')"}
GUARDS = """SELECT l.id, l.title, l.illustrative, l.eligible, l.allocated_pence, l.accrued_pence, l.committed_pence, d.section, f.forecast_on,
l.allocated_pence - l.accrued_pence - l.committed_pence,
CASE WHEN f.pence IS NULL THEN l.accrued_pence + l.committed_pence WHEN f.pence > l.accrued_pence THEN f.pence ELSE l.accrued_pence END,
{safe} FROM grants_budgetline l JOIN accounts_project p ON p.id = l.project_id
LEFT JOIN grants_deliverable d ON d.id = l.deliverable_id
LEFT JOIN grants_linetiming t ON t.project_id = l.project_id AND t.line_id = l.id
LEFT JOIN grants_lineforecast f ON f.id = (SELECT x.id FROM grants_lineforecast x WHERE x.project_id = l.project_id AND x.line_id = l.id
ORDER BY x.forecast_on DESC, x.id DESC LIMIT 1) WHERE l.project_id = %s AND l.allocated_pence > 0 ORDER BY l.id"""
RADAR = """SELECT l.id, l.title, sum(CASE WHEN e.kind = 'allocation' THEN e.cost_pence ELSE 0 END),
sum(CASE WHEN e.kind = 'accrual' THEN e.cost_pence ELSE 0 END), sum(CASE WHEN e.kind = 'commitment' THEN e.cost_pence ELSE 0 END),
max(t.lead_days + t.fitting_days + t.inspection_days), max(f.pence)
FROM grants_budgetline l JOIN grants_entry e ON e.line_id = l.id AND e.project_id = l.project_id
LEFT JOIN grants_linetiming t ON t.line_id = l.id AND t.project_id = l.project_id
LEFT JOIN grants_lineforecast f ON f.id = (SELECT x.id FROM grants_lineforecast x WHERE x.project_id = l.project_id AND x.line_id = l.id
ORDER BY x.forecast_on DESC, x.id DESC LIMIT 1) WHERE l.project_id = %s GROUP BY l.id, l.title ORDER BY l.id"""
STANDS = (
    "NOT EXISTS (SELECT 1 FROM grants_entry b WHERE b.project_id = e.project_id AND b.reverses_id = e.id)"
)
SAME = "(s.amount_pence = e.net_pence OR s.amount_pence = e.net_pence + e.vat_pence)"
PAIRS = f"""SELECT {SAME}, count(*), sum(e.net_pence), sum(e.vat_pence), sum(s.amount_pence) FROM grants_pair p
JOIN grants_entry e ON e.id = p.entry_id JOIN grants_spendline s ON s.id = p.spend_id
WHERE p.project_id = %s AND e.happened_on BETWEEN %s AND %s AND {STANDS} GROUP BY 1"""
OURS = f"""SELECT count(*), sum(e.net_pence), sum(e.vat_pence) FROM grants_entry e WHERE e.project_id = %s AND e.kind = 'payment'
AND e.reverses_id IS NULL AND e.happened_on BETWEEN %s AND %s AND {STANDS}
AND NOT EXISTS (SELECT 1 FROM grants_pair p WHERE p.project_id = e.project_id AND p.entry_id = e.id)"""
THEIRS = """SELECT count(*), sum(s.amount_pence) FROM grants_spendline s WHERE s.project_id = %s AND s.booked_on BETWEEN %s AND %s
AND NOT EXISTS (SELECT 1 FROM grants_pair p WHERE p.project_id = s.project_id AND p.spend_id = s.id)"""


def _ask(*statements):
    found = []
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            found.append(cursor.fetchall())
    return found


def radar_by_hand(project):
    """The same figures of each line from one statement over the guards: free, expected, the last safe day."""
    return _ask((GUARDS.format(safe=SAFE[connection.vendor]), [project.pk]))


def radar_from_entries(project):
    """The same from one statement over the entries."""
    return _ask((RADAR, [project.pk]))


def statement_by_hand(project):
    """The same sums from three statements."""
    days = [project.pk, FIRST, LAST]
    return _ask((PAIRS, days), (OURS, days), (THEIRS, days))


def check(project, period):
    """See that the two ways count the same."""
    found, (pairs, ours, theirs) = reconciliation.statement(project, period), statement_by_hand(project)
    asked = {bool(row[0]): row[1] for row in pairs}
    counted = (asked.get(True, 0), asked.get(False, 0), ours[0][0], theirs[0][0])
    if counted != tuple(found[part]["count"] for part in reconciliation.PARTS):
        raise AssertionError("the two statements do not count the same")


def compare_ledgers(report, engine):
    """Fill the ledger and ask both ways in turn."""
    project, period = fill(ENTRIES), Period(FIRST, LAST)
    check(project, period)
    report.compare(
        f"radar over {LINES} lines, to the guards by hand", on=engine, at_most=1.5, rounds=101,
        floor=lambda: radar_by_hand(project), ours=lambda: radar.sights(project, DAY),
    )  # fmt: skip
    report.compare(
        f"the same, to {ENTRIES:,} entries added up", on=engine, floor=lambda: radar_from_entries(project),
        ours=lambda: radar.sights(project, DAY),
    )  # fmt: skip
    report.compare(
        f"reconciliation of {ENTRIES:,} entries", on=engine, at_most=1.5,
        floor=lambda: statement_by_hand(project), ours=lambda: reconciliation.statement(project, period),
    )  # fmt: skip
    began = time.perf_counter()
    found = reconciliation.clear_pairs(project)
    report.note(
        f"{engine}: {len(found):,} clear pairs found among what stands alone in {time.perf_counter() - began:.1f} s"
    )


def run(report):
    """Both engines in turn."""
    for engine in ENGINES:
        with throwaway(engine) as connected:
            connected.ensure_connection()
            compare_ledgers(report, engine)
    report.note(
        "by hand the radar is one statement over the guards of the lines, which the ledger keeps, with the same figures: free, expected, the "
        "last safe day; ours says in words what they come to as well"
    )
