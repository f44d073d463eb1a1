"""Pure decisions about moves and returns, and working days counted by hand."""

import datetime

import pytest

from grants import claim_rules as rules
from saferstreets.common import bank_holidays
from saferstreets.common.periods import Period

D = datetime.date
GRANT = Period(D(2021, 6, 3), D(2022, 3, 31))


@pytest.mark.parametrize(
    ("amount", "differ", "before", "threshold", "needed"),
    [
        (500_00, False, 0, 500_00, False),
        (500_01, False, 0, 500_00, True),
        (1, False, 500_00, 500_00, True),  # cut into small ones
        (1, True, 0, 500_00, True),  # between capital and revenue
        (1, False, 0, None, True),  # nothing is known of the agreement
    ],
)
def test_a_move_past_the_threshold_needs_the_letter(amount, differ, before, threshold, needed):
    assert rules.needs_letter(amount, differ, before, threshold) is needed


@pytest.mark.parametrize(
    ("last_ended", "period"),
    [
        (None, Period(D(2021, 6, 3), D(2021, 6, 30))),
        (D(2021, 6, 30), Period(D(2021, 7, 1), D(2021, 9, 30))),
        (D(2021, 11, 30), Period(D(2021, 12, 1), D(2021, 12, 31))),
        (D(2021, 12, 31), Period(D(2022, 1, 1), D(2022, 3, 31))),
        (D(2022, 3, 31), None),
    ],
)
def test_the_next_return_goes_to_the_end_of_its_quarter(last_ended, period):
    assert rules.next_period(GRANT, last_ended) == period


@pytest.mark.parametrize(
    ("first", "last", "opens", "closes", "words"),
    [
        (D(2021, 7, 2), D(2021, 7, 1), D(2021, 8, 1), D(2021, 8, 2), "must not come before"),
        (D(2021, 6, 2), D(2021, 7, 1), D(2021, 8, 1), D(2021, 8, 2), "inside the grant"),
        (D(2022, 1, 1), D(2022, 4, 1), D(2022, 5, 1), D(2022, 5, 2), "inside the grant"),
        (D(2021, 7, 1), D(2021, 7, 31), D(2021, 7, 31), D(2021, 8, 2), "before the period has ended"),
        (D(2021, 7, 1), D(2021, 7, 31), D(2021, 8, 2), D(2021, 8, 1), "before it opens"),
        (D(2021, 7, 1), D(2021, 7, 31), D(2021, 8, 1), D(2021, 8, 1), ""),
    ],
)
def test_days_that_make_a_return(first, last, opens, closes, words):
    said = rules.days_refusal((first, last), opens, closes, GRANT)
    assert words in said
    assert bool(said) is bool(words)


def test_a_lower_figure_is_a_fall_and_a_line_that_went_is_one():
    assert rules.fallen({1: 100, 2: 50, 3: 7}, {1: 100, 2: 49, 4: 9}) == {2: (50, 49), 3: (7, 0)}


@pytest.mark.parametrize(
    ("closes", "days", "reminder"),
    [
        # Christmas Day 2021 was a Saturday, Boxing Day a Sunday: Monday and Tuesday are bank holidays, and so is 3 January.
        (D(2022, 1, 5), 5, D(2021, 12, 24)),
        (D(2022, 1, 5), 2, D(2021, 12, 31)),
        # Good Friday 15 and Easter Monday 18 April 2022.
        (D(2022, 4, 29), 5, D(2022, 4, 22)),
        (D(2022, 4, 20), 3, D(2022, 4, 13)),
        # The two days of June 2022 that were moved and added.
        (D(2022, 6, 6), 1, D(2022, 6, 1)),
        # From a Sunday back over the weekend.
        (D(2021, 10, 31), 1, D(2021, 10, 29)),
    ],
)
def test_the_reminder_counts_back_over_weekends_and_bank_holidays(closes, days, reminder):
    assert rules.reminder_on(closes, days) == reminder


def test_working_days_left_by_hand():
    assert bank_holidays.working_days_until(D(2021, 12, 24), D(2022, 1, 5)) == 5
    assert bank_holidays.working_days_until(D(2022, 1, 5), D(2022, 1, 5)) == 0
    assert bank_holidays.working_days_until(D(2022, 1, 6), D(2022, 1, 5)) == 0
