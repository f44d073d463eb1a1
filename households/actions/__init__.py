"""Every write of this room, one file per noun."""

from households.actions.places import StreetRefused, add_area, add_household, add_street
from households.actions.visits import VisitRefused, record_knock, refresh_state, withdraw_knock

__all__ = [
    "StreetRefused",
    "VisitRefused",
    "add_area",
    "add_household",
    "add_street",
    "record_knock",
    "refresh_state",
    "withdraw_knock",
]
