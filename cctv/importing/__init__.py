"""Lists of cameras: their columns, how a row finds its camera even when the numbers are new, and what a row becomes."""

from cctv.importing.cameras import CAMERAS, CameraImporter
from imports.importer import register

register(CAMERAS)

__all__ = ["CAMERAS", "CameraImporter"]
