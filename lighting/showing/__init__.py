"""What the pages say, one file per noun."""

from lighting.showing.columns import column_rows, day_words, facts, lanterns, thousandths
from lighting.showing.schemes import (
    FAR_YEAR,
    ON_A_PAGE,
    days,
    doors,
    energy,
    looked_after,
    map_of,
    marks,
    next_step,
    next_words,
    now_words,
    one_picture,
    places,
    readable,
    road,
    state_of,
    step_rows,
)
from lighting.showing.supply import supply_months

__all__ = [
    "FAR_YEAR",
    "ON_A_PAGE",
    "column_rows",
    "day_words",
    "days",
    "doors",
    "energy",
    "facts",
    "lanterns",
    "looked_after",
    "map_of",
    "marks",
    "next_step",
    "next_words",
    "now_words",
    "one_picture",
    "places",
    "readable",
    "road",
    "state_of",
    "step_rows",
    "supply_months",
    "thousandths",
]
