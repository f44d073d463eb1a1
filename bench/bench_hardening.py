"""Target hardening at size: a run of job sheets beside cold renders, and the board of a very large office beside hand-written SQL."""

import datetime
import random

from django.db import connection
from django.template.loader import render_to_string

from accounts.choices import Role
from accounts.models import Membership, Organisation, Project, User
from bench.children import in_child
from bench.databases import ENGINES, throwaway
from bench.register import settle
from bench.report import cpu
from hardening import board
from hardening.choices import JobStatus, ReferredBy
from hardening.models import FittingFirm, Job
from households.models import Household, Street
from saferstreets.common import pdf

NAME = "Target hardening: job sheets and the board"
WANTED = "150 job sheets at least 1.3x as fast as 150 cold renders, memory flat; the board of 200,000 jobs within 1.5x of the SQL by hand"
SHEETS = 150
JOBS = 200_000
STYLE = "hardening/paper.css"
DAY = datetime.date(2021, 11, 24)
STATUSES = [
    status
    for status in board.COLUMNS
    if status not in (JobStatus.FITTED, JobStatus.SNAGGED, JobStatus.INSPECTED, JobStatus.CLOSED)
]


def sheet(number):
    """The HTML of one job sheet, invented."""
    lines = [
        {
            "measure": f"Mortice deadlock, kind {line} (BS 8621)",
            "get_place_display": "Front door",
            "quantity": 1 + number % 3,
        }
        for line in range(5)
    ]
    one = {
        "household": {"address": f"{9001 + number} Clay Street, ZZ14 1AA"}, "job": {"pk": number, "access_note": "Back gate"}, "lines": lines,
        "minutes": 90, "appointment": {"on_day": DAY, "get_window_display": "Morning, 8am to 1pm"},
    }  # fmt: skip
    fitter = {"name": "Example Fitter", "id_number": "EX-1"}
    context = {
        "sheets": [one],
        "fitter": fitter,
        "project": {"name": "Bench"},
        "created": "2021-11-24T00:00:00+00:00",
    }
    return render_to_string("hardening/pdf/job_sheets.html", context)


def ours(sheets):
    """As the office prints them: one set of fonts and one style sheet for the whole run."""
    for html in sheets:
        pdf.render(html, STYLE)


def cold(sheets):
    """The same in one process, each with fonts and style sheet read anew."""
    for html in sheets:
        pdf._engine.cache_clear()
        pdf._stylesheet.cache_clear()
        pdf.render(html, STYLE)


def print_sheets(count):
    """In a process of its own: print `count` sheets, one after the other."""
    for number in range(int(count)):
        pdf.render(sheet(number), STYLE)


def fill(jobs):
    """Jobs up to their booking in one project, past the product by bulk. Returns the project."""
    dice = random.Random(2021)
    by = User.objects.create(email="coordinator@bench.example", name="Bench", password="!")
    project = Project.objects.create(
        slug="bench", name="Bench", starts_on=datetime.date(2021, 6, 3), ends_on=datetime.date(2022, 3, 31)
    )
    Membership.objects.create(project=project, user=by, role=Role.COORDINATOR)
    firm = FittingFirm.objects.create(project=project, body=Organisation.objects.create(name="Bench Fitters"))
    street = Street.objects.create(project=project, name="Clay Street", key="clay street")
    homes = Household.objects.bulk_create(
        (
            Household(project=project, street=street, number=str(n), door_key=str(n), search=f" {n} clay street ", walk_seq=n)
            for n in range(jobs)
        ),
        batch_size=5_000,
    )  # fmt: skip
    Job.objects.bulk_create((_job(project, street, home, firm, by, dice) for home in homes), batch_size=5_000)
    settle()
    return project


def _job(project, street, home, firm, by, dice):
    status = dice.choice(STATUSES)
    ordered = status in (JobStatus.ORDERED, JobStatus.BOOKED, JobStatus.NO_ACCESS)
    approved = ordered or status == JobStatus.APPROVED
    return Job(
        project=project, household=home, street=street, status=status, due_on=DAY + datetime.timedelta(days=dice.randint(-20, 20)),
        referred_on=datetime.date(2021, 10, 1), referred_by=ReferredBy.RESIDENT, victim=True, vulnerable=False, agreed_on=DAY,
        priority=dice.randint(0, 110), recorded_by=by, approved_by=by if approved else None, approved_on=DAY if approved else None,
        firm=firm if ordered else None, ordered_on=DAY if ordered else None,
        reason="Nobody in" if status == JobStatus.NO_ACCESS else "",
    )  # fmt: skip


COUNTS = """SELECT status, count(*), sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END)
FROM hardening_job WHERE project_id = %s GROUP BY status"""
HEADS = """SELECT j.id, j.status, j.due_on, j.reserve, h.flat, h.name, h.number, h.postcode, s.name, o.name
FROM hardening_job j JOIN households_household h ON h.id = j.household_id JOIN households_street s ON s.id = h.street_id
LEFT JOIN hardening_fittingfirm f ON f.id = j.firm_id LEFT JOIN accounts_organisation o ON o.id = f.body_id
WHERE j.project_id = %s AND j.status = %s ORDER BY j.due_on, j.id LIMIT 5"""


def by_hand(project):
    """The board in plain SQL: the counts, then the heads of each column."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [DAY, project.pk])
        counted = {status: (count, late) for status, count, late in cursor.fetchall()}
        cards = {}
        for status in board.COLUMNS:
            if status in counted:
                cursor.execute(HEADS, [project.pk, status])
                cards[status] = cursor.fetchall()
    return counted, cards


def compare_boards(report, engine):
    """See that both boards say the same, then ask for them in turn."""
    project = fill(JOBS)
    officer = User.objects.get()
    shown = {column["status"]: column for column in board.columns(officer, project, DAY)}
    counted, cards = by_hand(project)
    if {key: (one["count"], one["late"]) for key, one in shown.items()} != counted:
        raise AssertionError("the two boards do not count the same")
    for key, rows in cards.items():
        if [card["job"].pk for card in shown[key]["cards"]] != [row[0] for row in rows]:
            raise AssertionError(f"the two boards do not show the same under {key}")
    report.compare(
        f"board of {JOBS:,} jobs",
        on=engine,
        floor=lambda: by_hand(project),
        ours=lambda: board.columns(officer, project, DAY),
        at_most=1.5,
    )


def run(report):
    """The sheets once, the board on both engines."""
    sheets = [sheet(number) for number in range(SHEETS)]
    report.compare(
        f"{SHEETS} job sheets", floor=lambda: cold(sheets), ours=lambda: ours(sheets), at_least=1.3, rounds=1, clock=cpu
    )  # fmt: skip
    few, many = (
        in_child("bench.bench_hardening:print_sheets", count).peak_mb for count in (SHEETS // 5, SHEETS)
    )
    report.amount(f"peak memory, {SHEETS} sheets to {SHEETS // 5}", many, unit="MB", floor=few, at_most=1.1)
    for engine in ENGINES:
        with throwaway(engine) as connected:
            connected.ensure_connection()
            compare_boards(report, engine)
    report.note("the board is the data behind the page, its template left out on both sides")
