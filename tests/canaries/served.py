"""The office as it runs for real, on a free port: gunicorn with an access log, production settings, everything it writes in one folder."""

import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ACCESS = '%(h)s "%(r)s" %(s)s "%(f)s" "%(a)s"'


def environment(folder):
    """What docs/deploy.md puts into the settings, with every place in `folder`."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.canaries.settings", "CANARY_FOLDER": str(folder), "SECRET_KEY": secrets.token_urlsafe(50),
        "MEDIA_ROOT": str(folder / "media"), "ERASURES": str(folder / "erasures.jsonl"), "TMPDIR": str(folder), "BEHIND_PROXY": "1",
        "DEMONSTRATION": "", "DEMONSTRATION_TODAY": "", "DEBUG": "", "ALLOWED_HOSTS": "127.0.0.1", "SECOND_FACTOR": "offered", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def free_port():
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Office:
    """logs: the files that it writes its lines to."""

    def __init__(
        self, folder, port, application="saferstreets.wsgi:application", settings=None, certificate=None
    ):
        self.logs = [folder / "access.log", folder / "error.log", folder / "said.log"]
        self._said = self.logs[2].open("wb")
        command = [
            sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "4", "--timeout", "120", "--bind", f"127.0.0.1:{port}",
            "--access-logfile", str(self.logs[0]), "--access-logformat", ACCESS, "--error-logfile", str(self.logs[1]), application,
        ]  # fmt: skip
        if certificate:
            command[-1:-1] = ["--certfile", str(certificate[0]), "--keyfile", str(certificate[1])]
        environment = {**os.environ, **({"DJANGO_SETTINGS_MODULE": settings} if settings else {})}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self._said, stderr=subprocess.STDOUT
        )
        for _ in range(300):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.2)
        raise RuntimeError("the office did not start")

    def stop(self):
        """End it; its logs stay."""
        self.process.terminate()
        self.process.wait(30)
        self._said.close()
