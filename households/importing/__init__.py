"""Address lists: their columns, their matching against the register, and what a row becomes."""

from households.importing.addresses import ADDRESSES, AddressImporter
from imports.importer import register

register(ADDRESSES)

__all__ = ["ADDRESSES", "AddressImporter"]
