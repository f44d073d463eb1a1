"""An attacker with a solver: the bounds of every count that was not told exactly, from what was published and nothing else."""

import numpy
from scipy.optimize import linprog
from scipy.sparse import lil_matrix


def ends(limits, below=(), sums=()):
    """{key: (lowest, highest)} whole numbers that each unknown could still be.

    limits: {key: (low, high or None)} of every unknown. below: pairs (a, b) of which the first is never more than the second.
    sums: (keys, total) of unknowns that add up to a published total.
    """
    at = {key: column for column, key in enumerate(limits)}
    known = {"bounds": list(limits.values())}
    if below:
        rows = lil_matrix((len(below), len(at)))
        for row, (less, more) in enumerate(below):
            rows[row, at[less]], rows[row, at[more]] = 1, -1
        known |= {"A_ub": rows.tocsr(), "b_ub": numpy.zeros(len(below))}
    if sums:
        rows = lil_matrix((len(sums), len(at)))
        for row, (keys, _total) in enumerate(sums):
            for key in keys:
                rows[row, at[key]] = 1
        known |= {"A_eq": rows.tocsr(), "b_eq": [total for _keys, total in sums]}
    return {key: tuple(_end(way, at[key], len(at), known) for way in (1, -1)) for key in limits}


def bounds(published, totals, homes):
    """{(place, number of the release): (lowest, highest)} whole numbers of every count that was told.

    published: {place: (low, high) or None} of each release. totals: the exact count of the project at each release, which
    takes in homes outside every place. homes: {place: homes}; a count only grows and never passes the homes.
    """
    names, last = [*homes, "elsewhere"], len(published)
    limits = {(name, number): (0, homes.get(name)) for number in range(last) for name in names}
    for number, told in enumerate(published):
        limits |= {
            (name, number): (told[name][0], min(told[name][1], homes[name])) for name in told if told[name]
        }
    grows = [((name, number - 1), (name, number)) for name, number in limits if number]
    sums = [([(name, number) for name in names], total) for number, total in enumerate(totals)]
    found = ends(limits, grows, sums)
    return {key: span for key, span in found.items() if published[key[1]].get(key[0])}


def _end(way, column, columns, known):
    aim = numpy.zeros(columns)
    aim[column] = way
    solved = linprog(aim, method="highs", **known)
    assert solved.status == 0, "what was published contradicts itself"
    return int(numpy.ceil(solved.x[column] - 1e-6) if way == 1 else numpy.floor(solved.x[column] + 1e-6))
