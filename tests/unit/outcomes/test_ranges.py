"""Exact ranges and tests against values that are printed elsewhere."""

import pytest

from outcomes import ranges


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (40, 28.577, 54.469), (100, 81.364, 121.627)],
)
def test_the_range_of_a_count_is_garwoods(count, low, high):
    assert ranges.poisson(count) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0, 0.30850), (5, 10, 0.18709, 0.81291), (10, 10, 0.69150, 1), (15, 100, 0.08645, 0.23531)],
)
def test_the_range_of_a_share_is_clopper_and_pearsons(part, whole, low, high):
    assert ranges.share(part, whole) == pytest.approx((low, high), abs=0.00001)


def test_a_range_holds_for_thousands():
    low, high = ranges.poisson(9_000)
    assert low == pytest.approx(9_000 - 1.96 * 9_000**0.5, abs=2)
    assert high == pytest.approx(9_000 + 1.96 * 9_000**0.5, abs=4)


def test_eight_after_four_is_noise_and_eighty_after_forty_is_not():
    low, high = ranges.changed(8, 4)
    assert low < 1 < high
    assert ranges.changed(80, 40)[0] > 1
    assert ranges.changed(0, 0) is None
    assert ranges.changed(5, 0)[1] is None


def test_fishers_own_tables():
    assert ranges.apart(3, 1, 1, 3) == pytest.approx(0.4857, abs=0.0001)  # the lady tasting tea
    assert ranges.apart(1, 9, 11, 3) == pytest.approx(0.002759, abs=0.000001)
    assert ranges.apart(10, 10, 100, 100) == pytest.approx(1)
