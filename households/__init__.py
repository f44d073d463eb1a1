"""The dwellings, who lives there, and every knock.

Areas, streets and households of a project, and the visits made to them. What is delivered or fitted belongs to
the rooms above.
"""
