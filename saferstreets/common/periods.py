"""Periods of whole local days, both ends included."""

import datetime
from dataclasses import dataclass

from django.utils import formats

from saferstreets.common import clock

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both days included, local dates.

    Raises ValueError when the end comes before the start.
    """

    start: datetime.date
    end: datetime.date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError("A period cannot end before it starts.")

    def __contains__(self, day):
        return self.start <= day <= self.end

    @property
    def days(self):
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def label(self):
        """3 June 2021 to 30 September 2021."""
        return f"{long_date(self.start)} to {long_date(self.end)}"

    def moments(self):
        """(first moment inside, first moment after), aware: for half-open filters on times."""
        return clock.start_of(self.start), clock.start_of(self.end + DAY)

    def months(self):
        """The calendar months the period touches, each cut to the period, in order."""
        months, start = [], self.start
        while start <= self.end:
            end = min(end_of_month(start), self.end)
            months.append(Period(start, end))
            start = end + DAY
        return months


def end_of_month(day):
    """The last day of the month `day` is in."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def long_date(day):
    """3 June 2021."""
    return formats.date_format(day, "j F Y")


def working_days(start, end):
    """Mondays to Fridays from `start` to `end`, both included; bank holidays are not known here. 0 when the end is earlier."""
    if end < start:
        return 0
    weeks, rest = divmod((end - start).days + 1, 7)
    return weeks * 5 + sum((start.weekday() + extra) % 7 < 5 for extra in range(rest))
