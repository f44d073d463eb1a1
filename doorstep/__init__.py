"""One visit recorded once, by desk, phone or paper.

Holds the one composed verb of a visit: the knock, what was offered, the pack, the kit and its registration.
"""
