"""The databases' own fast paths: rows in by COPY or executemany, rows out by a cursor that holds few of them."""

from itertools import islice

from django.db import DatabaseError, connection


def insert(model, columns, rows):
    """Put many rows into a model's table at once, without the ORM. rows: tuples in the order of `columns`.

    They are taken one by one and never held together, so rows may be read while they go in; what makes them must not
    ask the database for anything meanwhile.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        copy = f"COPY \"{model._meta.db_table}\" ({names}) FROM STDIN WITH (NULL '{Sheet.NOTHING}')"
        _copy(copy, Sheet(rows, len(columns)))
        return
    connection.ensure_connection()
    marks = ", ".join("?" * len(columns))
    # Django's own executemany keeps every row that went through it.
    with connection.wrap_database_errors:
        connection.connection.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', rows
        )


class Sheet:
    """Rows as the text that COPY reads, written as it is read: the server takes one part in while the next is made.

    Python's csv takes three times as long over cells that are JSON, because every one of them has to be quoted (decision 0274).
    """

    AT_ONCE, NOTHING = 50, "None"
    ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))

    def __init__(self, rows, width):
        self.rows, self.width, self.broke = iter(rows), width, None
        self.line = "\t".join(["%s"] * width) + "\n"

    def read(self, size=-1):
        """The next part, of any length; empty at the end."""
        try:
            part = list(islice(self.rows, self.AT_ONCE))
            text = "".join([self.line % row for row in part])
            return text if self._is_plain(text, part) else "".join([self._escaped(row) for row in part])
        except BaseException as broke:
            self.broke = broke
            raise

    def _is_plain(self, text, part):
        """Does no value hold what has a meaning of its own here? As a rule none of fifty rows does."""
        marks = text.count("\t"), text.count("\n")
        if marks != (len(part) * (self.width - 1), len(part)) or "\\" in text or "\r" in text:
            return False
        return not any(self.NOTHING in row for row in part)

    def _escaped(self, row):
        return self.line % tuple(self._cell(value) if isinstance(value, str) else value for value in row)

    def _cell(self, text):
        for mark, escaped in self.ESCAPES:
            text = text.replace(mark, escaped)
        return "\\" + text if text == self.NOTHING else text


def _copy(sql, sheet):
    try:
        with connection.cursor() as cursor:
            cursor.copy_expert(sql, sheet)
    except DatabaseError:
        # The driver reports what went wrong with the rows as an error of the database.
        if sheet.broke is not None:
            raise sheet.broke from None
        raise


def _field(model, column):
    return next(field.name for field in model._meta.concrete_fields if field.column == column)


def change(model, columns, rows):
    """Set `columns` on many rows by id. rows: (*values, id)."""
    sets = ", ".join(f'"{column}" = %s' for column in columns)
    sql = f'UPDATE "{model._meta.db_table}" SET {sets} WHERE id = %s'
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(sql, rows)
            return
        from psycopg2.extras import execute_values

        types = {
            column: model._meta.get_field(_field(model, column)).db_type(connection) for column in columns
        }
        sets = ", ".join(f'"{column}" = new."{column}"::{types[column]}' for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        update = f'UPDATE "{model._meta.db_table}" AS old SET {sets} FROM (VALUES %s) AS new ({names}, id) WHERE old.id = new.id::bigint'
        execute_values(cursor.cursor, update, rows, page_size=1_000)


def reserve(model, count):
    """Take `count` fresh ids of a table for later use; nobody else will get them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The sequence is looked up once and not for every number: OFFSET keeps the planner from drawing it in.
            cursor.execute(
                """SELECT nextval(ours.sequence) FROM generate_series(1, %s),
                   (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence OFFSET 0) ours""",
                [count, table],
            )
            return [taken for (taken,) in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
            [table, table],
        )
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return range(last - count + 1, last + 1)


def stream(sql, params, size=2_000):
    """The rows of a query, in lists of at most `size`, without holding them all. Inside a transaction."""
    with connection.chunked_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.itersize = size
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(size):
            yield rows
