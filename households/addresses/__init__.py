"""What an address in words says: flat, name, number, street, locality, town and postcode.

Nothing is made up: every word of the text ends in one of the parts, save the county and the country. What cannot be
read as a street with a door is left for the importer to refuse.
"""

from households.addresses.door import read_door
from households.addresses.parts import Parts
from households.addresses.text import read_address
from households.addresses.towns import Towns, learn_towns

__all__ = ["Parts", "Towns", "learn_towns", "read_address", "read_door"]
