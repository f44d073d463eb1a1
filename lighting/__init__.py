"""Streets and park, column by column, until the light is on.

Nothing is here yet; the lighting schemes arrive with their own part.
"""
