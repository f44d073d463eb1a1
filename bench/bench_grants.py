"""The grant of a project with very many entries: the budget page, a line's newest entries, and a return of ten thousand lines."""

import datetime
import random
from collections import Counter

from bench import register
from bench.databases import ENGINES, LARGE, throwaway

NAME = "The grant: the budget page, one line, and preparing a return"
WANTED = "pages within 1.5x of hand-written SQL; a return grows with its lines and no faster (printed)"
ENTRIES = 10_000_000 if LARGE else 200_000
LINES, FIRST, RETURN = 12, 2_500, 10_000
KINDS = ("commitment", "accrual", "payment")
BUDGET = (
    "SELECT id, title, illustrative, allocated_pence, committed_pence, accrued_pence, paid_pence FROM grants_budgetline "
    "WHERE project_id = %s ORDER BY id"
)
# What the budget page says, by somebody without guards: every entry added up.
LEDGER = (
    "SELECT line_id, kind, SUM(cost_pence) FROM grants_entry WHERE project_id = %s GROUP BY line_id, kind"
)
NEWEST = (
    "SELECT e.id, e.kind, e.net_pence, e.vat_pence, e.cost_pence, e.happened_on, e.recorded_at, e.source, e.reason, e.key, u.name, "
    "EXISTS (SELECT 1 FROM grants_entry o WHERE o.project_id = e.project_id AND o.reverses_id = e.id) "
    "FROM grants_entry e LEFT JOIN accounts_user u ON u.id = e.recorded_by_id WHERE e.line_id = %s ORDER BY e.happened_on DESC, e.id DESC LIMIT 50"
)
# What a return says of each line, by hand: the entries up to its last day, added up by what they say.
FIGURES = (
    "SELECT line_id, SUM(CASE WHEN kind = 'allocation' AND happened_on <= %s THEN cost_pence ELSE 0 END), "
    "SUM(CASE WHEN kind = 'commitment' AND happened_on <= %s THEN cost_pence ELSE 0 END), "
    "SUM(CASE WHEN kind = 'accrual' AND happened_on BETWEEN %s AND %s THEN cost_pence ELSE 0 END), "
    "SUM(CASE WHEN kind = 'accrual' AND happened_on <= %s THEN cost_pence ELSE 0 END), "
    "SUM(CASE WHEN kind = 'payment' AND happened_on <= %s THEN cost_pence ELSE 0 END) FROM grants_entry WHERE project_id = %s GROUP BY line_id"
)
AUTUMN = datetime.date(2021, 10, 1), datetime.date(2021, 11, 23)


def _fill(project, by):
    """Lines of the budget and their entries, none of which a return may claim yet. Returns the lines."""
    from grants.models import BudgetLine, Entry

    project.award_pence = 10**13
    project.save(update_fields=["award_pence"])
    lines = BudgetLine.objects.bulk_create(
        BudgetLine(
            project=project,
            title=f"Line {number}",
            category="goods",
            nature="revenue",
            stated_in="bench",
            eligible=False,
        )
        for number in range(LINES)
    )
    dice, sums, now = random.Random(7), Counter(), "2021-11-24 12:00:00+00:00"

    def rows():
        for number in range(LINES):
            sums[lines[number].pk, "allocation"] += 10**11
            yield (
                project.pk,
                lines[number].pk,
                "allocation",
                10**11,
                0,
                10**11,
                "2021-06-03",
                now,
                by.pk,
                "",
                "bench",
                f"a{number}",
            )
        for number in range(ENTRIES):
            line, kind, pence = lines[dice.randrange(LINES)].pk, KINDS[number % 3], dice.randint(1, 90_00)
            sums[line, kind] += pence
            day = register.DAYS[dice.randrange(len(register.DAYS))].isoformat()
            yield (project.pk, line, kind, pence, 0, pence, day, now, by.pk, "", "bench", f"{number}")

    columns = "project_id line_id kind net_pence vat_pence cost_pence happened_on recorded_at recorded_by_id source reason key"
    register.put(Entry, columns, rows())
    for line in lines:
        for kind, column in (("allocation", "allocated_pence"), ("commitment", "committed_pence"), ("accrual", "accrued_pence"), ("payment", "paid_pence")):  # fmt: skip
            setattr(line, column, sums[line.pk, kind])
        line.save()
    register.settle()
    return lines


def _claimable(project, by, count, start):
    """`count` entries more on a line that may be claimed, so that the next return has as many lines."""
    from django.db.models import F

    from grants.models import BudgetLine, Entry

    line, _ = BudgetLine.objects.get_or_create(
        project=project,
        title="Claimed",
        defaults={"category": "goods", "nature": "revenue", "stated_in": "bench"},
    )
    rows = [
        (
            project.pk,
            line.pk,
            "allocation",
            count * 10,
            0,
            count * 10,
            "2021-06-03",
            "2021-11-24 12:00:00+00:00",
            by.pk,
            "",
            "bench",
            f"c{start}",
        )
    ]
    rows += [
        (
            project.pk,
            line.pk,
            "accrual",
            10,
            0,
            10,
            start.isoformat(),
            "2021-11-24 12:00:00+00:00",
            by.pk,
            "",
            f"Entry {number}",
            f"c{start}-{number}",
        )
        for number in range(count)
    ]
    columns = "project_id line_id kind net_pence vat_pence cost_pence happened_on recorded_at recorded_by_id source reason key"
    register.put(Entry, columns, rows)
    BudgetLine.objects.filter(pk=line.pk).update(
        allocated_pence=F("allocated_pence") + count * 10, accrued_pence=F("accrued_pence") + count * 10
    )


def _prepare(project, by, count, period):
    """Seconds to gather `count` lines and to submit the return: preflight, figures, entries, digest."""
    from bench.report import wall
    from grants import actions

    _claimable(project, by, count, period[0])
    end = period[1]
    claim = actions.plan_return(
        project=project,
        starts_on=period[0],
        ends_on=end,
        opens_on=end + datetime.timedelta(1),
        closes_on=end + datetime.timedelta(30),
        by=by,
    )
    gathered = wall(lambda: actions.gather(return_id=claim.pk, by=by))
    day = claim.closes_on
    return (
        gathered,
        wall(lambda: actions.submit_return(return_id=claim.pk, post="Bench", by=by, on=day)),
        claim,
    )


def run(report):
    from django.core.management.color import no_style

    from grants import lines as budget
    from grants import returning
    from grants.models import BudgetLine, Entry, Submission

    for engine in ENGINES:
        with throwaway(engine) as connection:
            project, by = register.fill(50, others=2)
            lines = _fill(project, by)
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), [BudgetLine, Entry]):
                    cursor.execute(statement)

            def ask(statement, *values, connection=connection):
                with connection.cursor() as cursor:
                    cursor.execute(statement, values)
                    return cursor.fetchall()

            def page(project=project):
                rows = budget.rows(project)
                return rows, budget.totals(rows)

            def by_hand(ask=ask, key=project.pk):
                rows = ask(BUDGET, key)
                return rows, [sum(row[place] for row in rows) for place in range(3, 7)]

            report.compare(
                "the budget page, to the guards by hand",
                on=engine,
                floor=by_hand,
                ours=page,
                at_most=1.5,
                rounds=201,
            )
            report.compare(
                "the same, to every entry added up",
                on=engine,
                floor=lambda ask=ask, key=project.pk: ask(LEDGER, key),
                ours=page,
                rounds=15,
            )
            report.compare(
                "newest entries of a line", on=engine, floor=lambda ask=ask, key=lines[0].pk: ask(NEWEST, key),
                ours=lambda line=lines[0]: list(line.entries.for_list()[:50]), at_most=1.5, rounds=15,
            )  # fmt: skip
            small = _prepare(project, by, FIRST, (datetime.date(2021, 6, 3), datetime.date(2021, 9, 30)))
            large = _prepare(project, by, RETURN, AUTUMN)
            times = RETURN // FIRST
            report.seconds(
                f"gathering {RETURN:,} lines, to {times} times {FIRST:,}",
                small[0] * times,
                large[0],
                on=engine,
                at_most=1.5,
            )
            report.seconds(
                f"submitting {RETURN:,} lines, to {times} times {FIRST:,}",
                small[1] * times,
                large[1],
                on=engine,
                at_most=1.5,
            )
            end = AUTUMN[1].isoformat()
            report.compare(
                "the figures of a return", on=engine, floor=lambda ask=ask, key=project.pk, end=end: ask(FIGURES, end, end, AUTUMN[0].isoformat(), end, end, end, key),
                ours=lambda claim=large[2]: returning.figures(claim), at_most=1.5, rounds=5,
            )  # fmt: skip
            report.amount(
                "a frozen return",
                len(str(Submission.objects.get(claim=large[2]).ledger)) // 1024,
                unit="KiB",
                on=engine,
            )
    report.note(
        f"{ENTRIES:,} entries on {LINES} lines of one project; a return is prepared with the whole ledger recomputed. By hand the budget page is one "
        "statement over the guard rows that the ledger keeps, added up in Python"
    )
