"""Random events keep every rule of the ledger; many hands never sell a pack twice. `make storm-ledgers` does it long."""

import pytest
from django.db import connection

from tests.storm import Storm, last_pack


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_the_rules_hold_after_every_random_event(seed):
    storm = Storm(seed)
    done = set()
    for _ in range(120):
        done.add(storm.event())
        storm.check()
    assert len(done) > 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_the_last_pack_is_delivered_out_of_the_bag_once():
    assert connection.vendor == "postgresql"
    assert last_pack(rounds=15, workers=4) == 15
