"""What was looked through on each way out, and what was found there."""

from collections import Counter, defaultdict

from django.db import connection

from tests.canaries.planting import KINDS
from tests.canaries.searching import Searcher


class Findings:
    """counted, bytes: {way out: pieces, bytes}; leaks: {way out: {(mark's kind, where)}}; faults: sentences."""

    def __init__(self, marks):
        self.marks, self.search = marks, Searcher(marks)
        self.kinds = {mark.lower(): kind for mark, kind in marks.items()}
        self.counted, self.bytes = Counter(), Counter()
        self.leaks, self.faults = defaultdict(set), []

    def look(self, way, where, content, but=()):
        """Search one piece of a way out. but: kinds that may stand in it."""
        self.counted[way] += 1
        self.bytes[way] += len(content)
        self.leaks[way] |= {
            (self.kinds[mark], where) for mark in self.search.found(content) if self.kinds[mark] not in but
        }

    def told(self):
        """Print it all; the exit status."""
        print(f"{len(self.marks):,} marks of {len(KINDS)} kinds planted, on {connection.vendor}\n")
        for way in self.counted:
            kinds = Counter(kind for kind, _ in self.leaks[way])
            print(
                f"{self.counted[way]:>7,} pieces {self.bytes[way]:>12,} bytes {len(self.leaks[way]):>4} marks  {way} {dict(kinds) or ''}"
            )
        for way, found in self.leaks.items():
            for kind, where in sorted(found):
                print(f"LEAK: {kind} in {where} ({way})")
        for fault in self.faults:
            print(f"FAULT: {fault}")
        return 1 if self.faults or any(self.leaks.values()) else 0
