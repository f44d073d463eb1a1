"""Doors of this room, one file per noun."""
