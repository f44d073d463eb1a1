"""Streets and park, column by column, until the light is on.

A scheme is a piece of work with its area as the paper gives it; a column is one lamp of the county's inventory. The day a
column is energised is one field, which the claim, the evaluation and the energy bill go by.
"""
