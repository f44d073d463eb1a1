"""The planning table cell by cell, and the forecast from any standing."""

import random

import pytest

from office import forecast
from office.forecast import Rates, Share, Standing

# p: packs after 2, 3 and 4 tries of 2,000 dwellings, and the knocks of one of them: (tries, knocks).
PLANNED = {
    0.30: ((872, 1123, 1299), (4, 4813)),
    0.35: ((988, 1240, 1405), (4, 4460)),
    0.40: ((1094, 1341, 1488), (3, 3724)),
    0.50: ((1282, 1496, 1603), (3, 3325)),
}
NOTHING_DONE = Standing(with_pack=0, refused=0, untried=2000, tried={}, waiting=0, no_home=0, looked_at=0)


def rates(answer=0.4, refusal=0.1, void=0.05, n=100_000):
    return Rates(Share(round(answer * n), n), Share(round(refusal * n), n), Share(round(void * n), n))


@pytest.mark.parametrize(
    ("answer", "tries", "packs"),
    [
        (answer, tries, packs)
        for answer, row in PLANNED.items()
        for tries, packs in zip((2, 3, 4), row[0], strict=True)
    ],
)
def test_packs_of_the_planning_table(answer, tries, packs):
    assert forecast.capacity(dwellings=2000, void=0.05, refusal=0.10, answer=answer, tries=tries)[0] == packs
    assert forecast.outlook(NOTHING_DONE, rates(answer), tries).packs == packs


@pytest.mark.parametrize(
    ("answer", "tries", "knocks"), [(answer, *row[1]) for answer, row in PLANNED.items()]
)
def test_knocks_of_the_planning_table(answer, tries, knocks):
    assert forecast.capacity(dwellings=2000, void=0.05, refusal=0.10, answer=answer, tries=tries)[1] == knocks
    assert forecast.outlook(NOTHING_DONE, rates(answer), tries).knocks == knocks


def test_the_table_as_the_page_prints_it():
    table = forecast.plan_table(2000)
    assert {row["answer"]: tuple(cell["packs"] for cell in row["cells"]) for row in table} == {
        answer: row[0] for answer, row in PLANNED.items()
    }


@pytest.mark.parametrize(
    ("number", "expected"), [(1282.5, 1282), (1282.51, 1283), (0, 0), (987.525, 988), (0.5, 0), (1.5, 1)]
)
def test_an_exact_half_goes_down(number, expected):
    assert forecast.whole(number) == expected


def test_a_share_of_few_says_little_and_of_many_says_more():
    assert (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)
    assert Share(0, 20).low == 0.0
    assert Share(20, 20).high == 1.0
    few, many = Share(12, 30), Share(1200, 3000)
    assert few.low < many.low < 0.4 < many.high < few.high
    assert not Share(29, 29).enough
    assert Share(0, 30).enough
    # Wilson's 80 % interval of 12 in 30, by hand.
    assert (round(few.low, 3), round(few.high, 3)) == (0.293, 0.517)


def test_the_interval_holds_the_truth_about_four_times_in_five():
    dice = random.Random(1)
    held = 0
    for _ in range(1000):
        share = Share(sum(dice.random() < 0.4 for _ in range(200)), 200)
        held += share.low <= 0.4 <= share.high
    assert 760 <= held <= 850


def test_tries_made_are_not_made_again():
    """100 homes tried twice: a rule of three tries leaves one, a rule of two leaves none."""
    standing = Standing(
        with_pack=7, refused=0, untried=0, tried={2: 100}, waiting=0, no_home=0, looked_at=100
    )
    assert forecast.outlook(standing, rates(0.4, 0.1), 2).packs == 7
    assert forecast.outlook(standing, rates(0.4, 0.1), 2).knocks == 0
    third = forecast.outlook(standing, rates(0.4, 0.1), 3)
    assert (third.packs, third.knocks) == (7 + 36, 100)


def test_only_homes_never_looked_at_may_turn_out_empty():
    seen = Standing(with_pack=0, refused=0, untried=0, tried={}, waiting=100, no_home=0, looked_at=100)
    unseen = Standing(with_pack=0, refused=0, untried=100, tried={}, waiting=0, no_home=0, looked_at=0)
    assert forecast.outlook(seen, rates(1.0, 0.0, 0.5), 1).packs == 100
    assert forecast.outlook(unseen, rates(1.0, 0.0, 0.5), 1).packs == 50


def test_what_the_target_takes():
    assert forecast.tries_for(NOTHING_DONE, rates(0.4), 1300) == 3
    assert forecast.tries_for(NOTHING_DONE, rates(0.3), 1300) == 5
    assert forecast.tries_for(NOTHING_DONE, rates(0.4), 1990) is None
    assert forecast.knocks_for(1300, 0.4, 0.1) == 3612
    assert forecast.knocks_for(-5, 0.4, 0.1) == 0
    assert forecast.knocks_for(5, 0.0, 0.1) is None


def test_fewer_knocks_than_the_rule_takes_give_fewer_packs():
    assert forecast.by_the_end(NOTHING_DONE, rates(0.4), 3, 10_000) == 1341
    assert forecast.by_the_end(NOTHING_DONE, rates(0.4), 3, 1000) == 360


def test_the_range_holds_the_end_of_most_projects():
    """400 invented projects: rates learnt from 600 knocks, then the rest is walked. About four in five end inside."""
    dice = random.Random(2)
    inside = 0
    for _ in range(400):
        learnt = Rates(
            Share(sum(dice.random() < 0.4 for _ in range(600)), 600),
            Share(sum(dice.random() < 0.1 for _ in range(240)), 240),
            Share(sum(dice.random() < 0.05 for _ in range(500)), 500),
        )
        standing = Standing(
            with_pack=0, refused=0, untried=500, tried={}, waiting=0, no_home=25, looked_at=500
        )
        found = forecast.outlook(standing, learnt, 3)
        packs = sum(
            dice.random() >= 0.05 and any(dice.random() < 0.4 for _ in range(3)) and dice.random() >= 0.1
            for _ in range(500)
        )
        inside += found.low <= packs <= found.high
    assert 290 <= inside <= 350


def test_nobody_ever_answering_is_no_division_by_nothing():
    silent = Rates(Share(0, 40), Share(0, 0), Share(0, 40))
    found = forecast.outlook(NOTHING_DONE, silent, 3)
    assert (found.packs, found.knocks) == (0, 6000)
    assert not silent.enough
