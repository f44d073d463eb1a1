"""Did it work, said honestly: recorded crime, surveys of concern, and what was done about it.

Nothing is here yet; outcomes arrive with their own part.
"""
