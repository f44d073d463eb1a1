"""Importing an address list, against the database's own bulk path for rows that were read, cleaned and matched before.

The floor ends with the same rows in the same tables: the file's rows (our staging table), streets and homes. It does
not read addresses, compare anything, or say why. Ours is the whole command, staged and merged.
"""

import csv
import datetime
import io
import random
import tempfile
from itertools import islice
from pathlib import Path

from bench.children import in_child
from bench.databases import ENGINES, LARGE, throwaway

NAME = "Import of an address list"
WANTED = "within 2x of the database's own bulk path; under 150 MB at any size"
ROWS = 100_000
PLACES = ("Workington", "Maryport", "Whitehaven", "Barrow")
NAMES = [
    "Abbey",
    "Mill",
    "Church",
    "Vulcan",
    "Lonsdale",
    "Harbour",
    "Moss",
    "Curwen",
    "Station",
    "Victoria",
    "Albert",
    "Queen",
    "King",
    "Clay",
    "Pow",
    "Gray",
    "Senhouse",
    "Finkle",
    "Oxford",
    "Belle",
]
KINDS = ["Road", "Street", "Lane", "Avenue", "Close", "Terrace", "Grove", "Place"]
TENURES = ("Owner occupied", "Private rented", "Social rented", "")
ROW = (
    "project_id",
    "batch_id",
    "number",
    "cells",
    "parsed",
    "likeness",
    "code",
    "verdict",
    "reason",
    "thing_id",
    "candidates",
    "before",
    "decision",
)
STREET = ("id", "project_id", "name", "locality", "town", "key")
HOME = (
    "id",
    "project_id",
    "street_id",
    "flat",
    "name",
    "number",
    "postcode",
    "uprn",
    "reference",
    "tenure",
    "state",
    "door_key",
    "search",
    "walk_seq",
)


def write_list(path, rows, *, in_words=False):
    """A list of `rows` invented addresses, 33 doors a street, one in eleven a flat; in columns, or each in one text."""
    chance = random.Random(4)
    letters = "ABDEFGHJLN"
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ["Reference", "Address"]
            if in_words
            else ["UPRN", "Flat", "Number", "Street", "Town", "Postcode", "Tenure"]
        )
        for place in range(rows):
            k, door = divmod(place, 33)
            words = (
                [NAMES[k % 20]]
                + ([NAMES[k // 20 % 20]] if k >= 20 else [])
                + ([NAMES[k // 400 % 20]] if k >= 400 else [])
            )
            street, flat = (
                " ".join([*words, KINDS[k // 3 % 8]]),
                f"Flat {door % 5 + 1}" if door % 11 == 10 else "",
            )
            if k >= 8_000:
                street = f"{letters[k // 8_000 % 10]} {street}"
            postcode = f"CA{14 + k % 14} {k // 14 % 10}{letters[door // 15]}{letters[k // 140 % 10]}"
            if in_words:
                out.writerow(
                    [place, f"{flat} {door + 1} {street} {PLACES[k % 4]} Cumbria {postcode}".strip()]
                )
            else:
                out.writerow(
                    [
                        100_000_000 + place,
                        flat,
                        door + 1,
                        street,
                        PLACES[k % 4],
                        postcode,
                        chance.choice(TENURES),
                    ]
                )


def import_file(path):
    """Ours: the command, as a person types it."""
    from django.core.management import call_command

    call_command(
        "import_addresses",
        "bench",
        str(path),
        merge=True,
        json=True,
        by="bench@demo.example",
        stdout=io.StringIO(),
    )


def make_project():
    """An empty project and somebody who may import into it."""
    from accounts.actions import add_user, create_project

    by = add_user(by=None, email="bench@demo.example", name="Bench")
    create_project(
        by=by,
        slug="bench",
        name="Bench",
        starts_on=datetime.date(2021, 6, 3),
        ends_on=datetime.date(2022, 3, 31),
    )


def empty(connection):
    """Take every row out again, so that each round starts alike."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # CASCADE reaches tables that refuse to be emptied; this role silences them for the length of the bench
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("TRUNCATE imports_row, households_household, households_street CASCADE")
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            for table in ("imports_row", "households_household", "households_street"):
                cursor.execute(f"DELETE FROM {table}")


def dump(connection, folder):
    """What our import left in the tables, as the CSV files the floor loads."""
    for table, columns in (
        ("imports_row", ROW),
        ("households_street", STREET),
        ("households_household", HOME),
    ):
        with (
            connection.cursor() as cursor,
            open(folder / f"{table}.csv", "w", newline="", encoding="utf-8") as file,
        ):
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
            out = csv.writer(file)
            while rows := cursor.fetchmany(5_000):
                out.writerows(rows)


def load_by_copy(connection, folder):
    """The floor on PostgreSQL: COPY the staged rows, COPY homes to a bare table, streets and homes by set SQL."""
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT h.*, s.name AS street_name, s.locality, s.town, s.key FROM households_household h, households_street s LIMIT 0"
        )
        _copy(cursor, "imports_row", ROW, folder / "imports_row.csv")
        _copy(cursor, "stage", (*HOME, "street_name", "locality", "town", "key"), folder / "stage.csv")
        cursor.execute("""INSERT INTO households_street (project_id, name, locality, town, key)
                          SELECT DISTINCT project_id, street_name, locality, town, key FROM stage""")
        columns = ", ".join(HOME)
        chosen = ", ".join("t.id" if column == "street_id" else f"s.{column}" for column in HOME)
        cursor.execute(f"""INSERT INTO households_household ({columns}) SELECT {chosen} FROM stage s
                           JOIN households_street t ON t.project_id = s.project_id AND t.key = s.key""")


def _copy(cursor, table, columns, path):
    names = ", ".join(f'"{column}"' for column in columns)
    text = ", ".join(f'"{column}"' for column in columns if column not in ("thing_id", "like_number"))
    with open(path, encoding="utf-8", newline="") as file:
        cursor.copy_expert(
            f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({text}))", file
        )


def load_by_executemany(connection, folder):
    """The floor on SQLite: executemany into each table, straight from the files."""
    from django.db import transaction

    with transaction.atomic():
        raw = connection.connection
        for table, columns in (
            ("imports_row", ROW),
            ("households_street", STREET),
            ("households_household", HOME),
        ):
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            with open(folder / f"{table}.csv", newline="", encoding="utf-8") as file:
                reader = csv.reader(file)
                while rows := list(islice(reader, 2_000)):
                    raw.executemany(sql, rows)


def with_streets(folder):
    """The homes' file with their street's words beside each, for the set SQL."""
    with open(folder / "households_street.csv", newline="", encoding="utf-8") as file:
        streets = {row[0]: [row[2], row[3], row[4], row[5]] for row in csv.reader(file)}
    with (
        open(folder / "households_household.csv", newline="", encoding="utf-8") as homes,
        open(folder / "stage.csv", "w", newline="", encoding="utf-8") as file,
    ):
        csv.writer(file).writerows([*row, *streets[row[2]]] for row in csv.reader(homes))


def compare(report, engine, folder, what, path, rounds):
    """One row of the table: the same list by the floor and by us."""
    with throwaway(engine) as connection:
        make_project()
        import_file(path)
        dump(connection, folder)
        with_streets(folder)
        load = load_by_copy if engine == "postgres" else load_by_executemany
        report.compare(
            what, on=engine, floor=lambda: load(connection, folder), ours=lambda: import_file(path),
            before=lambda: empty(connection), at_most=2.0, rounds=rounds,
        )  # fmt: skip


def memory(report, engine, path, rows):
    """The most memory a process of its own held while importing."""
    with throwaway(engine):
        make_project()
        child = in_child("bench.bench_import:import_file", path)
        report.amount(f"peak memory, {rows:,} rows", child.peak_mb, unit="MB", on=engine, at_most=150)
        again = in_child("bench.bench_import:import_file", path)
        report.amount(f"peak memory, {rows:,} rows again", again.peak_mb, unit="MB", on=engine, at_most=150)


def run(report):
    """Both engines: in columns, in words, and the memory of it."""
    with tempfile.TemporaryDirectory(prefix="bench-import.") as name:
        folder = Path(name)
        write_list(folder / "columns.csv", ROWS)
        write_list(folder / "words.csv", ROWS, in_words=True)
        for engine in ENGINES:
            compare(report, engine, folder, f"{ROWS:,} addresses in columns", folder / "columns.csv", 3)
            compare(report, engine, folder, f"{ROWS:,} addresses in one text each", folder / "words.csv", 2)
        rows = 1_000_000 if LARGE else ROWS
        if LARGE:
            write_list(folder / "columns.csv", rows)
        for engine in ENGINES:
            memory(report, engine, folder / "columns.csv", rows)
    report.note(
        "ours reads, parses, matches, keeps every row's cells and verdict, and merges; the floor loads what we made of it"
    )
    report.note("1,000,000 rows for the memory with LARGE=1")
