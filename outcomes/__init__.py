"""Did it work, said honestly: what residents are asked and what they answer.

Recorded crime and what was done about concerns arrive with their own part.
"""
