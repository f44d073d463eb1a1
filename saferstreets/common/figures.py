"""The register of figures: one number, one function, one id.

A figure is a function `(project, period) -> QuerySet` that returns *the rows it counts*; the register does the
counting. So the total, the same number street by street, the drill-down page and the CSV can never disagree.
Apps register in their `figures.py`; anybody asks by id, upwards arrows are never needed.
"""

import inspect
import re
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.module_loading import autodiscover_modules

from saferstreets.common.money import pounds

EXACT = "exact"  # project-level delivery outputs, stock, money, lamps
PEOPLE = "people"  # counts of people or homes by a trait: see saferstreets.common.disclosure

PENCE = "pence"  # the unit of money, which is printed in pounds

_register: dict[str, "Figure"] = {}


@dataclass(frozen=True)
class Figure:
    """One number of the office.

    id: letter of the room and two digits, never reused. unit: what one of it is, plural.
    disclosure: EXACT or PEOPLE. rows: the function that returns the rows. counts: the aggregate over them; distinct: the field
    of the rows whose different values are counted instead, homes and not visits for one.
    as_at: True when the number is a state on the period's last day rather than what happened during it.
    day: the field of the rows that lies in the period, where counting two periods at once is worth it; not with `counts`.
    printed: False for what the progress update does not print.
    """

    id: str
    label: str
    unit: str
    disclosure: str
    rows: object
    counts: object
    as_at: bool
    printed: bool
    definition: str
    source: str
    distinct: str = ""
    day: str = ""

    @property
    def money(self):
        """Is it whole pence?"""
        return self.unit == PENCE

    @property
    def printed_unit(self):
        """The unit beside the number as `words` prints it."""
        return "pounds" if self.money else self.unit

    def words(self, value):
        """How a value of this figure is printed: thousands with commas, money in pounds."""
        return pounds(value) if self.money else f"{value:,}"

    def value(self, project, period, **only):
        """The number: an int, 0 where there are no rows. only: fields of the rows, for a part of it (street=4)."""
        return self.rows(project, period).filter(**only).aggregate(n=self.counts)["n"] or 0

    def twice(self, project, period, whole):
        """(over `period`, over `whole`), two ints; both periods end on the same day.

        Where `day` is named one query answers both: the rows of the whole are read once.
        """
        if self.as_at or period == whole:  # a state has one last day, wherever the period begins
            return (self.value(project, whole),) * 2
        if not self.day or period.start < whole.start:
            return self.value(project, period), self.value(project, whole)
        rows, day = self.rows(project, whole).order_by(), self.day
        if self.distinct:
            # Each once, with its last day: of two distinct counts PostgreSQL sorts the rows for both.
            rows, day = rows.values(self.distinct).annotate(last_day=Max(self.day)), "last_day"
        late = Q(**{f"{day}__gte": period.start})
        found = rows.aggregate(period=Count(day, filter=late), whole=Count(day))
        return found["period"], found["whole"]

    def by(self, project, period, field):
        """The same number split by `field` of the rows: {field value: int}; groups without rows are absent."""
        grouped = self.rows(project, period).order_by().values_list(field).annotate(n=self.counts)
        return dict(grouped)


def figure(
    figure_id, *, label, unit, disclosure, counts=None, distinct="", as_at=False, day="", printed=True
):
    """Register the decorated function `(project, period) -> QuerySet` as a figure; its docstring is the definition.

    Raises ValueError for a second figure with the same id, an id out of shape, a missing docstring, or a `day` beside `counts`.
    """

    def register(rows):
        if not re.fullmatch(r"[A-Z]\d\d", figure_id) or figure_id in _register:
            raise ValueError(f"{figure_id} is not a new figure id of one letter and two digits")
        if not rows.__doc__:
            raise ValueError(f"{figure_id} has no definition")
        if day and counts:  # counted twice at once, it would be rows and not what `counts` says
            raise ValueError(f"{figure_id} names a day and an aggregate of its own")
        _register[figure_id] = Figure(
            id=figure_id,
            label=label,
            unit=unit,
            disclosure=disclosure,
            rows=rows,
            counts=counts or Count(distinct or "pk", distinct=bool(distinct)),
            distinct=distinct,
            as_at=as_at,
            day=day,
            printed=printed,
            definition=" ".join(inspect.getdoc(rows).split()),
            source=f"{rows.__module__}.{rows.__name__}",
        )
        return rows

    return register


def load():
    """Import every app's figures.py; called once when the house is ready."""
    autodiscover_modules("figures")


def get(figure_id):
    """The figure with this id. Raises KeyError."""
    return _register[figure_id]


def all_figures():
    """Every figure, by id."""
    return [_register[key] for key in sorted(_register)]


def printed_figures():
    """The figures of the progress update, by id."""
    return [found for found in all_figures() if found.printed]


def value(figure_id, project, period, **only):
    """The number `figure_id` for this project and period; only: fields of its rows, for a part of it."""
    return get(figure_id).value(project, period, **only)


def by(figure_id, project, period, field):
    """The number `figure_id` split by a field of its rows."""
    return get(figure_id).by(project, period, field)
