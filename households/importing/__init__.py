"""Address lists and the Constabulary's lists: their columns, their matching against the register, and what a row becomes."""

from households.importing.addresses import ADDRESSES, AddressImporter
from households.importing.victims import VICTIMS, VictimImporter
from imports.importer import register

register(ADDRESSES)
register(VICTIMS)

__all__ = ["ADDRESSES", "VICTIMS", "AddressImporter", "VictimImporter"]
