"""Pure decisions of this room: who may do what about a concern, and the breaks in what is counted as burglary."""

import datetime

from accounts.choices import Role
from accounts.permissions import Perm
from outcomes.choices import Answerer, ConcernStatus
from saferstreets.common.periods import DAY, end_of_month
from saferstreets.common.workflow import Move

S = ConcernStatus
PASS = Move("pass", "Pass on", frozenset({S.RAISED}), S.PASSED, Perm.CONCERN_KEEP)
RETURN = Move("return", "Take back", frozenset({S.PASSED}), S.RAISED, Perm.CONCERN_KEEP)
DONE = Move("done", "Mark as done", frozenset({S.PASSED}), S.DONE, Perm.CONCERN_ANSWER)
CANNOT = Move("cannot", "Say why it cannot be done", frozenset({S.PASSED}), S.CANNOT, Perm.CONCERN_ANSWER)
MOVES = (PASS, DONE, CANNOT, RETURN)
# The order of the list: what nobody has, what somebody has, what the street has not been told.
IN_ORDER = (S.RAISED, S.PASSED, S.DONE, S.CANNOT)

ANSWERERS = {
    Role.ENFORCEMENT_OFFICER: (Answerer.ENFORCEMENT, Answerer.HUB),
    Role.OFFICER: (Answerer.PCSO,),
    Role.WORKS_PARTNER: (Answerer.COUNTY,),
}
DAYS_TO_ANSWER = 14

BURGLARY, ANTISOCIAL = "Burglary", "Anti-social behaviour"
# The kinds of crime the fund is for; everything else is a secondary outcome.
NEIGHBOURHOOD = (BURGLARY, "Robbery", "Theft from the person", "Vehicle crime")
# From the first day of these months the police count burglary differently.
BREAKS = (
    (
        datetime.date(2017, 4, 1),
        "April 2017: dwelling and other buildings became residential and business; residential takes in sheds and garages",
    ),
    (
        datetime.date(2023, 4, 1),
        "April 2023: burglary of a home was parted from burglary of a building that is not joined to it",
    ),
)
# Counted for every 1,000 homes; everything else for every 1,000 residents.
OF_HOMES = frozenset({BURGLARY})
BANDS = (250, 500, 750)


def answers_for(roles):
    """Whose concerns somebody with these roles answers."""
    return [answerer for role in roles for answerer in ANSWERERS.get(role, ())]


def break_between(crime_type, first, last):
    """The words of the change in definition that parts these two months (their first days), or ""."""
    if crime_type != BURGLARY:
        return ""
    return next((words for day, words in BREAKS if first < day <= last), "")


def kind_words(crime_type):
    """The kind as it is printed: the published burglaries are of homes and businesses together, and never called anything else."""
    return "Burglary (homes and businesses together)" if crime_type == BURGLARY else crime_type


def years_before(month, years):
    """The first day of the same month `years` years before."""
    return month.replace(year=month.year - years)


def months_ending_in(period):
    """First days of the months whose last day lies in `period`: the police publish whole months, and each counts in one period only."""
    return [month.start.replace(day=1) for month in period.months() if month.end == end_of_month(month.end)]


def next_month(month):
    """The first day of the month after."""
    return (month + 31 * DAY).replace(day=1)


def months_between(first, last):
    """The first days of the months from `first` to `last`, both included."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
