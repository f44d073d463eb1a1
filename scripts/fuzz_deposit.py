"""`make fuzz-deposit`: schemathesis makes requests from the description of the deposit API; the office must never stumble over one.

    scripts/fuzz_deposit.py [--cases 100000] [--seed 1]        pip install schemathesis, into an environment of its own (SCHEMATHESIS=…/schemathesis)

A real server on the database that DATABASE_URL names (an SQLite file of its own otherwise), with the token of an enrolled phone and no limit on how often it
may call. Exit 1 for a status of 500 or more, or for a record that ended in a fault of the office; 0, and "not run", where schemathesis is not installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]


def tool():
    """Where schemathesis is, or None."""
    from tests.scanners import tools

    return os.environ.get("SCHEMATHESIS") or tools.tool("schemathesis", "schemathesis")


def office(folder):
    """The database, one phone, and the server. Returns (phone, server)."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/fuzz.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "saferstreets.settings_test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    from tests.deposit.kill import Server
    from tests.deposit.weather import Base

    phone = Base().phones[0]
    connections.close_all()
    server = Server({**os.environ, "PYTHONPATH": str(ROOT)})
    server.start()
    return phone, server


def faults():
    """How many records there are, and how many ended in a fault of the office."""
    from doorstep.models import Letter

    return Letter.objects.count(), Letter.objects.filter(attempts__gt=0).count()


def main():
    """Run it; say what came of it."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--cases", type=int, default=100_000)
    reader.add_argument("--seed", type=int, default=1)
    wanted = reader.parse_args()
    if tool() is None:
        print("schemathesis: not run (not installed)")
        return 0
    folder = tempfile.mkdtemp(prefix="saferstreets-fuzz.", dir="/tmp")
    phone, server = office(folder)
    try:
        address = f"http://127.0.0.1:{server.port}"
        command = [
            tool(), "run", f"{address}/deposit/v1/openapi.json", "--url", address, "--header", f"Authorization: {phone.authorization}", "--checks", "not_a_server_error",
            "--max-examples", str(wanted.cases // 2), "--seed", str(wanted.seed), "--workers", "2", "--generation-database", "none",
        ]  # fmt: skip
        code = subprocess.run(command, cwd=folder, check=False).returncode
        records, stumbled = faults()
        print(f"{records:,} records stored, {stumbled} ended in a fault of the office")
        return 1 if code or stumbled else 0
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
