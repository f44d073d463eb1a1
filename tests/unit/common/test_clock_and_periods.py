"""Local days, periods and pace: the edges where numbers go wrong."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from saferstreets.common import clock
from saferstreets.common.periods import Period, end_of_month, working_days

D = datetime.date


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2021-06-30T22:59:59+00:00", D(2021, 6, 30)),
        ("2021-06-30T23:00:00+00:00", D(2021, 7, 1)),
        ("2021-12-31T23:59:59+00:00", D(2021, 12, 31)),
    ],
)
def test_today_is_the_local_day(moment, day):
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day


def test_the_demonstration_day_moves_the_street_and_not_the_server(settings):
    settings.DEMONSTRATION_TODAY = D(2021, 11, 24)
    assert clock.today() == clock.now().date() == D(2021, 11, 24)
    assert timezone.now().date() != D(2021, 11, 24)


def test_a_demonstration_day_is_refused_in_a_live_office(monkeypatch):
    import importlib

    import saferstreets.settings as live

    monkeypatch.setenv("DEMONSTRATION", "0")
    monkeypatch.setenv("DEMONSTRATION_TODAY", "2021-11-24")
    with pytest.raises(ImproperlyConfigured, match="DEMONSTRATION=1"):
        importlib.reload(live)
    monkeypatch.setenv("DEMONSTRATION", "1")
    monkeypatch.setenv("DEMONSTRATION_TODAY", "")
    importlib.reload(live)


def test_a_period_has_both_its_days_and_no_other():
    period = Period(D(2021, 6, 3), D(2021, 9, 30))
    assert D(2021, 6, 3) in period
    assert D(2021, 9, 30) in period
    assert D(2021, 6, 2) not in period
    assert D(2021, 10, 1) not in period
    assert period.label == "3 June 2021 to 30 September 2021"
    assert period.days == 120
    with pytest.raises(ValueError, match="cannot end before"):
        Period(D(2021, 10, 1), D(2021, 9, 30))


def test_a_period_over_the_change_of_the_clocks_ends_at_local_midnight():
    start, after = Period(D(2021, 10, 31), D(2021, 10, 31)).moments()
    assert (after - start) == datetime.timedelta(hours=24)  # aware times of one zone: wall-clock difference
    assert after.astimezone(datetime.UTC) - start.astimezone(datetime.UTC) == datetime.timedelta(hours=25)


def test_months_are_cut_to_the_period():
    months = Period(D(2021, 6, 3), D(2021, 8, 2)).months()
    assert [(month.start, month.end) for month in months] == [
        (D(2021, 6, 3), D(2021, 6, 30)),
        (D(2021, 7, 1), D(2021, 7, 31)),
        (D(2021, 8, 1), D(2021, 8, 2)),
    ]
    assert end_of_month(D(2024, 2, 3)) == D(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (D(2021, 9, 6), D(2021, 9, 6), 1),  # a Monday
        (D(2021, 9, 4), D(2021, 9, 5), 0),  # a weekend
        (D(2021, 9, 6), D(2021, 9, 12), 5),
        (D(2021, 9, 3), D(2021, 9, 6), 2),  # Friday to Monday
        (D(2021, 9, 6), D(2021, 9, 5), 0),
        (D(2021, 9, 6), D(2022, 3, 31), 149),
    ],
)
def test_working_days_are_mondays_to_fridays(start, end, days):
    assert working_days(start, end) == days
    assert days == sum((start + datetime.timedelta(n)).weekday() < 5 for n in range((end - start).days + 1))
