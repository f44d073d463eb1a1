"""Working days of an office in England: Monday to Friday without bank holidays, substitute days and one-off ones included."""

from functools import lru_cache

from holidays import country_holidays

from saferstreets.common.periods import DAY


@lru_cache(maxsize=32)
def bank_holidays(year):
    """{day: name} of the bank holidays of England and Wales in `year`."""
    return dict(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day):
    """Is the office open on `day`?"""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_before(day, count):
    """The working day that lies `count` working days before `day`; `day` itself is not counted."""
    while count:
        day -= DAY
        count -= is_working_day(day)
    return day


def working_days_until(start, end):
    """How many working days lie after `start` up to `end`, `end` included; 0 when it is not later."""
    return sum(is_working_day(start + DAY * number) for number in range(1, max((end - start).days, 0) + 1))
