"""Statements that are made once and asked again and again, each time with other values.

Django makes the SQL of a query anew whenever it is asked. For the figures of a small office that takes longer than the database needs to
count, and the SQL is the same for every project and every day.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, DateField, Expression

_kept: dict[tuple, "Statement | None"] = {}


class Given(Expression):
    """Stands in a query for a value that may be another when the statement is asked again: the key of a row, or a date.

    place: among the values that are given. It can be compared with a column and with nothing else: reckoning with it in Python
    raises an error.
    """

    def __init__(self, place, value):
        super().__init__(output_field=BigIntegerField() if isinstance(value, int) else DateField())
        self.place, self.value = place, value

    def as_sql(self, _compiler, _connection):
        """A place in the statement, which is filled each time it is asked."""
        return "%s", [self]

    def __conform__(self, _protocol):
        """The value as SQLite prints it in a log of statements."""
        return str(self.value)


@dataclass(frozen=True)
class Statement:
    """SQL that one row answers, with its values, of which some are Given, and the names of its columns in their order."""

    sql: str
    params: tuple
    columns: tuple

    def ask(self, values):
        """{column: number or None} with these values."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, _filled(self.params, values))
            return dict(zip(self.columns, cursor.fetchone(), strict=True))


def _filled(params, values):
    """The values as the database takes them, with `values` in the places of what is Given."""
    return [
        one.output_field.get_db_prep_value(values[one.place], connection) if isinstance(one, Given) else one
        for one in params
    ]


def ask(key, make, *values):
    """What `make(*values)` answers: the dict of an `aggregate` whose SQL differs with the values only in these values.

    key: a list that names the statement. values: keys of rows and dates. The first time `make` gets them as Given, equal ones as one,
    so that it may ask whether two are the same; it must neither reckon with them nor ask the database anything else.
    Raises RuntimeError when it asks something else.
    """
    different = list(dict.fromkeys(values))
    places = tuple(different.index(value) for value in values)
    name = (connection.vendor, *key, places)
    if name in _kept:
        kept = _kept[name]
        return kept.ask(different) if kept else make(*values)
    givens, asked = [Given(place, value) for place, value in enumerate(different)], []
    with connection.execute_wrapper(_keeping(asked, different)):
        answer = make(*(givens[place] for place in places))
    if len(asked) > 1:
        raise RuntimeError(f"{key} asks the database something else first, so its statement cannot be kept")
    # Where Django knows without asking that there are no rows, there is nothing to keep.
    _kept[name] = Statement(*asked[0], tuple(answer)) if asked else None
    return answer


def _keeping(asked, values):
    """An execute_wrapper of Django's that puts (SQL, values) of every statement into `asked` and asks it with these values."""

    def wrapper(execute, sql, params, many, context):
        asked.append((sql, tuple(params or ())))
        return execute(sql, _filled(params or (), values), many, context)

    return wrapper
