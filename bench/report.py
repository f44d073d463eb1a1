"""The table a bench fills: measure, database, floor, ours, ratio, wanted. It tells; it never asserts."""

import statistics
import time

HEADINGS = ("measure", "on", "floor", "ours", "ratio", "wanted", "met")


def wall(work):
    """Seconds on the clock. For work a database server shares in."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cpu(work):
    """Seconds of this process's own processor time: steadier on a busy machine, blind to a database server's."""
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turn(floor, ours, *, clock=wall, rounds=5, before=None):
    """Medians of two pieces of work done in turn, A B A B, so that a machine that drifts drifts for both.

    One unmeasured round first warms caches. `before` runs unmeasured ahead of every piece (empty a table, say).
    Returns (floor seconds, our seconds).
    """
    taken = ([], [])
    for lap in range(rounds + 1):
        for work, times in zip((floor, ours), taken, strict=True):
            if before:
                before()
            seconds = clock(work)
            if lap:
                times.append(seconds)
    return statistics.median(taken[0]), statistics.median(taken[1])


def in_words(seconds):
    """1.234 s, 12.3 ms or 45 us, whichever reads best."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} us"


class Report:
    """One bench's rows. `at_most` speaks of ours/floor, `at_least` of floor/ours (so many times as fast)."""

    def __init__(self, name, wanted):
        self.name = name
        self.wanted = wanted
        self.rows = []
        self.notes = []

    def compare(self, measure, *, floor, ours, on="", at_most=None, at_least=None, **how):
        """Measure both in turn (see `in_turn` for `how`) and add the row. Returns the ratio shown."""
        return self.seconds(measure, *in_turn(floor, ours, **how), on=on, at_most=at_most, at_least=at_least)

    def seconds(self, measure, floor, ours, *, on="", at_most=None, at_least=None):
        """Add a row of times measured elsewhere, in a child process for one."""
        return self._add(measure, floor, ours, in_words, on, at_most, at_least)

    def amount(self, measure, ours, *, unit, floor=None, on="", at_most=None):
        """Add a row of anything but time. Without a floor, `at_most` is in `unit` itself."""
        if floor is not None:
            return self._add(measure, floor, ours, lambda value: f"{value:,.0f} {unit}", on, at_most, None)
        met = "" if at_most is None else ("yes" if ours <= at_most else "NO")
        wanted = "" if at_most is None else f"<= {at_most:,} {unit}"
        self.rows.append((measure, on, "", f"{ours:,.0f} {unit}", "", wanted, met))
        return ours

    def note(self, text):
        """A line under the table: sizes, what was left out, why a number looks odd."""
        self.notes.append(text)

    def broke(self, trace):
        """Keep what went wrong instead of numbers."""
        self.notes.append("BROKE OFF\n" + trace)

    def _add(self, measure, floor, ours, words, on, at_most, at_least):
        if at_least is not None:
            ratio, wanted = floor / ours, f">= {at_least}x as fast"
            met = ratio >= at_least
        else:
            ratio, wanted = ours / floor, f"<= {at_most}x" if at_most else ""
            met = not at_most or ratio <= at_most
        verdict = ("yes" if met else "NO") if wanted else ""
        self.rows.append((measure, on, words(floor), words(ours), f"{ratio:.2f}x", wanted, verdict))
        return ratio

    def table(self):
        """The rows in columns, then the notes."""
        lines = [HEADINGS, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
        text = [
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        ]
        text.insert(1, "  " + "  ".join("-" * width for width in widths))
        if not self.rows:
            text = ["  no rows"]
        return "\n".join(text + ["  note: " + note.replace("\n", "\n  ") for note in self.notes])
