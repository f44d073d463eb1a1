"""Inventories: their headings, how a row is read and matched, and what it becomes."""

from imports.importer import register
from lighting.importing.columns import COLUMNS, ColumnImporter

register(COLUMNS)

__all__ = ["COLUMNS", "ColumnImporter"]
