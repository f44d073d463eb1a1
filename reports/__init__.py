"""The partnership progress update and every number that leaves the building.

Drafted, approved by a second person, issued and frozen; as PDF, as a page, as data.
"""
