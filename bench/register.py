"""An invented office of any size, written past the product by each database's own bulk path: COPY or `executemany`.

One project of the size asked for stands among others of 2,000 homes each; visits of all projects come in the order of their
days, as a shared office would have recorded them. The dice are seeded: the same rows on every engine and in every run.
"""

import datetime
import io
import random
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Membership, Project, User
from grants.models import Deliverable, Milestone, Post, Target
from households import rules
from households.choices import HouseholdState, VisitOutcome
from households.models import Household, Offer, Street, Visit
from packs.models import Delivery, Kit, PackSpecification

TODAY = datetime.date(2021, 11, 24)
STARTS, ENDS = datetime.date(2021, 6, 3), datetime.date(2022, 3, 31)
STILL_GOING = datetime.date(2099, 12, 31)  # the end of a project that is walked today
HOMES_IN_A_STREET = 50
OTHERS, HOMES_OF_OTHERS = 50, 2_000
DAYS = [STARTS + datetime.timedelta(days=day) for day in range((TODAY - STARTS).days + 1)]
HOURS = range(9, 17)
# How many knocks a home has had by today, in hundredths of the homes: 0.95 on average.
KNOCKS = (0,) * 40 + (1,) * 35 + (2,) * 15 + (3,) * 10
UNANSWERED = (VisitOutcome.NO_ANSWER,) * 6 + (VisitOutcome.CARD_LEFT,) * 3 + (VisitOutcome.CALL_BACK,)


def fill(homes, others=OTHERS):
    """Write the office. Returns (the project of `homes` homes, its coordinator)."""
    dice = random.Random(2021)
    by = User.objects.create(email="coordinator@bench.example", name="Bench Coordinator", password="!")
    projects = Project.objects.bulk_create(
        Project(slug=f"project-{n}", name=f"Project {n}", starts_on=STARTS, ends_on=ENDS)
        for n in range(others + 1)
    )
    big = projects[others // 2]
    Membership.objects.create(project=big, user=by, role="coordinator")
    knocks = []
    with transaction.atomic():
        for project in projects:
            _promises(project, by)
    for project in projects:
        knocks += _homes(project, homes if project == big else HOMES_OF_OTHERS, dice)
    knocks.sort()
    _visits(knocks, by, dice)
    settle()
    return big, by


def settle():
    """What autovacuum does within minutes on PostgreSQL; SQLite has nothing of the kind and gets nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _promises(project, by):
    """What the Workington project promises: packs and homes counted by a figure, the rest told by milestones."""
    PackSpecification.objects.create(project=project, version=1, from_on=STARTS)
    Post.objects.create(project=project, title="Assistant", starts_on=datetime.date(2021, 9, 6))
    for position, (figure, value) in enumerate([("P01", 1500), ("V05", 150), ("P04", 500), ("", 12)]):
        deliverable = Deliverable.objects.create(
            project=project,
            title=f"Promise {position}",
            section="packs",
            figure=figure,
            unit="homes",
            position=position,
        )
        for day, target in ((STARTS, value), (datetime.date(2021, 9, 6), value - 10)):
            Target.objects.create(
                project=project,
                deliverable=deliverable,
                value=target,
                stated_on=day,
                stated_in="bench",
                recorded_by=by,
                recorded_at=timezone.now(),
            )
    for number in range(12):
        due_on = datetime.date(2021, 10, 1) + datetime.timedelta(days=10 * number)
        Milestone.objects.create(
            project=project, section="cctv", title=f"Step {number}", stated_on=STARTS, due_on=due_on
        )


def _homes(project, count, dice):
    """Streets and homes of one project; returns the knocks at them: (time, project, street, home, outcome, whether a pack)."""
    streets = Street.objects.bulk_create(
        Street(project=project, name=f"{chr(65 + n % 26)}{n} Street", town="Workington", key=f"street {n}")
        for n in range(-(-count // HOMES_IN_A_STREET))
    )
    first, rows, knocks = _next_id(Household), [], []
    times_knocked = dice.choices(KNOCKS, k=count)
    for n in range(count):
        street, number = streets[n // HOMES_IN_A_STREET], str(n % HOMES_IN_A_STREET + 1)
        state, closed_on = HouseholdState.OCCUPIED, None
        outcomes = dice.choices(UNANSWERED, k=times_knocked[n])
        pack = bool(outcomes) and dice.random() < 0.42  # a quarter of all homes
        if pack:
            outcomes[-1] = VisitOutcome.ANSWERED
        elif outcomes and dice.random() < 0.3:
            outcomes[-1] = dice.choice(
                (
                    VisitOutcome.ANSWERED,
                    VisitOutcome.SOFT_REFUSAL,
                    VisitOutcome.HARD_REFUSAL,
                    VisitOutcome.VOID,
                    VisitOutcome.NON_RESIDENTIAL,
                )
            )
            state = rules.EFFECTS[outcomes[-1]].state or state
            closed_on = str(TODAY) if rules.EFFECTS[outcomes[-1]].closes else None
        times = sorted(
            f"{day} {hour:02}:30:00"
            for day, hour in zip(
                dice.choices(DAYS, k=len(outcomes)), dice.choices(HOURS, k=len(outcomes)), strict=True
            )
        )
        knocks += [
            (at, project.pk, street.pk, first + n, outcome, pack and at is times[-1])
            for at, outcome in zip(times, outcomes, strict=True)
        ]
        postcode = f"ZZ14 {n // 900 % 10}{chr(65 + n // 30 % 30 % 26)}A"
        search = f" {number} {street.name} workington {postcode} ".lower()
        uprn = str(10_000_000_000 + first + n)
        rows.append(
            (
                first + n,
                project.pk,
                street.pk,
                "",
                "",
                number,
                postcode,
                uprn,
                "",
                "unknown",
                state,
                closed_on,
                number,
                search,
                rules.walk_order(number),
            )
        )
    put(
        Household,
        "id project_id street_id flat name number postcode uprn reference tenure state closed_on door_key search walk_seq",
        rows,
    )
    return knocks


def _visits(knocks, by, dice):
    """Visits in the order they were made, with their offers, packs and kits; one in 200 was withdrawn."""
    specifications = dict(PackSpecification.objects.values_list("project", "pk"))
    visits, offers, deliveries, kits = [], [], [], []
    for pk, (at, project, street, home, outcome, pack) in enumerate(knocks, 1):
        day = at[:10]
        call_back_on = day if outcome == VisitOutcome.CALL_BACK else None
        gone = dice.random() < 0.005
        withdrawn = (at, by.pk, "bench") if gone else (None, None, "")
        visits.append(
            (
                pk,
                project,
                home,
                street,
                f"{pk:032x}",
                outcome,
                at,
                day,
                at,
                by.pk,
                call_back_on,
                "",
                "",
                None,
                None,
                "",
                *withdrawn,
            )
        )
        if pack:
            delivery = len(deliveries) + 1
            offers.append((project, pk, "pack", "done"))
            deliveries.append(
                (
                    delivery,
                    project,
                    home,
                    street,
                    pk,
                    specifications[project],
                    day,
                    at,
                    by.pk,
                    "",
                    withdrawn[0],
                )
            )
            if delivery % 20:
                registered = (day, "at_the_door") if delivery % 3 else (None, "")
                kits.append((project, f"K{delivery}", home, delivery, day, *registered, withdrawn[0]))
        if outcome == VisitOutcome.ANSWERED:
            offers.append((project, pk, "security_survey", dice.choice(("wanted", "declined", "done"))))
    put(
        Visit,
        "id project_id household_id street_id client_id outcome happened_at happened_on recorded_at recorded_by_id call_back_on"
        " call_back_time notice_version officer_id officer_minutes note withdrawn_at withdrawn_by_id withdrawn_reason",
        visits,
    )
    put(Offer, "project_id visit_id kind outcome", offers)
    put(
        Delivery,
        "id project_id household_id street_id visit_id specification_id delivered_on recorded_at recorded_by_id again_reason withdrawn_at",
        deliveries,
    )
    put(
        Kit,
        "project_id code household_id delivery_id issued_on registered_on registered_how withdrawn_at",
        kits,
    )


def _next_id(model):
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def put(model, columns, rows):
    """Insert rows by the fastest way the engine has. columns: names with blanks between; days and times as text, in UTC."""
    table, columns = model._meta.db_table, columns.split()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET session_replication_role = replica"
            )  # no check of each key: the rows are right
            rows = iter(rows)
            while some := list(islice(rows, 50_000)):
                cursor.copy_expert(
                    f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO("".join(map(_line, some)))
                )
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN")
        cursor.cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows
        )
        cursor.execute("COMMIT")


def _line(row):
    return "\t".join(r"\N" if value is None else str(value) for value in row) + "\n"
