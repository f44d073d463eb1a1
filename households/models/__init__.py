"""The tables of this room, one file per noun."""

from households.models.household import Household
from households.models.place import Area, AreaLsoa, Street
from households.models.visit import Offer, Visit

__all__ = ["Area", "AreaLsoa", "Household", "Offer", "Street", "Visit"]
