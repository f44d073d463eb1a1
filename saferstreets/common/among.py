"""Rows of which several figures count a part: one statement answers all of them, over two periods."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Aggregate, Count, F, Q, Sum

from saferstreets.common import statements

ONE = "one"  # what several rows are put together by, in a query


class Days(NamedTuple):
    """A period for a query, whose dates may be Given: it can be compared with columns, and reckoning with it raises an error."""

    start: object
    end: object


@dataclass(frozen=True)
class Among:
    """Rows of which several figures count a part, so that one pass over them answers all.

    rows: the function (project) -> QuerySet, whatever the day. day: the field of theirs that lies in the period, for the figures
    that name no other. by: the field by which they are put together first, where they are many and some figures count its different
    values, homes and not visits for one.
    """

    rows: object
    day: str = ""
    by: str = ""

    def counted(self, wanted, project, period, whole):
        """{id: (over `period`, over `whole`)} of the figures `wanted`, all among these rows; both periods end on the same day."""
        days = (min(period.start, whole.start), period.end, period.start, whole.start)

        def count(project, first, end, *starts):
            return self._counted(wanted, project, Days(first, end), [Days(start, end) for start in starts])

        if all(found.kept for found in wanted):
            counted = statements.ask([found.id for found in wanted], count, project.pk, *days)
        else:
            counted = count(project, *days)
        return {
            found.id: tuple(int(counted[f"{found.id}_{place}"] or 0) for place in range(2))
            for found in wanted
        }

    def _counted(self, wanted, project, both, periods):
        """{id and place of a period: number or None}, in one statement. both: all days of the periods."""
        fields = sorted({found.day for found in wanted})
        rows = self.rows(project).order_by().filter(reduce(or_, (within(both, field) for field in fields)))
        known = both if len(fields) == 1 else None  # all the days of the rows
        count = self._put_together if self.by else self._one_by_one
        return count(rows, wanted, project, periods, known)

    def _one_by_one(self, rows, wanted, project, periods, known):
        columns = {
            f"{found.id}_{place}": _narrowed(
                found.counts_by(days.end), found.only(project) & _in_time(days, found.day, known)
            )
            for found in wanted
            for place, days in enumerate(periods)
        }
        return rows.aggregate(**columns)

    def _put_together(self, rows, wanted, project, periods, known):
        counts, sums = {}, {}  # {how many rows of one: its column}, {column: what they add up to}
        for found in wanted:
            of_row, of_one = _parted(found.only(project), self.by)
            for place, days in enumerate(periods):
                # Of the day and not of the row: an index that holds the day then answers alone.
                count = Count(self.day, filter=of_row & _in_time(days, self.day, known))
                column = counts.setdefault(count, f"{found.id}_{place}_of_one")
                # Those that have any: of several distinct counts PostgreSQL sorts the rows for each.
                some = of_one & Q(**{f"{column}__gt": 0})
                sums[f"{found.id}_{place}"] = (
                    Count(column, filter=some) if found.distinct else Sum(column, filter=of_one or None)
                )
        columns = {column: count for count, column in counts.items()}
        return rows.values(**{ONE: F(self.by)}).annotate(**columns).aggregate(**sums)


def _parted(only, by):
    """The condition in two: what each row has to be asked, and what each value of the field `by`, which are fewer and called ONE."""
    of_row, of_one = Q(), Q()
    for part in only.children if only.connector == Q.AND and not only.negated else [only]:
        renamed = _said_of(part, by)
        if renamed is None:
            of_row &= Q(part)
        else:
            of_one &= renamed
    return of_row, of_one


def _said_of(part, by):
    """A condition that asks for the field `by` alone, said of ONE; None for any other."""
    if isinstance(part, tuple):
        return Q((part[0].replace(by, ONE, 1), part[1])) if part[0] in (by, f"{by}__in") else None
    if not isinstance(part, Q):
        return None
    inner = [_said_of(one, by) for one in part.children]
    return None if None in inner else Q(*inner, _connector=part.connector, _negated=part.negated)


def _since(days, field):
    return Q(**{f"{field}__gte": days.start})


def within(days, field):
    """The condition that a row lies in `days`: a Period, or Days."""
    return Q(**{f"{field}__range": (days.start, days.end)})


def _in_time(days, field, known):
    """The condition that a row lies in `days`. known: days in which all rows lie, and which end with these; None where there are none."""
    if known is None:
        return within(days, field)
    return Q() if days.start == known.start else _since(days, field)


def _narrowed(counts, only):
    """The expression `counts` with each aggregate in it over those rows only for which `only` holds."""
    if not only:
        return counts
    narrowed = counts.copy()
    if isinstance(counts, Aggregate):
        narrowed.filter = only if counts.filter is None else counts.filter & only
    else:
        narrowed.set_source_expressions([_narrowed(part, only) for part in counts.get_source_expressions()])
    return narrowed
