"""A little weather in every run of the suite; `make storm` is the whole of it. Every broken variant must be caught."""

import functools
import logging
from collections import Counter

import pytest

from tests.deposit import storm
from tests.deposit.mutants import MUTANTS
from tests.deposit.weather import Base

pytestmark = pytest.mark.django_db
SEEDS = 12


@pytest.fixture
def base():
    logging.disable(logging.CRITICAL)
    yield Base()
    logging.disable(logging.NOTSET)


def test_nothing_is_lost_doubled_changed_or_parked_without_reason(base, record_property):
    """I1 to I10, I12, I13."""
    totals, bad = storm.campaign(base, 900_001, SEEDS, report=lambda *_, **__: None)
    record_property("records through the storm", totals["records"])
    assert not bad
    assert totals["crashes"]
    assert totals["restores"]


def test_a_run_that_is_stopped_has_entered_what_it_did(monkeypatch, tmp_path):
    monkeypatch.setattr(storm, "LEDGER", tmp_path / "storm.csv")

    def outcomes():
        for seed in range(1, 1_101):
            yield (["lost"] if seed == 7 else []), Counter(records=2, crashes=1)
        raise KeyboardInterrupt

    for first in (1, 1_001):
        assert storm.first_new_seed("sqlite") == first
        with pytest.raises(KeyboardInterrupt):
            storm.added_up(
                first, outcomes(), lambda *_, **__: None, functools.partial(storm.enter, "sqlite", first)
            )
    rows = [line.split(",")[:-1] for line in storm.LEDGER.read_text().splitlines()[1:]]
    assert rows == [
        ["sqlite", "1", "1000", "2000", "1000", "0", "1"],
        ["sqlite", "1001", "2000", "2000", "1000", "0", "1"],
    ]
    assert storm.first_new_seed("postgresql") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_every_broken_variant_is_caught(base, name):
    assert storm.caught_by(base, name), f"{storm.MOST} seeds did not catch: {name}"
