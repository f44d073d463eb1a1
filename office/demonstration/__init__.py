"""The Workington demonstration: what the published paper states, and invented homes and visits around it.

facts.py holds only what the source says; people.py, households.py and visits.py are invented and look invented.
Loading goes through the same actions as the pages do; homes and visits are written in bulk, row for row as the
actions would write them (a test compares the two).
"""
