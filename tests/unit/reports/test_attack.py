"""The attack: every release of 24 months, everything else that is known, and a solver. No count about people may be pinned."""

import datetime
import random

import pytest

from reports import street_figures
from reports.composition.numbers import figures_of
from reports.pinning import Told, narrow, possible
from reports.street_figures import LATER, cells_of, tellable
from saferstreets.common.disclosure import ENOUGH, rounded, span
from saferstreets.common.periods import Period
from tests.unit.reports.attack import bounds

HOMES = {"Clay": 44, "York": 9, "South": 31, "North": 27, "Mill": 12, "Park": 61, "Station": 18, LATER: 6}
MONTHS = 24


def months(seed):
    """{place: homes with a pack} at the end of each of 24 months: bursts, standstills, and at last nearly every home."""
    rng, counts = random.Random(seed), dict.fromkeys(HOMES, 0)
    for month in range(MONTHS):
        for _ in range(0 if month % 5 == 4 else rng.choice((1, 2, 9, 20))):
            place = rng.choice(list(HOMES))
            counts[place] = min(HOMES[place], counts[place] + 1)
        yield dict(counts)


def told_in_turn(seed, choose):
    """(every release as the register keeps it, the same as published). choose: what to tell, as street_figures.tellable."""
    releases, published = [], []
    for counts in months(seed):
        told = choose(counts, HOMES, releases)
        releases.append(cells_of(counts, HOMES, told))
        published.append({place: span(rounded(counts[place])) if place in told else None for place in HOMES})
    return releases, published


def attacked(releases, published):
    """What the solver finds, with the total of every month known exactly."""
    totals = [sum(cell.exact for cell in cells.values()) for cells in releases]
    homes = {place: n for place, n in HOMES.items() if place != LATER}
    return bounds(published, totals, homes)


@pytest.mark.parametrize("seed", range(2))
def test_no_count_is_pinned_by_everything_told_in_24_months(seed):
    releases, published = told_in_turn(seed, tellable)
    found = attacked(releases, published)
    assert len(found) > 40  # much is told all the same
    assert not {key: ends for key, ends in found.items() if ends[1] - ends[0] + 1 < ENOUGH}
    for (place, number), (low, high) in found.items():
        assert low <= releases[number][place].exact <= high


def test_telling_every_band_would_pin_counts():
    """The attack works: without the check the same months give counts away."""
    everything = lambda counts, homes, earlier: set(counts) - {LATER}  # noqa: E731
    found = attacked(*told_in_turn(0, everything))
    assert any(low == high for low, high in found.values())


def test_the_check_finds_what_the_solver_finds():
    """Both give the same ends, as far as the check looks: a flow in whole homes is what the solver sees."""
    everything = lambda counts, homes, earlier: set(counts) - {LATER}  # noqa: E731
    releases, published = told_in_turn(1, everything)
    solved = attacked(releases[:9], published[:9])
    for key, (low, high) in possible(releases[:9]).items():
        count = releases[key[1]][key[0]].exact
        assert (low, high) == (max(solved[key][0], count - 4), min(solved[key][1], count + 4)), key


def test_the_total_of_one_more_at_the_edge_of_a_band_is_noticed():
    """9 homes, then 10: the bands and the total's one more give both away."""
    before = {"a": Told(9, 5, 9, True), "b": Told(7, 5, 9, True), "c": Told(12, 10, 14, True)}
    after = {**before, "a": Told(10, 10, 14, True)}
    assert not narrow([before])
    assert narrow([before, after]) == {("a", 0): 1, ("a", 1): 1}
    homes = {"a": 40, "b": 40, "c": 40, LATER: 0}
    counts = {"a": 10, "b": 7, "c": 12, LATER: 0}
    assert tellable(counts, homes, [{**before, LATER: Told(0, 0, 0, False)}]) == {"b", "c"}


def test_places_are_fixed_and_never_smaller_than_eight_homes():
    homes = {1: 44, 2: 3, 3: 8, 4: 4, 5: 2, 6: 1, 7: 0}
    assert street_figures.places_of([1, 2, 3, 4, 5, 6, 7], homes) == [(1,), (3,), (2, 4, 5), (6, 7)][:2] + [
        (2, 4, 5, 6, 7)
    ]
    places = street_figures.places_of([1, 2, 3, 4, 5, 6, 7], homes)
    assert all(sum(homes[street] for street in place) >= 8 for place in places)
    assert sorted(street for place in places for street in place) == [1, 2, 3, 4, 5, 6, 7]
    assert street_figures.places_of([1, 8], {1: 2, 8: 90}, fixed=[[1]]) == [(1,)]  # 8 came later
    assert street_figures.summed([(1,)], {1: 2, 8: 90}) == {(1,): 2, LATER: 90}


def test_an_update_gives_counts_about_people_since_the_start_alone(counted):
    """Month by month they would add up to what the band hides; deliveries stay exact for both."""
    october = Period(datetime.date(2021, 10, 1), datetime.date(2021, 10, 31))
    since_start = Period(counted.project.starts_on, october.end)
    rows = {row["id"]: row for row in figures_of(counted.project, october, since_start)}
    closed, packs = rows["V04"], rows["P01"]  # one home refused for good, in September
    assert (closed["state"], closed["value"], closed["since_start"]) == (True, None, None)
    assert closed["words"] == "fewer than 5"
    assert (packs["state"], packs["value"], packs["since_start"]) == (False, 2, 5)
