"""All figures of a progress update beside the same figures in SQL by hand: of 200,000 homes in one project among many, and of 10,000."""

import datetime

from bench import register
from bench.databases import ENGINES, LARGE, throwaway

NAME = "Figures of the update"
WANTED = "all figures of an update within 1.5x of the best hand-written SQL for the same figures, on both databases"
HOMES, SMALL = 200_000, 10_000
OTHERS, HOMES_OF_OTHERS = (480, 10_000) if LARGE else (register.OTHERS, register.HOMES_OF_OTHERS)
BEGINS = datetime.date(2021, 10, 1)  # of the update's period; the project began in June
DEAREST = 8


def run(report):
    """Both engines, a large office and a small one; at five million homes PostgreSQL alone."""
    for engine in ("postgres",) if LARGE else ENGINES:
        for homes in (HOMES, SMALL):
            with throwaway(engine) as connected:
                connected.ensure_connection()
                _compare(report, engine, connected.vendor, _fill(homes), homes)
    report.note(
        f"one project among {OTHERS} of {HOMES_OF_OTHERS:,} homes; about a visit a home, a pack at every fourth, a kit and a movement "
        "of stock for every home"
    )
    report.note(
        "by hand one pass over a table answers all its figures, over the period and since the start; ours does for those that say their "
        "day. The SQL is made once in a process, before it is measured."
    )


def _fill(homes):
    """The register and every other room. Returns the project."""
    from bench import rooms

    register.HOMES_OF_OTHERS = HOMES_OF_OTHERS
    project, by = register.fill(homes, OTHERS)
    rooms.fill(project, by, homes)
    return project


def _compare(report, engine, vendor, project, homes):
    """See that both sides count the same, then ask for every figure in turn, and say which were dear."""
    from bench import figures_by_hand
    from reports.composition.numbers import figures_of
    from saferstreets.common import figures
    from saferstreets.common.periods import Period

    printed, wanted = figures.printed_figures(), figures_by_hand.statements(vendor)
    period, whole = Period(BEGINS, register.TODAY), Period(project.starts_on, register.TODAY)
    values = {"project": project.pk, "start": period.start, "first": whole.start, "end": period.end}
    nothing = _check(printed, project, period, whole, figures_by_hand.ask(wanted, values))
    report.compare(
        f"all {len(printed)} figures of an update, {homes:,} homes", on=engine, floor=lambda: figures_by_hand.ask(wanted, values),
        ours=lambda: figures_of(project, period, whole), at_most=1.5, rounds=7,
    )  # fmt: skip
    report.note(f"{engine}, {homes:,} homes, ours: {_dearest(_ours(printed, project, period, whole))}")
    report.note(f"{engine}, {homes:,} homes, by hand: {_dearest(_by_hand(wanted, values))}")
    if nothing:
        report.note(f"{engine}: nothing to count for {', '.join(nothing)}")


def _check(printed, project, period, whole, counted):
    """Stop the bench where a figure is not the same by hand. Returns the figures that are 0."""
    from bench.figures_by_hand import ALL
    from saferstreets.common.figures import PEOPLE

    nothing, asked = [], set()
    for found in printed:
        columns = {found.id: period, found.id + ALL: whole}
        if found.disclosure == PEOPLE:
            del columns[found.id]
        elif found.as_at:
            del columns[found.id + ALL]
        for column, days in columns.items():
            value = found.value(project, days)
            if counted[column] != value:
                raise AssertionError(
                    f"{found.id} {found.label}, {days.label}: the office counts {value}, the hand {counted[column]}"
                )
            if not value:
                nothing.append(column)
        asked |= columns.keys()
    if counted.keys() != asked:
        raise AssertionError(f"by hand, and in no update: {sorted(counted.keys() - asked)}")
    return nothing


def _ours(printed, project, period, whole):
    """{figures that are counted together: seconds} of ours."""
    from saferstreets.common.figures import counted_twice, together

    return {
        "+".join(one.id for one in found): _median(
            lambda found=found: counted_twice(found, project, period, whole)
        )
        for found in together(printed)
    }


def _by_hand(wanted, values):
    """{figures of a statement: seconds} by hand."""
    from bench.figures_by_hand import ALL, ask

    taken = {}
    for statement in wanted:
        names = sorted({name.removesuffix(ALL) for name in ask([statement], values)})
        taken["+".join(names)] = _median(lambda statement=statement: ask([statement], values))
    return taken


def _median(work):
    from statistics import median

    from bench.report import wall

    return median(wall(work) for _ in range(3))


def _dearest(taken):
    """The dearest of them in words, and what all took together."""
    from bench.report import in_words

    dear = sorted(taken, key=taken.get, reverse=True)[:DEAREST]
    told = ", ".join(f"{name} {in_words(taken[name])}" for name in dear)
    return f"{told}; all {len(taken)}: {in_words(sum(taken.values()))}"
