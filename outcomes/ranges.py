"""How sure a count is: exact 95% ranges and exact tests for the small numbers that a few streets give. Pure arithmetic, no tables.

poisson: a count of events in a fixed time (Garwood's range). share: so many of so many (Clopper and Pearson's range). changed:
two counts over equal times. apart: did one place change otherwise than another (Fisher's exact test)?
"""

import math
from functools import lru_cache

TAIL = 0.025
ENOUGH = 1e-10


@lru_cache(maxsize=4096)
def poisson(count):
    """(low, high) of the 95% range of the mean behind `count` events. 40 gives 28.6 to 54.5."""
    low = 0.0 if count == 0 else _solve(lambda mean: 1 - _at_most(count - 1, mean), 0, count + 1)
    return low, _solve(lambda mean: 1 - _at_most(count, mean), count, 3 * count + 20, goal=1 - TAIL)


def _at_most(count, mean):
    """The chance of `count` events or fewer where `mean` are expected."""
    return 1 - _gamma(count + 1, mean) if mean else 1.0


def _gamma(a, x):
    """The regularised lower incomplete gamma function: a series below a + 1, a continued fraction above."""
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while abs(term) > abs(total) * 1e-15:
            step += 1
            term *= x / step
            total += term
        return front * total
    return 1 - front * _gamma_fraction(a, x)


def _gamma_fraction(a, x):
    b = x + 1 - a
    c, d = 1e300, 1 / b
    found = d
    for step in range(1, 10_000):
        factor = -step * (step - a)
        b += 2
        d = 1 / (factor * d + b or 1e-300)
        c = b + factor / c or 1e-300
        found *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return found


@lru_cache(maxsize=4096)
def share(part, whole):
    """(low, high) of the 95% range of the share behind `part` of `whole`, each from 0 to 1. 0 of 10 gives 0 to 0.31."""
    low = 0.0 if part == 0 else _solve(lambda p: _beta(p, part, whole - part + 1), 0, 1)
    high = 1.0 if part == whole else _solve(lambda p: _beta(p, part + 1, whole - part), 0, 1, goal=1 - TAIL)
    return low, high


def _beta(x, a, b):
    """The regularised incomplete beta function: the chance of `a` or more successes of a + b - 1."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) * _beta_fraction(x, a, b) / a


def _beta_fraction(x, a, b):
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or 1e-300)
    found = d
    for m in range(1, 10_000):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + factor * d or 1e-300)
            c = 1 + factor / c or 1e-300
            found *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return found


def _solve(rising, low, high, goal=TAIL):
    """Where a function that rises from below `goal` reaches it, between `low` and `high`."""
    while high - low > ENOUGH * max(1, high):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < goal else (low, middle)
    return (low + high) / 2


def changed(now, before):
    """(low, high) of now/before over equal times; high is None where nothing bounds it. None where neither has an event.

    The two differ by more than chance when 1 lies outside the range.
    """
    if now + before == 0:
        return None
    low, high = share(now, now + before)
    return low / (1 - low), None if high == 1 else high / (1 - high)


def apart(now, before, other_now, other_before):
    """The chance of a split at least as uneven as this, had both places changed alike: Fisher's exact test, both sides."""
    row, column, whole = now + before, now + other_now, now + before + other_now + other_before
    least, most = max(0, row + column - whole), min(row, column)
    weights = [_ways(row, k) + _ways(whole - row, column - k) for k in range(least, most + 1)]
    top = max(weights)
    chances = [math.exp(weight - top) for weight in weights]
    seen = chances[now - least]
    return min(1.0, sum(chance for chance in chances if chance <= seen * (1 + 1e-7)) / sum(chances))


def _ways(n, k):
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
