"""The register of figures: one number, one function, one id.

A figure is a function `(project, period) -> QuerySet` that returns *the rows it counts*; the register does the
counting. So the total, the same number street by street, the drill-down page and the CSV can never disagree.
Apps register in their `figures.py`; anybody asks by id, upwards arrows are never needed.
"""

import inspect
import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.module_loading import autodiscover_modules

from saferstreets.common import statements
from saferstreets.common.among import Among, Days, within
from saferstreets.common.money import pounds

EXACT = "exact"  # project-level delivery outputs, stock, money, lamps
PEOPLE = "people"  # counts of people or homes by a trait: see saferstreets.common.disclosure

PENCE = "pence"  # the unit of money, which is printed in pounds

_register: dict[str, "Figure"] = {}


@dataclass(frozen=True)
class Figure:
    """One number of the office.

    id: letter of the room and two digits, never reused. unit: what one of it is, plural.
    disclosure: EXACT or PEOPLE. rows: the function that returns the rows. counts: the aggregate over them, or the function
    (last day) -> aggregate; distinct: the field of the rows whose different values are counted instead, homes and not visits for one.
    as_at: True when the number is a state on the period's last day rather than what happened during it.
    day: the field of the rows that lies in the period, where the register narrows them. among, only: then the rows, perhaps shared
    with others, and the function (project) -> Q that says which of them it counts. printed: False for what the progress update does
    not print. kept: False where the function reckons with the days, so that its statement differs from one time to the next; of any
    other it is made once (see saferstreets.common.statements).
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
    among: Among | None = None
    only: object = None
    kept: bool = True

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

        if only or not self.kept:
            counted = self._count(project, period, only)
        else:
            counted = statements.ask(
                [self.id],
                lambda project, *days: self._count(project, Days(*days), {}),
                project.pk,
                period.start,
                period.end,
            )
        return int(counted["n"] or 0)

    def _count(self, project, period, only):
        return self.rows(project, period).filter(**only).aggregate(n=self.counts_by(period.end))

    def by(self, project, period, field):
        """The same number split by `field` of the rows: {field value: int}; groups without rows are absent."""
        rows = self.rows(project, period).order_by()
        return dict(rows.values_list(field).annotate(n=self.counts_by(period.end)))

    def counts_by(self, last):
        """The aggregate over the rows of a period that ends on the day `last`."""
        return self.counts(last) if callable(self.counts) else self.counts


def figure(
    figure_id, *, label, unit, disclosure, counts=None, distinct="", as_at=False, day="", among=None, printed=True, kept=True
):  # fmt: skip
    """Register the decorated function `(project, period) -> QuerySet` as a figure; its docstring is the definition.

    day: the field of the rows that lies in the period; the function is then `(project) -> QuerySet`, and the register narrows the
    rows. among: rows it shares with other figures; the function is then `(project) -> Q`, the condition under which one is counted,
    and day need only be given where it is not theirs. kept: False where the function reckons with the days.
    Raises ValueError for a second figure with the same id, an id out of shape, a missing docstring, no day where one is
    needed, or one `among` rows that counts them in a way in which they cannot be counted together.
    """

    def register(told):
        if not re.fullmatch(r"[A-Z]\d\d", figure_id) or figure_id in _register:
            raise ValueError(f"{figure_id} is not a new figure id of one letter and two digits")
        if not told.__doc__:
            raise ValueError(f"{figure_id} has no definition")
        _check_days(figure_id, as_at, among, day, counts, distinct)
        shared, only = (among, told) if among else (Among(told, day), _all) if day else (None, None)
        own_day = day or (among.day if among else "")
        _register[figure_id] = Figure(
            id=figure_id,
            label=label,
            unit=unit,
            disclosure=disclosure,
            rows=_part_of(shared, only, own_day) if shared else told,
            counts=counts or Count(distinct or "pk", distinct=bool(distinct)),
            distinct=distinct,
            as_at=as_at,
            day=own_day,
            among=shared,
            only=only,
            printed=printed,
            kept=kept,
            definition=" ".join(inspect.getdoc(told).split()),
            source=f"{told.__module__}.{told.__name__}",
        )
        return told

    return register


def _check_days(figure_id, as_at, among, day, counts, distinct):
    if as_at and (day or among):
        raise ValueError(f"{figure_id} is a state, and no day of its rows lies in a period")
    if among and among.by and (counts or day or distinct not in ("", among.by)):
        raise ValueError(f"{figure_id} counts the rows it shares in a way of its own")
    if among and not (day or among.day):
        raise ValueError(f"{figure_id} does not say by which day its rows lie in a period")


def _all(_project):
    return Q()


def _part_of(among, only, day):
    return lambda project, period: among.rows(project).filter(only(project), within(period, day))


def counted_twice(wanted, project, period, whole):
    """{id: (over `period`, over `whole`)} of these figures, whole numbers; both periods end on the same day.

    Those among the same rows are counted together: the rows are read once for all of them and both periods.
    """
    counted = {}
    for found in together(wanted):
        if among := found[0].among:
            counted |= among.counted(found, project, period, whole)
        else:
            counted[found[0].id] = _twice(found[0], project, period, whole)
    return counted


def together(wanted):
    """Lists of these figures: those that are counted at once, in one; each of the others alone."""
    groups = {}
    for found in wanted:
        groups.setdefault(found.among or found, []).append(found)
    return list(groups.values())


def _twice(found, project, period, whole):
    if found.as_at or period == whole:  # a state has one last day, wherever the period begins
        return (found.value(project, whole),) * 2
    return found.value(project, period), found.value(project, whole)


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
