"""Pure decisions about lights: the road of the works and its gates, the supply's clock, energy, and what a file's words mean."""

import re

from lighting.choices import GateKind, SchemeKind
from saferstreets.common.periods import DAY, end_of_month
from saferstreets.common.stages import Stage
from saferstreets.common.workflow import Refused


class LightingRefused(Refused):
    """The lights cannot be recorded like this."""


SURVEYED, DESIGNED, ORDERED, STARTED = "surveyed", "designed", "ordered", "started"
INSTALLED, ENERGISED, TESTED, HANDED_OVER = "installed", "energised", "tested", "handed_over"
# What only ground that is no street asks for: before the works start, and before the current is switched on.
BEFORE_START = (GateKind.ECOLOGY, GateKind.LAND, GateKind.WAYLEAVE)
BEFORE_CURRENT = (GateKind.SUPPLY,)


def stages_of(kind):
    """The road of a scheme, in order. New lights on ground that is no street wait at gates; an upgrade of street lights has none."""
    new = kind == SchemeKind.NEW
    return (
        Stage(SURVEYED, "Surveyed", "the columns and cables are surveyed"),
        Stage(DESIGNED, "Design agreed", "the design is agreed"),
        Stage(ORDERED, "Columns and lanterns ordered", "columns and lanterns are ordered"),
        Stage(STARTED, "Works started", "the works start", BEFORE_START if new else ()),
        Stage(INSTALLED, "Installed", "columns and lanterns are installed"),
        Stage(ENERGISED, "Lights on", "the lights are switched on", BEFORE_CURRENT if new else ()),
        Stage(TESTED, "Tested and certified", "the lights are tested and certified"),
        Stage(HANDED_OVER, "Handed over", "the lights are handed over"),
    )


def gates_of(kind):
    """The gates a scheme of this kind is made with."""
    return (*BEFORE_START, *BEFORE_CURRENT) if kind == SchemeKind.NEW else ()


def tell_by(month):
    """The last day on which the unmetered-supplies operator may hear of a change in `month`: the end of the month following."""
    return end_of_month(end_of_month(month) + DAY)


def overdue_up_to(day):
    """The last day of energising whose clock has run out by the end of `day`."""
    last_ended = day if day == end_of_month(day) else day.replace(day=1) - DAY
    return last_ended.replace(day=1) - DAY


def kwh_a_year(milliwatts, hours):
    """Energy of a year in whole kWh, halves up. hours: burning hours a year."""
    return (milliwatts * hours + 500_000) // 1_000_000


def kilograms_a_year(milliwatts, hours, grams_a_kwh):
    """Carbon dioxide (equivalent) of a year's energy in whole kilograms, halves up; from the milliwatts, not from rounded kWh."""
    return (milliwatts * hours * grams_a_kwh + 500_000_000) // 1_000_000_000


def asset_key(asset_id):
    """What two spellings of one asset number share: letters and digits, no leading noughts."""
    text = asset_id if asset_id.isdigit() else re.sub(r"[\W_]+", "", asset_id.casefold())
    return text.lstrip("0") or text[:1]


def number_key(number):
    """The same of the number on the column: "LC 007" and "lc7" are one."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", number.casefold()))


def number_order(number):
    """Where a column's number comes in its street: 2 before 10; no number first."""
    digits = re.search(r"\d{1,9}", number)
    return int(digits[0]) if digits else 0
