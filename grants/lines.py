"""The lines of a budget as its pages print them, from the guards of the ledger: one plain statement for any number of entries."""

import datetime
from typing import NamedTuple

from django.db import connection

GUARDS = """
SELECT l.id, l.title, l.illustrative, l.eligible, l.allocated_pence, l.committed_pence, l.accrued_pence, l.paid_pence
FROM grants_budgetline l WHERE l.project_id = %s ORDER BY l.id"""
# With the days that its orders take, and the forecast said last.
TIMED = """
SELECT l.id, l.title, l.illustrative, l.eligible, l.allocated_pence, l.committed_pence, l.accrued_pence, l.paid_pence,
       d.id, d.section, t.lead_days + t.fitting_days + t.inspection_days, f.pence, f.forecast_on
FROM grants_budgetline l
LEFT JOIN grants_deliverable d ON d.id = l.deliverable_id
LEFT JOIN grants_linetiming t ON t.project_id = l.project_id AND t.line_id = l.id
LEFT JOIN grants_lineforecast f ON f.id = (
    SELECT n.id FROM grants_lineforecast n WHERE n.project_id = l.project_id AND n.line_id = l.id
    ORDER BY n.forecast_on DESC, n.id DESC LIMIT 1)
WHERE l.project_id = %s ORDER BY l.id"""
SUMS = ("allocated", "committed", "accrued", "paid")


class LineRow(NamedTuple):
    """One line of the budget, read and not to be written. deliverable: its id; the last five only where they were asked for."""

    pk: int
    title: str
    illustrative: bool
    eligible: bool
    allocated_pence: int
    committed_pence: int
    accrued_pence: int
    paid_pence: int
    deliverable_id: int | None = None
    section: str | None = None
    days: int | None = None
    forecast_pence: int | None = None
    forecast_on: datetime.date | None = None

    def __str__(self):
        return f"{self.title} (illustrative)" if self.illustrative else self.title

    @property
    def free_pence(self):
        """What may still be promised."""
        return self.allocated_pence - self.committed_pence - self.accrued_pence


def rows(project):
    """[LineRow] of the budget, in the order entered."""
    return _asked(GUARDS, project)


def timed(project):
    """The same with what the underspend radar knows of each."""
    return _asked(TIMED, project)


def _asked(statement, project):
    with connection.cursor() as cursor:
        cursor.execute(statement, (project.pk,))
        return [LineRow(*row) for row in cursor.fetchall()]


def totals(rows):
    """{allocated, committed, accrued, paid, free} in pence over these lines."""
    sums = {name: sum(getattr(row, f"{name}_pence") for row in rows) for name in SUMS}
    return sums | {"free": sums["allocated"] - sums["committed"] - sums["accrued"]}
