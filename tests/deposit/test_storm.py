"""A little weather in every run of the suite; `make storm` is the whole of it. Every broken variant must be caught."""

import logging

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


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_every_broken_variant_is_caught(base, name):
    assert storm.caught_by(base, name), f"{storm.MOST} seeds did not catch: {name}"
