"""The clocks of requests and complaints about somebody's data. Pure."""

import calendar
import datetime

ACKNOWLEDGE = datetime.timedelta(days=30)


def months_later(day, months):
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def due_on(from_on, extended):
    """One month from the day the office knew who asked, three where it said why it takes longer (UK GDPR Article 12(3))."""
    return months_later(from_on, 3 if extended else 1)


def acknowledge_by(received_on):
    """A complaint about data is acknowledged within thirty days (Data (Use and Access) Act 2025)."""
    return received_on + ACKNOWLEDGE
