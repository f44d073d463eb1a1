"""From a weak door to a fitted, inspected lock: surveys, specifications, jobs and fitters.

Nothing is here yet; the works of target hardening arrive with their own part.
"""
