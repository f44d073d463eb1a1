"""Work done in a process of its own, for an honest peak of memory and processor time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Child:
    """What one child took. peak_mb: the most memory it held at once (MiB), interpreter and Django included."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    printed: str


def in_child(function, *arguments):
    """Run `function` ("bench.bench_imports:load_ours") in a new process, Django started on today's database.

    The arguments arrive as text. `seconds` includes starting Python; what the function prints comes back.
    """
    command = [sys.executable, "-m", "bench.child", function, *map(str, arguments)]
    # A launcher of a few megabytes stands between: a process counts its parent's memory as its own at birth.
    launcher = [sys.executable, "-I", "-S", str(HERE / "launch.py"), *command]
    done = subprocess.run(launcher, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True)
    printed, _, took = done.stdout.rstrip("\n").rpartition("\n")
    return Child(printed=printed, **json.loads(took))
