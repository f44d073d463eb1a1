"""`python -m tests.deposit.kill [--kills N]`: the server is killed with -9 while phones hand in, again and again; then everything is counted.

On the database that DATABASE_URL names (an SQLite file of its own otherwise). What a phone has a receipt for must be there, unchanged
and applied once. Prints the counts; status 1 if anything acknowledged is missing, or if the phones got no receipt between the kills: then
nothing was tried. On a busy machine the lives of the server are lengthened until they do.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHORTEST, LONGEST = 0.03, 0.25  # seconds of a server's life, on a machine that is its own
SLOWEST = 40  # times as long, at most


class Server:
    """gunicorn with one worker process, which serves and writes; its master only makes the next one."""

    def __init__(self, environment):
        self.environment, self.process, self.port = environment, None, None

    def start(self):
        """Start it; returns once it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", "1", "--threads", "4", "--log-level", "critical", "--bind",
                   f"127.0.0.1:{self.port}", "tests.deposit.preloaded:application"]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("the server did not start")

    def kill_worker(self):
        """SIGKILL for the process that serves; False while there is none. The master makes another at once."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        return bool(children)

    def kill(self):
        """SIGKILL for the whole server at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def phone_at_work(phone, homes, server, stop, seed):
    """One phone: records, hands in, believes receipts only, and goes on when the server is away."""
    weather = random.Random(seed)
    while not stop.is_set():
        for _ in range(weather.randrange(1, 4)):
            payload = (
                {"offers": {"pack": "done"}, "again_reason": "Kept count"} if weather.random() < 0.5 else {}
            )
            phone.visit(weather.choice(homes), "answered" if payload else "no_answer", **payload)
        hand_in(phone, server.port)


def hand_in(phone, port):
    """One deposit over HTTP. True when an answer was heard."""
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request(
            "POST",
            "/deposit/v1",
            phone.body(),
            {"Authorization": phone.authorization, "Content-Type": "application/json"},
        )
        response = line.getresponse()
        phone.hear(response.status, response.read())
        return True
    except (OSError, http.client.HTTPException):
        time.sleep(0.01)
        return False


def campaign(kills, phones, homes, server):
    """Kill the server `kills` times while the phones work; then let them finish. Returns how many receipts came between the kills."""
    stop, weather, pace, before = threading.Event(), random.Random(), 1.0, 0
    workers = [
        threading.Thread(target=phone_at_work, args=(phone, homes, server, stop, n))
        for n, phone in enumerate(phones)
    ]
    server.start()
    for worker in workers:
        worker.start()
    for number in range(kills):
        time.sleep(pace * weather.uniform(SHORTEST, LONGEST))
        pace, before = _pace(pace, before, heard := _receipts(phones))
        if number % 50 == 49:
            server.kill()
            server.start()
        else:
            while not server.kill_worker():
                time.sleep(0.01)
        if (number + 1) % 100 == 0:
            print(f"{number + 1} kills, {heard:,} receipts", flush=True)
    heard = _receipts(phones)
    stop.set()
    for worker in workers:
        worker.join()
    for phone in phones:
        while phone.outbox:
            hand_in(phone, server.port)
    server.kill()
    return heard


def _receipts(phones):
    return sum(len(phone.verdicts) for phone in phones)


def _pace(pace, before, heard):
    """(how much longer the next life may be, what was heard by now): lives in which nobody hears anything prove nothing."""
    return (max(1.0, pace * 0.8) if heard > before else min(SLOWEST, pace * 1.25)), heard


def counted(phones, project):
    """{what: how many} of what is wrong and what is there, after the last kill."""
    from doorstep.inbox import applying
    from doorstep.models import Envelope, Letter
    from households.models import Visit
    from packs.models import Delivery

    while applying.sweep(project):
        pass
    kept = {
        envelope.sha: bytes(envelope.content).decode()
        for envelope in Envelope.objects.filter(project=project)
    }
    made = {found: text for phone in phones for found, text in phone.sent.items()}
    letters = Letter.objects.filter(project=project)
    visits = Visit.objects.filter(project=project)
    return {
        "records": len(made),
        "acknowledged missing": sum(found not in kept for phone in phones for found in phone.verdicts),
        "changed": sum(kept.get(found, text) != text for found, text in made.items()),
        "invented": sum(found not in made for found in kept),
        "not applied": letters.count() - letters.applied().count(),
        "doubled": visits.count() - letters.applied().values("visit").distinct().count() + letters.applied().count() - visits.count(),
        "packs astray": visits.filter(offers__kind="pack").count() - Delivery.objects.filter(project=project).count(),
    }  # fmt: skip


def main():
    """Make the database, its people and phones; kill; count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=2_000)
    options = parser.parse_args()
    folder = tempfile.TemporaryDirectory()
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{folder.name}/kill.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "saferstreets.settings_test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    call_command("migrate", verbosity=0)
    from tests.deposit.weather import Base

    base = Base()
    connections.close_all()
    server = Server({**os.environ, "PYTHONPATH": str(ROOT)})
    began = time.monotonic()
    heard = campaign(options.kills, base.phones, base.homes, server)
    counts = counted(base.phones, base.project)
    wrong = {name: count for name, count in counts.items() if name != "records" and count}
    print(
        f"{connection.vendor}: {options.kills:,} kills in {time.monotonic() - began:.0f} s, {heard:,} receipts between them"
    )
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    if not heard:
        print("No phone heard anything between the kills, so nothing was tried.")
    return 1 if wrong or not heard else 0


if __name__ == "__main__":
    sys.exit(main())
