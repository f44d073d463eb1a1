"""How often one connection may ask for a visit."""

from saferstreets.common.throttle import Throttle

ASKING = Throttle("ask", most=5)
