"""Import of recorded crime, against a bulk insert of the same rows that were read before.

The floor is the database's own fast path (COPY, executemany) for the rows we made of the files. Ours is the whole command: it reads
and checks the files, counts what repeats, compares with what is held, and holds the months.
"""

import csv
import gzip
import io
import os
import tempfile
from itertools import islice
from pathlib import Path

from bench.bench_import import make_project
from bench.databases import ENGINES, ROOT, throwaway

NAME = "Import of recorded crime"
WANTED = "the given months within 2x of a bulk insert of the same rows"
PACKAGED = ROOT / "office" / "demonstration" / "data" / "crime" / "allerdale-11-months-street.csv.gz"
COLUMNS = (
    "project_id", "month_id", "crime_id", "crime_type", "lsoa", "district", "location", "longitude", "latitude", "outcome",
)  # fmt: skip
NUMBERS = ("longitude", "latitude")


def files(folder):
    """The street-level files of the folder that CRIME_FILES names, else the packaged months of one district."""
    given = sorted(Path(os.environ.get("CRIME_FILES", folder)).glob("*-street.csv"))
    if given:
        return given
    path = folder / "allerdale-street.csv"
    path.write_bytes(gzip.decompress(PACKAGED.read_bytes()))
    return [path]


def import_files(paths):
    """Ours: the command, as a person types it."""
    from django.core.management import call_command

    call_command(
        "import_crime", "bench", *map(str, paths), merge=True, json=True, by="bench@demo.example", stdout=io.StringIO()
    )  # fmt: skip


def empty(connection):
    """Take the rows out again, so that each round starts alike. The lines of the months stay: the floor's rows belong to them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE outcomes_crime" if connection.vendor == "postgresql" else "DELETE FROM outcomes_crime"
        )


def load(connection, path):
    """The floor: every row into the bare table, in one transaction."""
    from django.db import transaction

    names = ", ".join(COLUMNS)
    with transaction.atomic(), open(path, newline="", encoding="utf-8") as file:
        if connection.vendor == "postgresql":
            text = ", ".join(name for name in COLUMNS if name not in NUMBERS)
            with connection.cursor() as cursor:
                cursor.copy_expert(
                    f"COPY outcomes_crime ({names}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({text}))", file
                )  # fmt: skip
            return
        sql = f"INSERT INTO outcomes_crime ({names}) VALUES ({', '.join('?' * len(COLUMNS))})"
        reader = csv.reader(file)
        while rows := list(islice(reader, 2_000)):
            connection.connection.executemany(sql, rows)


def dump(connection, path):
    """What our import left in the table, as the file the floor loads. Returns how many rows."""
    with connection.cursor() as cursor, open(path, "w", newline="", encoding="utf-8") as file:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM outcomes_crime ORDER BY id")
        rows = cursor.fetchall()
        csv.writer(file).writerows(rows)
    return len(rows)


def run(report):
    """Both engines."""
    with tempfile.TemporaryDirectory(prefix="bench-crime.") as name:
        folder = Path(name)
        paths, rows = files(folder), folder / "rows.csv"
        for engine in ENGINES:
            with throwaway(engine) as connection:
                make_project()
                import_files(paths)
                what = f"{dump(connection, rows):,} rows, {len(paths)} file{'s' if len(paths) > 1 else ''}"
                _compare(report, engine, connection, what, paths, rows)
    report.note(
        "CRIME_FILES=folder takes every *-street.csv in it; without it, the packaged months of one district"
    )


def _compare(report, engine, connection, what, paths, rows):
    report.compare(
        what, on=engine, floor=lambda: load(connection, rows), ours=lambda: import_files(paths), before=lambda: empty(connection),
        at_most=2.0, rounds=3,
    )  # fmt: skip
