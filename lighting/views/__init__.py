"""Doors to the lights, one file per noun."""
