"""An attacker with a solver: the bounds of every count by street, from what was published and nothing else."""

import numpy
from scipy.optimize import linprog
from scipy.sparse import lil_matrix


def bounds(published, totals, homes):
    """{(place, number of the release): (lowest, highest)} whole numbers of every count that was told.

    published: {place: (low, high) or None} of each release. totals: the exact count of the project at each release, which
    takes in homes outside every place. homes: {place: homes}; a count only grows and never passes the homes.
    """
    names, last = [*homes, "elsewhere"], len(published)
    at = {
        (name, number): number * len(names) + place
        for number in range(last)
        for place, name in enumerate(names)
    }
    limits = [(0, None)] * len(at)
    for (name, number), column in at.items():
        limits[column] = (0, homes.get(name))
        if published[number].get(name):
            low, high = published[number][name]
            limits[column] = (low, min(high, homes[name]))
    sums, grows = lil_matrix((last, len(at))), lil_matrix((len(names) * (last - 1), len(at)))
    for (_name, number), column in at.items():
        sums[number, column] = 1
        if number:
            row = column - len(names)
            grows[row, row], grows[row, column] = 1, -1
    grown = {"A_ub": grows.tocsr(), "b_ub": numpy.zeros(grows.shape[0])} if last > 1 else {}
    known = {"A_eq": sums.tocsr(), "b_eq": totals, "bounds": limits, **grown}
    return {
        (name, number): tuple(_end(way, at[name, number], len(at), known) for way in (1, -1))
        for number, told in enumerate(published)
        for name in told
        if told[name]
    }  # fmt: skip


def _end(way, column, columns, known):
    aim = numpy.zeros(columns)
    aim[column] = way
    solved = linprog(aim, method="highs", **known)
    assert solved.status == 0, "what was published contradicts itself"
    return int(numpy.ceil(solved.x[column] - 1e-6) if way == 1 else numpy.floor(solved.x[column] + 1e-6))
