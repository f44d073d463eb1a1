"""A short storm of the money in the suite; the long one is `make storm-ledgers`."""

import pytest

from tests.storm_money import MoneyStorm, last_pound


@pytest.mark.django_db
def test_random_events_never_break_a_rule_of_the_money(settings):
    settings.DEMONSTRATION_TODAY = None
    storm = MoneyStorm(7)
    done = set()
    for number in range(250):
        done.add(storm.event())
        if number % 5 == 0:
            storm.check()
    storm.check()
    assert {"receive", "decide", "submit", "certify", "gather", "attack"} <= done
    assert {
        "pass_on",
        "move",
        "move_twice",
        "move_back",
        "rate",
        "time",
        "other_match",
        "match_back",
        "claim_match",
    } <= done


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_the_last_pound():
    assert last_pound(rounds=3, workers=8) == 3
