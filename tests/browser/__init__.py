"""Whole errands in a real browser. Everything here is marked `browser` and runs without xdist."""
