"""Lighting at size: an inventory of 100,000 columns beside the database's own bulk path, and the page of a scheme of 10,000.

The floor ends with the same rows in the same tables: the file's rows (our staging table) and the columns, each with its street in the
project's list. It does not read, compare or say why. Ours is the whole command, staged and merged.
"""

import csv
import datetime
import io
import random
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench.bench_import import KINDS, NAMES, ROW
from bench.children import in_child
from bench.databases import ENGINES, LARGE, throwaway
from bench.register import settle

NAME = "Lighting: an inventory, and the page of a scheme"
WANTED = "100,000 columns within 2x of the database's own bulk path, as addresses; a scheme's page costs the same queries at 10 and at 10,000 columns"
ROWS = 100_000
IN_A_SCHEME = 10_000
DAY = datetime.date(2021, 11, 24)


def write_inventory(path, rows):
    """An invented inventory in the columns of a large city's: asset number, street, place, switch regime, wattage, type, height, day, position."""
    chance = random.Random(7)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Local Authority Asset Number", "Street Name", "Ward Name", "Postcode", "Description", "Switch Regime", "Wattage", "Lamp Type",
                      "Column Type", "Column Height", "Install Date", "Easting", "Northing"])  # fmt: skip
        for place in range(rows):
            k, door = divmod(place, 25)
            words = [
                NAMES[k % 20],
                *([NAMES[k // 20 % 20]] if k >= 20 else []),
                *([NAMES[k // 400 % 20]] if k >= 400 else []),
            ]
            street = " ".join([*words, KINDS[k // 3 % 8]]).upper()
            out.writerow([
                240_000 + place, street, f"Ward {k % 18}", f"CA{14 + k % 14} {k // 14 % 10}AA", f"O/S NO {door + 1}", chance.choice(("35/18", "70/35", "Dusk-Dawn")),
                chance.choice((36, 42, 61, 90, 102)), chance.choice(("Generic LED Lighting", "High Pressure Sodium")), "Lighting Column",
                chance.choice((400, 600, 800)), f"{1 + k % 28:02}/{1 + k % 12:02}/{2000 + k % 22}", 300_000 + k % 400 * 30 + door, 528_000 + k // 400 * 40 + door * 25,
            ])  # fmt: skip


def import_file(path):
    """Ours: the command, as a person types it."""
    from django.core.management import call_command

    call_command(
        "import_columns",
        "bench",
        str(path),
        merge=True,
        json=True,
        by="bench@demo.example",
        stdout=io.StringIO(),
    )


def empty(connection):
    """Take every row out again, so that each round starts alike."""
    with connection.cursor() as cursor:
        for table in ("imports_row", "lighting_column"):
            cursor.execute(
                f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
            )


def _tables():
    from lighting.importing.merging import COLUMNS

    return ("imports_row", ROW), ("lighting_column", COLUMNS)


def dump(connection, folder):
    """What our import left in the tables, as the CSV files the floor loads."""
    for table, columns in _tables():
        with (
            connection.cursor() as cursor,
            open(folder / f"{table}.csv", "w", newline="", encoding="utf-8") as file,
        ):
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
            out = csv.writer(file)
            while rows := cursor.fetchmany(5_000):
                out.writerows(rows)


def load(connection, folder):
    """The floor, of the same shape as for addresses: COPY on PostgreSQL, executemany on SQLite, straight from the files."""
    from django.db import transaction

    from lighting.models import Column

    null = {field.column for field in Column._meta.fields if field.null} | {"thing_id", "like_number"}
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns in _tables():
            with open(folder / f"{table}.csv", newline="", encoding="utf-8") as file:
                if connection.vendor == "postgresql":
                    _by_copy(cursor, table, columns, file, null)
                else:
                    _by_executemany(connection.connection, table, columns, file, null)


def _by_copy(cursor, table, columns, file, null):
    """The file's rows straight in; columns to a bare table first, so that set SQL finds each one's street in the project's list."""
    into, names = table, ", ".join(columns)
    if table == "lighting_column":
        into = "stage"
        cursor.execute("CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT * FROM lighting_column LIMIT 0")
    text = ", ".join(column for column in columns if column not in null)
    cursor.copy_expert(f"COPY {into} ({names}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({text}))", file)
    if into == "stage":
        chosen = ", ".join("t.id" if column == "street_id" else f"s.{column}" for column in columns)
        cursor.execute(f"""INSERT INTO lighting_column ({names}) SELECT {chosen} FROM stage s LEFT JOIN households_street t
                           ON t.project_id = s.project_id AND split_part(t.key, '|', 1) = s.street_key""")


def _by_executemany(raw, table, columns, file, null):
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    keeps = [column in null for column in columns]
    reader = csv.reader(file)
    while rows := list(islice(reader, 2_000)):
        raw.executemany(
            sql,
            [
                [None if keep and not cell else cell for cell, keep in zip(row, keeps, strict=True)]
                for row in rows
            ],
        )


def compare(report, engine, folder, path):
    """The same inventory by the floor and by us, and the memory of ours."""
    from bench.bench_import import make_project

    with throwaway(engine) as connection:
        make_project()
        import_file(path)
        dump(connection, folder)
        report.compare(
            f"{ROWS:,} columns", on=engine, floor=lambda: load(connection, folder), ours=lambda: import_file(path),
            before=lambda: empty(connection), at_most=2.0, rounds=3,
        )  # fmt: skip
        empty(connection)
        child = in_child("bench.bench_lighting:import_file", path)
        report.amount(f"peak memory, {ROWS:,} rows", child.peak_mb, unit="MB", on=engine, at_most=150)


def page(report, engine, columns):
    """The page of a scheme: how many queries at 10 columns and at many, and its time beside the plain counts it shows."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import Project, User
    from bench.bench_import import make_project
    from lighting import actions
    from lighting.choices import SchemeKind
    from lighting.models import Column

    with throwaway(engine):
        make_project()
        project, by = Project.objects.get(slug="bench"), User.objects.get()
        made = []
        for name, count in (("Few", 10), ("Many", columns)):
            scheme = actions.add_scheme(
                project=project, name=name, kind=SchemeKind.UPGRADE, boundary=name, by=by
            )
            Column.objects.bulk_create(
                (
                    Column(
                        project=project, scheme=scheme, number=str(n), number_key=str(n), number_order=n, street_name=f"{name} Street {n % 40}",
                        street_key=f"{name.lower()} street {n % 40}", easting=299_900 + n % 300, northing=528_700 + n // 300, before_milliwatts=90_000,
                        after_milliwatts=36_000, energised_on=DAY if n % 2 else None,
                    )
                    for n in range(count)
                ),
                batch_size=5_000,
            )  # fmt: skip
            made.append(scheme)
        settle()
        client, asked = Client(), []
        client.force_login(by)
        for scheme in (made[0], *made):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(f"/bench/lighting/schemes/{scheme.pk}/").status_code == 200
            asked.append(len(seen))
        report.amount(
            f"queries of a scheme's page, {columns:,} columns (floor: 10 columns)",
            asked[2],
            floor=asked[1],
            unit="",
            on=engine,
            at_most=1.0,
        )
        times = []
        for _ in range(3):
            began = time.perf_counter()
            client.get(f"/bench/lighting/schemes/{made[1].pk}/")
            times.append(time.perf_counter() - began)
        report.amount(f"a scheme's page, {columns:,} columns", 1_000 * sorted(times)[1], unit="ms", on=engine)


def run(report):
    """Both engines."""
    with tempfile.TemporaryDirectory(prefix="bench-lighting.") as name:
        folder = Path(name)
        write_inventory(folder / "inventory.csv", ROWS)
        for engine in ENGINES:
            compare(report, engine, folder, folder / "inventory.csv")
    for engine in ENGINES:
        page(report, engine, 100_000 if LARGE else IN_A_SCHEME)
    report.note(
        "the inventory has asset numbers and positions; ours reads, matches, keeps every row's cells and verdict, and merges"
    )
    report.note("a scheme of 100,000 columns with LARGE=1")
