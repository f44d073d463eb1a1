"""Pure decisions of the underspend radar: until when an order is safe, what will be left, what the reserve list could take."""

import datetime
from typing import NamedTuple

from grants.delivery_choices import AlertKind
from grants.delivery_rules import SMALL_SHARE, SOON_DAYS

DAY = datetime.timedelta(days=1)


class Sight(NamedTuple):
    """One line of the budget on one day, all in pence. forecast: cost by the end, as said on the day said_on; None: spent and promised.

    safe_on: the last day on which an order still counts in time, None where nobody has said how long orders take.
    """

    line: object
    allocated: int
    spent: int
    committed: int
    forecast: int
    said_on: datetime.date | None
    safe_on: datetime.date | None
    status: str
    label: str

    @property
    def free(self):
        """What may still be ordered."""
        return self.allocated - self.spent - self.committed

    @property
    def left(self):
        """What the forecast leaves unspent at the end; never below nothing."""
        return max(0, self.allocated - self.forecast)

    @property
    def worth_a_look(self):
        """Is more free than a small share of the line?"""
        return self.free * 100 > self.allocated * SMALL_SHARE


def last_safe_day(ends_on, days):
    """The last day on which an order that takes `days` is here, fitted and inspected by the end of the grant, itself included."""
    return None if days is None else ends_on - days * DAY


def standing(free, allocated, safe_on, day):
    """(code for the colour, words) of a line on `day`."""
    if free * 100 <= allocated * SMALL_SHARE:
        return "done", "Nearly all promised"
    if safe_on is None:
        return "flagged", "Days not known"
    if day > safe_on:
        return "late", "Too late to order"
    left = (safe_on - day).days
    if left <= SOON_DAYS:
        return "due", "Order today" if left == 0 else f"{left} day{'' if left == 1 else 's'} left to order"
    return "not-due", f"{left} days left to order"


def sight(line, ends_on, day):
    """The Sight of a budget line. line: with days from order to inspected and the forecast said last, or None for either."""
    spent, committed, said = line.accrued_pence, line.committed_pence, line.forecast_pence
    safe_on = last_safe_day(ends_on, line.days)
    free = line.allocated_pence - spent - committed
    status, label = standing(free, line.allocated_pence, safe_on, day)
    expected = spent + committed if said is None else max(said, spent)
    return Sight(
        line, line.allocated_pence, spent, committed, expected, line.forecast_on, safe_on, status, label
    )


def alerts(sight, day):
    """[(AlertKind, pence)] that a line gives on `day`."""
    found = []
    if sight.worth_a_look and sight.safe_on:
        if day > sight.safe_on:
            found.append((AlertKind.PAST, sight.free))
        elif (sight.safe_on - day).days <= SOON_DAYS:
            found.append((AlertKind.SOON, sight.free))
    if sight.said_on and sight.left * 100 > sight.allocated * SMALL_SHARE:
        found.append((AlertKind.UNDERSPEND, sight.left))
    return found


def absorbed(reserves, free_pence, ends_on, day):
    """What the reserve list could take of the money that is free, in its rank: (rows, pence taken).

    reserves: things with pence and days. Rows: dicts of reserve, safe_on, fits, why; a later one may fit where an earlier did not.
    """
    rows, left = [], free_pence
    for reserve in reserves:
        safe_on = last_safe_day(ends_on, reserve.days)
        in_time, affordable = day <= safe_on, reserve.pence <= left
        fits = in_time and affordable
        why = "Fits" if fits else "Too late to order" if not in_time else "More than is free"
        left -= reserve.pence if fits else 0
        rows.append(
            {
                "reserve": reserve,
                "safe_on": safe_on,
                "fits": fits,
                "why": why,
                "status": "done" if fits else "not-due",
            }
        )
    return rows, free_pence - left
