"""Knock-math: how many homes will have a pack after so many tries, and how many knocks that takes. Pure arithmetic.

The model is the one the project was planned with: every knock at an occupied home is answered with the same chance p,
homes are tried again until somebody answers or the tries are used up, and a share of those who answer want no pack.

    packs  = dwellings x (1 - void) x (1 - (1 - p)^tries) x (1 - refusal)
    knocks = dwellings x (1 - void) x (1 - (1 - p)^tries) / p

So one knock is worth p x (1 - refusal) packs, whichever try it is. 2,000 dwellings, 5 % void, 10 % refusal, p = 0.40 and
three tries give 1,341 packs for 3,724 knocks. A look at a door that turns out to be no home is not counted as a knock.
"""

import math
from dataclasses import dataclass

PLANNED_VOID, PLANNED_REFUSAL = 0.05, 0.10
PLANNED_ANSWERS = (0.30, 0.35, 0.40, 0.50)
TRIES = (2, 3, 4)
MOST_TRIES = 8  # beyond this nobody plans
ENOUGH = 30  # fewer knocks than this say nothing
FOUR_IN_FIVE = 1.2816  # standard deviations to each side that hold the truth four times out of five (80 %)


def whole(number):
    """To the nearest whole home or knock; an exact half goes down, as half a home has no pack."""
    return math.ceil(round(number, 6) - 0.5)


@dataclass(frozen=True)
class Share:
    """So many of so many, and how far the truth may lie from it.

    low, high: Wilson's interval at 80 %: four times out of five the true share lies between them. From 0 to 1 and no
    wider; (0, 1) where nothing was counted.
    """

    hits: int
    of: int

    @property
    def value(self):
        return self.hits / self.of if self.of else 0.0

    @property
    def enough(self):
        """Are there enough to say anything?"""
        return self.of >= ENOUGH

    @property
    def low(self):
        return self._edge(-1)

    @property
    def high(self):
        return self._edge(1)

    def _edge(self, side):
        if not self.of:
            return float(side > 0)
        z, n, p = FOUR_IN_FIVE, self.of, self.value
        middle = p + z * z / (2 * n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, round((middle + side * half) / (1 + z * z / n), 9)))


@dataclass(frozen=True)
class Rates:
    """What the knocks so far say: of knocks, of homes that gave an answer, of homes looked at."""

    answer: Share
    refusal: Share
    void: Share

    @property
    def enough(self):
        return self.answer.enough and self.refusal.of > 0 and self.answer.hits > 0

    @property
    def packs_a_knock(self):
        """What one knock at a home is worth, in packs."""
        return self.answer.value * (1 - self.refusal.value)

    @property
    def packs_a_hundred(self):
        """The same of a hundred knocks, whole."""
        return whole(100 * self.packs_a_knock)


def reached(answer, tries):
    """The share of homes where somebody answers within so many tries."""
    return 1 - (1 - answer) ** max(tries, 0)


def capacity(*, dwellings, void, refusal, answer, tries):
    """(packs, knocks), both whole, from nothing done yet: the table a bid is planned with."""
    found = dwellings * (1 - void) * reached(answer, tries)
    return whole(found * (1 - refusal)), whole(found / answer)


def plan_table(dwellings):
    """The planning table for so many dwellings at 5 % void and 10 % refusal.

    Rows: dict of answer, cells (packs after 2, 3 and 4 tries with the knocks each takes).
    """
    return [
        {"answer": answer, "cells": [_cell(dwellings, answer, tries) for tries in TRIES]}
        for answer in PLANNED_ANSWERS
    ]


def _cell(dwellings, answer, tries):
    packs, knocks = capacity(
        dwellings=dwellings, void=PLANNED_VOID, refusal=PLANNED_REFUSAL, answer=answer, tries=tries
    )
    return {"tries": tries, "packs": packs, "knocks": knocks}


@dataclass(frozen=True)
class Standing:
    """Where the homes of a project stand today.

    with_pack: homes that have one. refused: gave an answer and took none. untried: never knocked at. tried: {knocks so far:
    homes} where nobody has answered yet. waiting: spoken with, and to be called on again. no_home, looked_at: doors that
    turned out to be no home, of all doors visited. entries: all of the register, homes or not, each home once.
    """

    with_pack: int
    refused: int
    untried: int
    tried: dict
    waiting: int
    no_home: int
    looked_at: int
    entries: int = 0

    @property
    def open(self):
        """Homes where a pack is still possible."""
        return self.untried + sum(self.tried.values()) + self.waiting

    def left_after(self, tries):
        """[(homes, tries left, may they be empty)]: what a rule of so many tries in all leaves to do.

        A home that asked us to come again starts afresh: a promise is kept whatever the rule.
        """
        done = [(homes, tries - before, False) for before, homes in sorted(self.tried.items())]
        return [(self.untried, tries, True), (self.waiting, tries, False), *done]


@dataclass(frozen=True)
class Outlook:
    """What a rule of so many tries in all brings by the time every home has had them.

    packs: homes with a pack in the end, those of today included. low, high: four times out of five it ends between them.
    knocks: still to make.
    """

    tries: int
    packs: int
    low: int
    high: int
    knocks: int


def _ahead(standing, tries, answer, refusal, void):
    """(packs, variance of the packs, knocks) still to come, not rounded."""
    packs = variance = knocks = 0.0
    for homes, left, may_be_empty in standing.left_after(tries):
        homes *= (1 - void) if may_be_empty else 1
        chance = reached(answer, left)
        taken = chance * (1 - refusal)
        packs += homes * taken
        variance += homes * taken * (1 - taken)
        knocks += homes * chance / answer if answer else homes * max(left, 0)
    return packs, variance, knocks


def outlook(standing, rates, tries):
    """The Outlook for `tries` tries in all.

    The range adds up, as independent errors do (root of the sum of squares), what is not known of each rate (its own
    80 % interval) and the luck of the doors themselves.
    """
    answer, refusal, void = rates.answer, rates.refusal, rates.void
    packs, variance, knocks = _ahead(standing, tries, answer.value, refusal.value, void.value)
    luck = FOUR_IN_FIVE**2 * variance

    def distance(*edges):
        return (_ahead(standing, tries, *edges)[0] - packs) ** 2

    down = (
        luck
        + distance(answer.low, refusal.value, void.value)
        + distance(answer.value, refusal.high, void.value)
    )
    down += distance(answer.value, refusal.value, void.high)
    up = (
        luck
        + distance(answer.high, refusal.value, void.value)
        + distance(answer.value, refusal.low, void.value)
    )
    up += distance(answer.value, refusal.value, void.low)
    low = max(0.0, packs - math.sqrt(down))
    high = min(float(standing.open), packs + math.sqrt(up))
    return Outlook(
        tries=tries,
        packs=whole(standing.with_pack + packs),
        low=whole(standing.with_pack + low),
        high=whole(standing.with_pack + high),
        knocks=whole(knocks),
    )


def tries_for(standing, rates, target):
    """The fewest tries in all after which `target` homes have a pack, or None where even eight do not do it."""
    for tries in range(1, MOST_TRIES + 1):
        if outlook(standing, rates, tries).packs >= target:
            return tries
    return None


def knocks_for(missing, answer, refusal):
    """Knocks it takes for so many more packs, rounded up; None where a knock is worth nothing."""
    worth = answer * (1 - refusal)
    return math.ceil(round(max(missing, 0) / worth, 6)) if worth else None


def by_the_end(standing, rates, tries, knocks):
    """Homes with a pack when only so many knocks can still be made, of those that `tries` tries would take."""
    possible = min(
        knocks, _ahead(standing, tries, rates.answer.value, rates.refusal.value, rates.void.value)[2]
    )
    return whole(standing.with_pack + possible * rates.packs_a_knock)
