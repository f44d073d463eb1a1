"""Runs one command and prints, last, what it took. Imports next to nothing: see children.py."""

import json
import resource
import subprocess
import sys
import time

began = time.perf_counter()
code = subprocess.run(sys.argv[1:], check=False).returncode
took = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    "\n"
    + json.dumps(
        {
            "seconds": time.perf_counter() - began,
            "cpu_seconds": took.ru_utime + took.ru_stime,
            "peak_mb": took.ru_maxrss / 1024,
        }
    )
)
sys.exit(code)
