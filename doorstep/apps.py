from django.apps import AppConfig


class DoorstepConfig(AppConfig):
    """Names the room for Django."""

    name = "doorstep"
