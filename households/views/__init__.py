"""Doors of this room, one file per noun."""

from households.views.register import household_list

__all__ = ["household_list"]
