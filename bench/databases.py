"""Throw-away databases with the product's tables, on SQLite and on a private PostgreSQL.

Migrations run once on each engine; every `throwaway` after that is a copy. The settings are the product's own
(Argon2, hashed static names, the real middleware), on plain http.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("sqlite", "postgres")
LARGE = os.environ.get("LARGE") == "1"

_folder = None
_server = None
_templates = {}
_sqlite_options = {}


def prepare():
    """Start Django: in the first process on an empty SQLite file, in a child on whatever its parent is using."""
    global _folder, _sqlite_options
    import django
    from django.conf import settings

    if "BENCH_CHILD" not in os.environ:
        _folder = Path(tempfile.mkdtemp(prefix="saferstreets-bench.", dir="/tmp"))
        _folder.chmod(0o711)
        os.environ.update(_environment(_folder))
        tempfile.tempdir = None
    django.setup()
    _sqlite_options = dict(settings.DATABASES["default"].get("OPTIONS", {}))


def _environment(folder):
    return {
        "BENCH_CHILD": "1",
        "DJANGO_SETTINGS_MODULE": "saferstreets.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder / 'none.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "TMPDIR": str(folder),
        "DEBUG": "0",
        "DEMONSTRATION": "1",
        "DEMONSTRATION_TODAY": "",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    }


def remove_all():
    """Stop the server and remove every file made here."""
    from django.db import connections

    connections.close_all()
    if _server:
        subprocess.run([ROOT / "scripts/pg-throwaway", "stop", _folder / "pg"], check=False)
    if _folder:
        shutil.rmtree(_folder, ignore_errors=True)


@contextmanager
def throwaway(engine):
    """A database with every migration run, as Django's default connection here and in child processes.

    engine: "sqlite" or "postgres". Yields Django's connection; the database is gone at the end.
    """
    template = _templates.get(engine) or _make_template(engine)
    url = _copy(engine, template)
    before = os.environ["DATABASE_URL"]
    try:
        yield _use(url)
    finally:
        _use(before)
        _drop(engine, url)


def server_process():
    """The process of the private PostgreSQL while it serves the default connection; None otherwise."""
    if engine_of(os.environ["DATABASE_URL"]) == "sqlite":
        return None
    return int((_folder / "pg/cluster/data/postmaster.pid").read_text().split()[0])


def _use(url):
    """Make `url` the default connection of this thread, with the options the product gives that engine."""
    import dj_database_url
    from django.contrib.contenttypes.models import ContentType
    from django.db import connections

    os.environ["DATABASE_URL"] = url
    connections["default"].close()
    del connections["default"]
    wanted = {"OPTIONS": {}, **dj_database_url.parse(url, conn_max_age=600)}
    if engine_of(url) == "sqlite":
        wanted["OPTIONS"] = dict(_sqlite_options)
    # The same dictionary, so that Django's handler and every thread see the change; it fills in the rest.
    for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        wanted.setdefault(name, "")
    connections.settings["default"].update(wanted)
    ContentType.objects.clear_cache()
    return connections["default"]


def engine_of(url):
    """The short name of the engine behind a DATABASE_URL."""
    return "sqlite" if url.startswith("sqlite") else "postgres"


def _make_template(engine):
    from django.core.management import call_command

    url = f"sqlite:///{_folder / 'template.sqlite3'}" if engine == "sqlite" else _create("template_house")
    before = os.environ["DATABASE_URL"]
    _use(url)
    call_command("migrate", verbosity=0)
    _use(before)
    _templates[engine] = url
    return url


def _copy(engine, template):
    name = f"copy_{secrets.token_hex(4)}"
    if engine == "postgres":
        return _create(name, template="template_house")
    shutil.copy(_file(template), _folder / f"{name}.sqlite3")
    return f"sqlite:///{_folder / name}.sqlite3"


def _drop(engine, url):
    if engine == "postgres":
        _order(f"DROP DATABASE {_name(url)} WITH (FORCE)")
        return
    for ending in ("", "-wal", "-shm"):
        Path(f"{_file(url)}{ending}").unlink(missing_ok=True)


def _create(name, template="template0"):
    _order(f"CREATE DATABASE {name} TEMPLATE {template}")
    return _server.replace("/postgres?", f"/{name}?")


def _order(statement):
    """Say one statement to the private server, which is started when first needed."""
    global _server
    import psycopg2

    if _server is None:
        (_folder / "pg").mkdir()
        started = [ROOT / "scripts/pg-throwaway", "start", _folder / "pg"]
        _server = subprocess.run(started, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    connection = psycopg2.connect(_server)
    connection.autocommit = True
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()


def _file(url):
    return Path(url.removeprefix("sqlite:///"))


def _name(url):
    return url.split("?")[0].rsplit("/", 1)[-1]
