"""The house as the tests see it: floors, rooms, models, routes."""

from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parent.parent
# Lowest first. A room may import, and point at, only rooms on lower floors; floor mates never meet.
FLOORS = (
    ("accounts",),
    ("evidence",),
    ("imports",),
    ("households", "grants"),
    ("packs", "hardening", "lighting", "cctv", "outcomes"),
    ("doorstep",),
    ("reports", "office"),
)
ROOMS = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def house_models():
    """Every model of the rooms."""
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def room_files(room):
    """Every Python file of a room, migrations left out."""
    return [path for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def routes(resolver=None, prefix="", namespace=""):
    """(URL name with namespace, pattern, view) of every route of the product."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += routes(entry, pattern, inner)
        else:
            found.append((f"{namespace}{entry.name}", pattern, entry.callback))
    return found
