"""`python -m bench [name ...]`: every bench_*.py here, or those whose name holds one of the words given."""

import importlib
import signal
import sys
import time
import traceback
from pathlib import Path

from bench import databases, report


def found(words):
    """Names of the bench modules, in alphabetical order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def main(words):
    """Run them in turn and print one table each. A bench that breaks says so and the others go on; always exit 0."""
    started = time.monotonic()
    databases.prepare()
    for name in found(words):
        bench = importlib.import_module(f"bench.{name}")
        sheet = report.Report(bench.NAME, bench.WANTED)
        print(f"\n{bench.NAME}\n  wanted: {bench.WANTED}", flush=True)
        began = time.monotonic()
        try:
            bench.run(sheet)
        except Exception:  # a broken bench is reported, never the end of the others
            sheet.broke(traceback.format_exc(limit=4))
        print(sheet.table())
        print(f"  {time.monotonic() - began:.0f} s", flush=True)
    print(f"\nAll benches: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server below is stopped all the same
    try:
        main(sys.argv[1:])
    finally:
        databases.remove_all()
